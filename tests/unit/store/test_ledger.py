"""The ledger forgets whom an erasure names, keeps everybody else, and still knows who is to be left out."""

import json
from pathlib import Path

import pyarrow as pa

from goldenthread.store.ledger import ENTRY, Ledger


def entry(event: str, person: str | None, child: str, other: str | None = None) -> dict[str, str | None]:
    return {"event": event, "person_key": person, "child_id": child, "other_id": other, "cause": "first seen"}


def test_only_who_was_named_is_forgotten(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, b"secret")
    kept = [entry("is", "school|S|2", "CB"), entry("alias", None, "CC", "CB")]
    ledger.append(pa.Table.from_pylist([entry("is", "school|S|1", "CA"), *kept], schema=ENTRY))
    ledger.leave_out(["school|S|1"], "2026-11-01", "Ina Governance", "upheld")
    assert [row["child_id"] for row in ledger.entries().to_pylist()] == ["CB", "CC"]
    assert ledger.left_out() == {ledger.digest("school|S|1")}
    assert b"school|S|1" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_since_when_somebody_is_left_out_does_not_change_when_they_are_sent_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, b"secret")
    ledger.leave_out(["school|S|1"], "2026-11-01", "Ina Governance", "The family's request was upheld")
    ledger.leave_out(["school|S|1"], "2027-02-01", "Somebody Else", "Sent again")
    (told,) = json.loads((tmp_path / "left_out.json").read_text()).values()
    assert told == {"on": "2026-11-01", "by": "Ina Governance", "why": "The family's request was upheld"}
