"""Whatever is done to a sound file, loading it never fails, its rows add up, and the rows left alone are all there."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.intake.sending import AS_OF, sessions, waits

from goldenthread import intake
from goldenthread.engine import DuckDBEngine
from goldenthread.store import Store

_ROWS = 12
WAITS = waits(*({"forename": "Zoë", "team_name": f"team {n}"} for n in range(_ROWS)))
SESSIONS = sessions(*({"source_person_id": f"P{n}", "attendance_code": "/I"[n % 2]} for n in range(_ROWS)))

_bytes = st.binary(min_size=1, max_size=6)
_place = st.integers(0, 1 << 16)
_damage = st.one_of(
    st.tuples(st.just("insert"), _place, _bytes),
    st.tuples(st.just("remove"), _place, st.integers(1, 80)),
    st.tuples(st.just("overwrite"), _place, _bytes),
    st.tuples(st.just("cut"), _place, st.just(0)),
    st.tuples(st.just("repeat"), _place, st.just(0)),
    st.tuples(st.just("insert"), _place, st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b'","', b'"\n"', b"=1+1"])),
)


def damaged(text: bytes, kind: str, place: int, what: object) -> bytes:
    """The text with one piece of damage, never in its heading line."""
    start = text.index(b"\n") + 1
    at = start + place % max(1, len(text) - start)
    if kind == "insert":
        return text[:at] + bytes(what) + text[at:]  # type: ignore[call-overload]
    if kind == "overwrite":
        return text[:at] + bytes(what) + text[at + len(bytes(what)) :]  # type: ignore[call-overload]
    if kind == "remove":
        return text[:at] + text[at + int(str(what)) :]
    if kind == "cut":
        return text[:at]
    line = text[text.rfind(b"\n", 0, at) + 1 :].split(b"\n", 1)[0]
    return text + line + b"\n"


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([WAITS, SESSIONS]), st.lists(_damage, min_size=1, max_size=3))
def test_damage_loses_no_row_and_harms_no_other(sound: str, damage: list[tuple[str, int, object]]) -> None:
    text = sound.encode()
    for kind, place, what in damage:
        text = damaged(text, kind, place, what)
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store", simulated=True)
        path = Path(folder) / "sent.csv"
        path.write_bytes(text)
        report = intake.load(store, [path])[0]
        assert report.format is not None
        assert report.rows_read == report.rows_kept + report.rows_set_aside + report.rows_already_held
        assert not [finding for finding in report.findings if finding.kind == "not_read"]
        if b'"' not in text:  # a quotation mark may rightly join lines
            lines = [line for line in text.replace(b"\r", b"\n").split(b"\n")[1:] if line.strip()]
            assert report.rows_read == len(lines)
        assert all(finding.sentence.startswith("sent.csv") and finding.remedy for finding in report.findings)
        engine = DuckDBEngine(Path(folder) / "spill")
        intake.current(engine, store, AS_OF)
        held = engine.rows("select count(*) from sent_health_wait")[0][0]
        held += engine.rows("select coalesce(sum(sessions), 0) from sent_attendance")[0][0]
        engine.close()
        assert held <= report.rows_kept
        if b'"' not in text:
            untouched = set(sound.encode().split(b"\n")[1:]) & set(text.split(b"\n")) - {b""}
            assert held >= len(untouched)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_arrival_does_not_change_what_holds(order: list[int]) -> None:
    """Four weekly extracts of three rows, one of which changes each week, loaded in any order."""
    weeks = [
        waits(
            {"service_code": ("SLT", "OT", "PT", "PAED")[n], "updated_at": f"2025-06-{n * 7 + 1:02d}T09:00"},
            {"updated_at": "2025-05-01T09:00"},
            {"updated_at": f"2025-06-{min(n, 2) * 7 + 2:02d}T09:00", "team_name": f"team {min(n, 2)}"},
        ).replace("2025-07-18", f"2025-06-{n * 7 + 3:02d}")
        for n in range(4)
    ]
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store", simulated=True)
        for n in order:
            path = Path(folder) / f"week {n}.csv"
            path.write_text(weeks[n])
            intake.load(store, [path])
        engine = DuckDBEngine(Path(folder) / "spill")
        intake.current(engine, store, AS_OF)
        held = engine.rows("select row_key, service, team from sent_health_wait order by 1")
        engine.close()
    assert [(service, team) for _, service, team in held] == [("PAED", None), ("SLT", None), ("SLT", "team 2")]
