"""Turns what is known of a load into the report of its file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from goldenthread.intake.findings import FileReport, Finding, Severity
from goldenthread.store import Load, Received


def report_of(load: Load) -> FileReport:
    """What a load says of itself, as the report of its file."""
    return FileReport(
        load.path,
        load.sha256,
        load.source,
        load.more.get("table"),
        load.version,
        load.sender,
        load.extract_date,
        load.rows_read,
        load.rows_kept,
        load.rows_set_aside,
        load.rows_already_held,
        load.load_id,
        tuple(_finding(facts) for facts in load.findings),
        load.more.get("records", {}),
    )


def _finding(facts: dict[str, Any]) -> Finding:
    told = {name: value for name, value in facts.items() if name not in {"sentence", "severity"}}
    return Finding(severity=Severity(facts["severity"]), **told)


def held(load: Load, path: Path, received: Received) -> FileReport:
    """The report of a file that came before: every row of it is held, or it was withdrawn and is not read again."""
    if load.state != "held":
        return _no_longer_wanted(load, path, received)
    says = f"This very file is held already, as load {load.load_id}."
    finding = Finding("held", Severity.NOTE, says, "Nothing needs to be done.", str(path))
    return replace(
        report_of(load),
        path=str(path),
        rows_kept=0,
        rows_set_aside=0,
        rows_already_held=load.rows_read,
        load_id=None,
        findings=(finding,) if load.source else (*_of_this(load, path), finding),
        records={},
    )


def _of_this(load: Load, path: Path) -> list[Finding]:
    """What was wrong with a file, said of the same file under another name."""
    return [replace(finding, file=str(path)) for finding in report_of(load).findings]


def _no_longer_wanted(load: Load, path: Path, received: Received) -> FileReport:
    """A file that was withdrawn or erased stays so when it is sent again; the copy of an erased one goes at once."""
    if load.state == "erased":
        received.path.unlink(missing_ok=True)
    says = f"This very file was {load.state} as load {load.load_id}, so it was not read again."
    remedy = "Ask who withdrew it; if it is to count after all, send it with the rows that are right."
    finding = Finding("no_longer_wanted", Severity.ERROR, says, remedy, str(path))
    return FileReport(
        str(path),
        load.sha256,
        load.source,
        load.more.get("table"),
        load.version,
        load.sender,
        load.extract_date,
        findings=(finding,),
    )


def failed(path: Path, error: Exception) -> FileReport:
    """The report of a file that could not be read for a reason that lies with us or with the disk."""
    says = f"The file could not be read, and nothing of it was kept: {str(error).splitlines()[0]}"
    finding = Finding("not_read", Severity.ERROR, says, "Send it again, or tell the people who run this.", str(path))
    return FileReport(str(path), "", findings=(finding,))
