"""How long copies of agencies' files are kept: the partnership's own period, never longer than the agencies' own."""

from goldenthread.law._provision import Evidence, Level, Provision

COPIES_OF_FILES = Provision(
    "Partnership's retention schedule",
    "copies of agencies' files",
    "A copy of a file that an agency sent is kept for six years after the day it speaks of, as long as the shortest"
    " period for which a school or council keeps its own registers; what was worked out from it goes with it.",
    "",
    Level.LOCAL,
    Evidence.OWN,
    months=72,
)
