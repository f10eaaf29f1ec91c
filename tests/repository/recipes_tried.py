"""Run beside a package to which the recipes were added: loads a file of the new kind, refreshes, and opens the page.

Usage: python recipes_tried.py FOLDER, where FOLDER holds the files to load. Prints what it found, as JSON.
"""

import json
import sys
import tempfile
from pathlib import Path

import duckdb

from goldenthread import intake, pipeline, web
from goldenthread.extracts import extracts
from goldenthread.store import Run, Store, database

ROWS = (
    {"record_id": "E1", "order_id": "E1", "ordered_date": "2025-05-01"},
    {"record_id": "E2", "order_id": "E2", "ordered_date": "2025-05-02", "delivered_date": "2025-06-13"},
    {"record_id": "E3", "order_id": "E3", "ordered_date": "2025-05-02", "delivered_date": "2025-06-14"},
    {"record_id": "E4", "order_id": "E4", "ordered_date": "2025-05-03", "delivered_date": "2025-04-03"},
)
SAME = {
    "record_status_code": "C",
    "extract_date": "2025-07-16",
    "updated_at": "2025-07-16T08:00",
    "source_org": "ODS:ZZ9",
    "source_person_id": "Q1",
}
AMAL = {"nhs_number": "9990001014", "surname": "Abara", "forename": "Amal", "date_of_birth": "2017-03-04"}


def write(folder: Path) -> None:
    """The file, with every column that the layout declares."""
    names = [heading.name for heading in extracts()["equipment_orders"].tables[0].layouts[-1].headings]
    lines = [",".join(({**SAME, **AMAL, **row}).get(name, "") for name in names) for row in ROWS]
    (folder / "orders from the service.csv").write_text("\n".join([",".join(names), *lines]) + "\n")


def page(child_id: str) -> str:
    """The page, as the clinician who leads the child's team sees it."""
    from django.test import Client

    from goldenthread.web.accounts.models import User

    User.objects.make("sam@example.org", "Sam Lead", "THERAPIST", "a-password-for-tests-only", worker_id="W-SLT-1")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/children/{child_id}/equipment")
    return f"{answer.status_code} {answer.content.decode()}"


def main(folder: Path) -> None:
    """Everything the recipes promise, once."""
    write(folder)
    with tempfile.TemporaryDirectory(prefix="golden-thread-recipes-") as place:
        store = Store.create(Path(place) / "store", simulated=True)
        reports = intake.load(store, [folder])
        with database.opened(store) as url:
            web.prepare(url, store)
            run = store.run(pipeline.refresh(store, url, say=lambda text: None).run_id)
            clocks = _rows(run, "clock", "subject, state, due, child_id", "code = 'EQ-6W'")
            found = {
                "recognised": {Path(report.path).name: report.format for report in reports},
                "clocks": [row[:3] for row in clocks],
                "signs": _rows(run, "publish_concern", "title, says, since", "signal = 'equipment_not_come'"),
                "put_right": _rows(run, "publish_put_right", "problem", "source = 'equipment_orders'"),
                "page": page(clocks[0][3]),
            }
            from django.db import connections

            connections["default"].close_pool()
            connections["owner"].close()
    sys.stdout.write(json.dumps(found, default=str) + "\n")


def _rows(run: Run, table: str, columns: str, where: str) -> list[tuple[str, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from '{run.table(table)}' where {where} order by all").fetchall()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
