"""Who does what next about a concern: the states it can be in, the moves that are legal, and what people recorded.

A concern stores no state. It follows from the sign as the records show it now and from the events about it, so it
closes, reopens and expires without anything being rewritten. The database holds the same as a view
(casework.every_state in store/sql/casework.sql), held equal by test.
"""

from goldenthread.casework.concerns import Sign, Thread, pair, states
from goldenthread.casework.events import KINDS, OUTCOMES, Event, Kind, Outcome, lacks
from goldenthread.casework.moves import MOVES, Hands, Who, legal, parts
from goldenthread.casework.states import CONDITIONS, SAYS, ConcernState, Standing, State, standing_of, state_of

__all__ = [
    "CONDITIONS",
    "KINDS",
    "MOVES",
    "OUTCOMES",
    "SAYS",
    "ConcernState",
    "Event",
    "Hands",
    "Kind",
    "Outcome",
    "Sign",
    "Standing",
    "State",
    "Thread",
    "Who",
    "lacks",
    "legal",
    "pair",
    "parts",
    "standing_of",
    "state_of",
    "states",
]
