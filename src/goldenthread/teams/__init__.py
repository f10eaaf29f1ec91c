"""Which team answers for what: duties, and the way from a duty to an area's real team, its people and their deputies.

An area says who its teams are in two files of its own (``teams`` and ``team_members``); nothing about them is in code.
"""

from goldenthread.teams._duty import Duty
from goldenthread.teams.routing import route

__all__ = ["Duty", "route"]
