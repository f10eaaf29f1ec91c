"""Attendance register: one row per pupil per half-day session, without names; summed to weeks as it is read.

Layout: Golden Thread import template attendance_sessions, version 1; sent by each school, daily or weekly. The names
are those of the school roll of the same sender, whose pupil ids these are.
"""

from goldenthread.extracts._extract import OWN, Extract, Layout, Makes, Table
from goldenthread.extracts._own import headings

_NAME = "attendance_sessions"
_COLUMNS = (
    "source_org,extract_date,source_person_id,upn,setting_urn,attendance_date,session_code,attendance_code,late_minutes"
)
_KEYS = ("source_org", "extract_date", "source_person_id", "setting_urn", "attendance_date")

EXTRACT = Extract(
    name=_NAME,
    title="Attendance register",
    agency="EDU",
    supplier="each school, academy trust or college, from its management information system",
    system="school",
    cadence_days=7,
    gateway=(
        "SI 2024/208 (School Attendance (Pupil Registration) (England) Regulations) and Education Act 1996 s537A: "
        "schools record attendance and share it with the council; Children Act 2004 s10: to promote well-being."
    ),
    tables=(
        Table(
            _NAME,
            (
                Layout(
                    "1",
                    OWN,
                    headings(
                        _COLUMNS,
                        keys=(*_KEYS, "session_code", "attendance_code"),
                        codes={"attendance_code": "attendance"},
                        held_back=("upn", "late_minutes"),
                    ),
                    (*_KEYS, "session_code", "attendance_code"),
                ),
            ),
            sender="r.source_org",
            received="r.extract_date",
            person="r.source_person_id",
            row_key=(
                "'attendance_sessions|' || r.source_org || '|' || r.setting_urn || '|' || r.source_person_id || '|'"
                " || r.attendance_date || '|' || r.session_code"
            ),
            version="cast(r.extract_date as varchar)",
        ),
    ),
    records=(
        Makes(
            "attendance",
            _NAME,
            """
            select given.*, setting_urn, 'WEEK' as period, week_started as started, attendance_code as code, sessions
            from attendance_sessions
            """,
        ),
    ),
    by_week=True,
)
