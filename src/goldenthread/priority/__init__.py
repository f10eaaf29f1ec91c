"""Who is first, and why: one card per child per owner, in an order whose every place has a reason in words.

Orders advise; people decide. Nothing here reads ethnicity, postcode or deprivation, and nothing predicts.
"""

from goldenthread.priority._run import run
from goldenthread.priority.levels import LEVELS, LOWER, URGENT_DAYS, Level
from goldenthread.priority.order import turns

__all__ = ["LEVELS", "LOWER", "URGENT_DAYS", "Level", "run", "turns"]
