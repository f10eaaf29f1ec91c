"""Says in sentences what is odd about a file as a whole: its encoding, its end, its headings, its codes."""

from collections.abc import Sequence, Set

from goldenthread.engine import quoted
from goldenthread.extracts import Heading, Kind
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import among, known_codes, string
from goldenthread.intake.findings import Finding, Severity
from goldenthread.intake.held import Twice, Vanished
from goldenthread.intake.opening import Opened
from goldenthread.intake.recognise import Recognised
from goldenthread.intake.scan import Scan
from goldenthread.intake.showing import told

_MOST_CODES = 20  # different unknown codes of one column that are told one by one


def unrecognised(file: Opened, name: str) -> Finding:
    """Why a file is not read at all, and what to do."""
    if file.start.refused:
        what, remedy = file.start.refused
        return Finding("not_csv", Severity.ERROR, f"The file is {what}, so it was not read.", remedy, name, 1)
    remedy = "Check the headings against the layout, or add the layout."
    return Finding("not_recognised", Severity.ERROR, f"The file is not recognised. {file.looks_like}", remedy, name, 1)


def of_the_bytes(file: Opened, scan: Scan, name: str) -> list[Finding]:
    """The encoding and the end of a file."""
    found = []
    if scan.first_bad_line is not None:
        says = "The text is not UTF-8 from here on; it was read as Windows-1252, so accents may be wrong."
        remedy = "Save the extract as CSV UTF-8 and send it again."
        found.append(Finding("encoding", Severity.WARNING, says, remedy, name, scan.first_bad_line))
    elif scan.encoding != "utf-8":
        says = f"The text is {scan.encoding.upper()}, and was read as that."
        found.append(Finding("encoding", Severity.NOTE, says, "Save the extract as CSV UTF-8 next time.", name, 1))
    elif file.start.bom:
        says = "The file begins with a byte-order mark, which was passed over."
        found.append(Finding("byte_order_mark", Severity.NOTE, says, "Nothing needs to be done.", name, 1))
    if not scan.ends_cleanly:
        says = "The last line has no line end: the file may have been cut off there."
        remedy = "Compare its last row with the sender's system."
        found.append(Finding("cut_off", Severity.WARNING, says, remedy, name, scan.lines))
    return found


def of_the_headings(form: Recognised, line: int, name: str) -> list[Finding]:
    """Headings that are unknown, repeated or missing."""
    told = (
        (form.unknown, "heading_unknown", Severity.NOTE, "not in the layout and not read", "Nothing needs to be done."),
        (form.repeated, "heading_repeated", Severity.WARNING, "there twice; only the first was read", "Leave one out."),
        (form.missing, "heading_missing", Severity.ERROR, "missing and required", "Ask for the whole layout."),
    )
    return [
        Finding(
            kind,
            severity,
            f"{_listed(names)} {'is' if len(names) == 1 else 'are'} {says}.",
            remedy,
            name,
            line,
            count=len(names),
        )
        for names, kind, severity, says, remedy in told
        if names
    ]


def _listed(names: tuple[str, ...]) -> str:
    shown = [f"'{heading[:40]}'" if heading else "a blank heading" for heading in names]
    return ("Heading " if len(names) == 1 else "Headings ") + ", ".join(shown)


def of_the_codes(
    engine: Bench, form: Recognised, table: str, file: str, plain: Set[str] = frozenset()
) -> list[Finding]:
    """A finding for each code in the typed rows ``table`` that is in no version of its list; it is kept as sent.

    ``plain``: columns of which every code is known to be listed.
    """
    listed = {
        heading: unlisted(heading)
        for heading in form.layout.headings
        if (heading.codes or heading.kind is Kind.ORG)
        and heading.name in form.at
        and heading.name not in plain
        and not heading.held_back
    }
    if not listed:
        return []
    counts = ", ".join(f"count(*) filter (where {when})" for when in listed.values())
    return [
        finding
        for (heading, when), count in zip(listed.items(), engine.rows(f"select {counts} from {table}")[0], strict=True)
        if count
        for finding in _codes(engine, table, heading, when, file)
    ]


