"""Holds what the product found against what is true, in an area whose truth is known.

The judge reads the store's Parquet files and the truth's, and shares no code with the writer of the files or with
their reader, so that the three cannot agree by construction.
"""

from goldenthread.evaluation.as_text import as_text
from goldenthread.evaluation.intervals import Interval, exact_interval
from goldenthread.evaluation.scoring import EvaluationError, evaluate

__all__ = ["EvaluationError", "Interval", "as_text", "evaluate", "exact_interval"]
