"""Sends the area's own templates: as they stood four weeks ago, and as they stand on the last day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.dates import as_date, spell
from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.tables import NO_DATE, Column, Table, either, no_dates
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Seen
from goldenthread.simulator.views.layouts import has_person, headings

FOUR_WEEKS = 28


@dataclass(frozen=True)
class Template:
    """How one template's rows grow.

    ``events``: heading → column of days that come to be known on that day. ``plans``: heading → column of days known
    from the start (due dates). ``words``: heading → column. ``follows``: heading → the heading of the day it is
    known with. ``slips``: headings in which the earlier delivery has a wrong day on some rows (defect Q11).
    """

    name: str
    key: str
    events: Mapping[str, str]
    plans: Mapping[str, str]
    words: Mapping[str, str]
    follows: Mapping[str, str]
    slips: tuple[str, ...] = ()


@dataclass
class Sender:
    """One organisation that sends files: how it writes days, and whether its files begin with a byte-order mark."""

    folder: str
    name: str
    org: str
    style: str = "%Y-%m-%d"
    mark: bool = False


class Post:
    """Delivers templates for a sender on one or two days."""

    def __init__(self, delivery: Delivery, as_of: int, correction: float) -> None:
        self._delivery, self._as_of = delivery, as_of
        self._correction = correction

    def send(
        self, sender: Sender, template: Template, table: Table, known: Whole, rng: np.random.Generator,
        seen: Seen | None = None, days: Sequence[int] = (FOUR_WEEKS, 0), ids: Callable[[Whole], Column] | None = None,
    ) -> None:  # fmt: skip
        """Writes one file for each day, counted back from the last.

        ``known`` is the day each row came to be; ``ids`` gives records the sender's own numbers where those are not the
        system's.
        """
        record = seen.record(table["person"], rng) if seen is not None else no_dates(len(table))
        corrected, by = rng.random(len(table)) < self._correction, rng.integers(6, 40, len(table))
        corrected_on = self._as_of - rng.integers(1, 20, len(table))
        withdrawn = _entered_by_mistake(table)
        for back in days:
            on = self._as_of - back
            rows = np.flatnonzero((known <= on) & (~withdrawn | (known <= self._as_of - FOUR_WEEKS)))
            wrong = (corrected & (on < corrected_on))[rows]
            part = table.where(rows)
            values, updated = _as_it_stood(template, part, known[rows], on, wrong, by[rows], sender.style)
            updated = np.where(
                corrected[rows] & (corrected_on[rows] <= on), np.maximum(updated, corrected_on[rows]), updated
            )
            gone = withdrawn[rows] & (back == 0)
            updated = np.where(gone, np.maximum(updated, on - 3), updated)
            block = seen.block(record[rows], sender.style) if seen is not None and has_person(template.name) else {}
            if block and ids is not None:
                block["source_person_id"] = ids(record[rows])
            about = table["person"][rows] if block else None
            self._file(sender, template, part, {**values, **block}, updated, gone, on, about)

    def _file(
        self, sender: Sender, template: Template, part: Table, values: dict[str, Column], updated: Whole, gone: Flags,
        on: int, about: Whole | None,
    ) -> None:  # fmt: skip
        count = len(part)
        values |= {
            "record_id": part[template.key], "record_status_code": either(gone, "D", "C"),
            "updated_at": spell(updated, "%Y-%m-%dT09:00"), "extract_date": spell(np.full(count, on), sender.style),
            "source_org": np.full(count, sender.org, dtype=object),
        }  # fmt: skip
        empty = np.full(count, None, dtype=object)
        columns = {heading: values.get(heading, empty) for heading in headings(template.name)}
        stamp = as_date(on).isoformat()
        name = f"gt_{template.name}_v1_{sender.name}_{stamp}.csv"
        self._delivery.write(f"{sender.folder}/{stamp}", name, columns, about, sender.mark)


def _entered_by_mistake(table: Table) -> Flags:
    """Rows sent four weeks ago and withdrawn by their sender since: those a column ``mistake`` marks."""
    marks = table.columns.get("mistake")
    return np.zeros(len(table), dtype=bool) if marks is None else marks.astype(bool)


def _as_it_stood(
    template: Template, part: Table, known: Whole, on: int, wrong: Flags, by: Whole, style: str
) -> tuple[dict[str, Column], Whole]:
    """The values on a day: what happened later is blank, and a slip of a day not yet corrected."""
    values: dict[str, Column] = {}
    updated = known.copy()
    passed: dict[str, Flags] = {}
    for heading, column in template.events.items():
        days = part[column]
        passed[heading] = (days != NO_DATE) & (days <= on)
        updated = np.where(passed[heading], np.maximum(updated, days), updated)
        shown = np.where(wrong & (heading in template.slips), np.maximum(days - by, NO_DATE + 1), days)
        values[heading] = spell(np.where(passed[heading], shown, NO_DATE), style)
    for heading, column in template.plans.items():
        values[heading] = spell(part[column], style)
    for heading, column in template.words.items():
        word = part[column]
        since = template.follows.get(heading)
        if since is not None:
            word = either(passed[since], word, None)
        values[heading] = word
    return values, updated