def _codes(engine: Bench, table: str, heading: Heading, when: str, file: str) -> list[Finding]:
    rows = engine.rows(
        f"""select {quoted(heading.name)}, count(*), min(gt_line) from {table} where {when}
            group by 1 order by 3, 1 limit {_MOST_CODES}"""
    )
    return [
        Finding(
            "code_unknown",
            Severity.WARNING,
            f"{heading.name} holds '{told(code, count)}', which is {_not_what(heading)}; it is kept as sent"
            + (f", in {count} rows." if count > 1 else "."),
            "Correct it at source, or tell us what it means.",
            file,
            line,
            heading.name,
            count,
        )
        for code, count, line in rows
    ]


def _not_what(heading: Heading) -> str:
    return f"not in the list '{heading.codes}'" if heading.codes else "no scheme and code such as ODS:RK9"


def unlisted(heading: Heading) -> str:
    """The SQL of whether a code that was read is in no version of its list."""
    if heading.kind is Kind.ORG:
        return f"{quoted(heading.name)} is not null and not regexp_matches({quoted(heading.name)}, '^[A-Z]+:.')"
    column, known = quoted(heading.name), known_codes(heading.codes)
    if heading.kind is Kind.CODES:
        listed = ", ".join(string(code) for code in sorted(known))
        return f"{column} is not null and not list_has_all([{listed}], string_split({column}, ';'))"
    return f"{column} is not null and {column} not in {among(known)}"


def of_repeats(repeated: Twice, contradicts: Twice, name: str) -> list[Finding]:
    """Rows that stand in their file more than once, the same or different."""
    found = []
    if repeated.count:
        says = "The row stands in the file before, word for word, and was taken once."
        says += f" So do {repeated.count - 1} more." if repeated.count > 1 else ""
        remedy = "Nothing needs to be done."
        found.append(Finding("row_repeated", Severity.NOTE, says, remedy, name, repeated.line, count=repeated.count))
    if contradicts.count:
        says = "The file lists this row again and says something else of it; the newest version holds."
        says += f" {contradicts.count} rows of the file give way to another like this." if contradicts.count > 1 else ""
        remedy = "Check why the extract lists a record twice, and whether each record has an id of its own."
        found.append(
            Finding("row_contradicts", Severity.WARNING, says, remedy, name, contradicts.line, count=contradicts.count)
        )
    return found


def of_a_newer_version(rows: int, held: int, touches: Sequence[str], news: int | None, name: str) -> list[Finding]:
    """A file that says again what earlier loads brought, with what is new in it."""
    if not held or not touches:
        return []
    says = f"{held} of the {rows} rows are held already, word for word, from {_loads(touches)}; "
    says += f"{rows - held} are new or changed, the first on this line." if rows > held else "nothing is new."
    return [Finding("newer_version", Severity.NOTE, says, "Nothing needs to be done.", name, news, count=held)]


def _loads(touches: Sequence[str]) -> str:
    return touches[-1] if len(touches) == 1 else f"{len(touches)} loads up to {touches[-1]}"


def of_no_need(form: Recognised, name: str) -> Finding:
    """A table that is known and not needed."""
    says = f"Nothing of '{form.table.name}' of the {form.extract.title} is needed, so no record is made of it."
    return Finding("not_needed", Severity.NOTE, says, "It can be left out next time.", name)


def of_the_vanished(vanished: Vanished | None, name: str) -> list[Finding]:
    """Rows of the extract before that are gone without being marked as deleted: they are kept as last sent."""
    if vanished is None or not vanished.count:
        return []
    says = (
        f"{vanished.count} rows of the extract before it ({vanished.load_id}, {vanished.day}) are not in this one and"
        f" are not marked as deleted, the first on line {vanished.line} there. They are kept as they were last sent."
    )
    remedy = "Ask the sender whether they were left out by mistake; send them with status D where they are to go."
    return [Finding("row_vanished", Severity.WARNING, says, remedy, name, count=vanished.count)]
