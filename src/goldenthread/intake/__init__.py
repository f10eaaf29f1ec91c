"""Takes in what agencies send: recognises a file by its headings, reads it, and accounts for every row.

reports = intake.load(store, [Path("extracts")])   one report a file: rows read = kept + set aside + already held
intake.current(engine, store, as_of)               the rows in force, as tables ``sent_<record>``
intake.Current(engine, store, as_of)               the same in two goes: whom they are about, then ``rest``
intake.past(store.loads(), as_of)                  the loads past the day they may be kept to
intake.mentions(store, subject)                    the files that speak of one person, to be read without them
intake.reread(store)                               reads received files again with a mended reader
intake.read_by_an_older(store)                     which those are
intake.standing(every_load)                        the loads that count, each file once
"""

from goldenthread.intake.current import Current, current
from goldenthread.intake.findings import AccountingError, FileReport, Finding, Severity
from goldenthread.intake.keeping import keep_until, past, to_erase
from goldenthread.intake.leaving_out import Mention, Subject, leave_out, mentions, sent_again, subject
from goldenthread.intake.loading import load, read_by_an_older, reread
from goldenthread.intake.standing import standing

__all__ = [
    "AccountingError",
    "Current",
    "FileReport",
    "Finding",
    "Mention",
    "Severity",
    "Subject",
    "current",
    "keep_until",
    "leave_out",
    "load",
    "mentions",
    "past",
    "read_by_an_older",
    "reread",
    "sent_again",
    "standing",
    "subject",
    "to_erase",
]
