"""Takes in what agencies send: recognises a file by its headings, reads it, and accounts for every row.

reports = intake.load(store, [Path("extracts")])   one report a file: rows read = kept + set aside + already held
intake.current(engine, store, as_of)               the rows in force, as tables ``sent_<record>``
intake.past(store.loads(), as_of)                  the loads past the day they may be kept to
intake.reread(store)                               reads received files again with a mended reader
"""

from goldenthread.intake.current import current
from goldenthread.intake.findings import AccountingError, FileReport, Finding, Severity
from goldenthread.intake.keeping import keep_until, past, to_erase
from goldenthread.intake.loading import load, reread

__all__ = [
    "AccountingError",
    "FileReport",
    "Finding",
    "Severity",
    "current",
    "keep_until",
    "load",
    "past",
    "reread",
    "to_erase",
]
