"""Who each agency thinks a child is: the true person seen through that agency's mistakes.

Mistakes are made once per agency and child: one system is wrong in the same way in all of its files. Children of
ethnic minorities and of the poorest fifth meet them more often.
"""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.dates import as_date, day, spell
from goldenthread.simulator.draws import Flags, Real, Whole
from goldenthread.simulator.settings import ErrorRates, names
from goldenthread.simulator.tables import Column, blank, either, known, numbered
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.world import World


@dataclass
class Seen:
    """One record a person, then the second records of those a system holds twice; ``person`` says whose each is."""

    person: Whole
    second: Whole  # for each person, the place of the second record, or -1
    surname: Column
    former_surname: Column
    preferred_surname: Column
    forename: Column
    preferred: Column
    middle: Column
    born: Whole
    sex: Column
    postcode: Column
    upn: Column
    former_upn: Column
    uln: Column
    nhs: Column
    ethnicity: Column
    restricted: Column
    source_id: Column
    la_child_id: Column

    def record(self, person: Whole, rng: np.random.Generator) -> Whole:
        """Which record each row is written under: for people held twice, either by chance."""
        second = self.second[person]
        return np.where((second >= 0) & (rng.random(len(person)) < 0.5), second, person)

    def block(self, record: Whole, style: str = "%Y-%m-%d") -> dict[str, Column]:
        """The thirteen columns of a person block for these records."""
        return {
            "source_person_id": self.source_id[record], "nhs_number": self.nhs[record], "upn": self.upn[record],
            "uln": self.uln[record], "la_child_id": self.la_child_id[record], "surname": self.surname[record],
            "forename": self.forename[record], "former_surname": self.former_surname[record],
            "preferred_forename": self.preferred[record], "date_of_birth": spell(self.born[record], style),
            "sex": self.sex[record], "postcode": self.postcode[record],
            "address_restricted_flag": self.restricted[record],
        }  # fmt: skip


class Looking:
    """Makes what one source sees; ``has`` names the identifiers its files carry (upn, uln, nhs, la_child_id)."""

    def __init__(self, world: World, rates: ErrorRates, delivery: Delivery) -> None:
        self._world, self._rates, self._delivery = world, rates, delivery
        people = world.people
        self._often = np.where(people.minority, rates.minority, 1.0) * np.where(people.deprived, rates.deprived, 1.0)
        self._often = self._often / self._often.mean()

    def through(self, source: str, system: str, has: tuple[str, ...]) -> Seen:
        """``source`` is the name of its error rates, ``system`` the name its ids and chance go by."""
        rng = self._world.draws(f"seen by {system}")
        people = self._world.people
        twice = np.flatnonzero(self._wrong(rng, source, "duplicate", np.arange(people.size)))
        person = np.r_[np.arange(people.size), twice]
        second = np.full(people.size, -1, dtype=np.int64)
        second[twice] = people.size + np.arange(len(twice))
        self._delivery.mistaken(system, "duplicate", twice)
        size = len(person)
        surname, forename = self._names(rng, source, system, person)
        preferred = either(rng.random(size) < 0.10, _shortened(people.forename[person], rng), None)
        upn, former = self._upn(rng, source, system, person, "upn" in has)
        number = rng.permutation(size) + 1
        return Seen(
            person=person, second=second, surname=surname, former_surname=people.former_surname[person],
            preferred_surname=either(rng.random(size) < 0.97, surname, people.surname[person]),
            forename=forename, preferred=preferred,
            middle=people.middle[person], born=self._born(rng, source, system, person),
            sex=either(people.boy[person], "M", "F"), postcode=self._postcode(rng, source, system, person), upn=upn,
            former_upn=former, uln=either("uln" in has, self._world.enrolment.uln[person], None),
            nhs=self._nhs(rng, source, system, person, "nhs" in has),
            ethnicity=self._ethnicity(rng, source, system, person),
            restricted=either(people.restricted[person], "Y", "N"),
            source_id=np.array([f"{system[:3].upper()}{n:06d}" for n in number.tolist()], dtype=object),
            la_child_id=self._child_ids(person) if "la_child_id" in has else blank(size),
        )  # fmt: skip

    def _child_ids(self, person: Whole) -> Column:
        number = self._world.draws("council child ids").permutation(self._world.people.size)
        return numbered("C", number[person])

    def _wrong(self, rng: np.random.Generator, source: str, kind: str, person: Whole) -> Flags:
        flagged: Flags = rng.random(len(person)) < self._rates.of(source, kind) * self._often[person]
        return flagged

    def _mark(self, system: str, kind: str, person: Whole, wrong: Flags) -> Flags:
        self._delivery.mistaken(system, kind, person[wrong])
        return wrong

    def _names(self, rng: np.random.Generator, source: str, system: str, person: Whole) -> tuple[Column, Column]:
        people = self._world.people
        surname, forename = people.surname[person].copy(), people.forename[person].copy()
        wrong = self._mark(system, "surname", person, self._wrong(rng, source, "surname", person))
        surname[wrong] = _other_surnames(surname[wrong], people.former_surname[person][wrong], rng)
        wrong = self._mark(system, "forename", person, self._wrong(rng, source, "forename", person))
        forename[wrong] = _other_forenames(forename[wrong], rng)
        swapped = wrong & (rng.random(len(person)) < np.where(people.minority[person], 0.25, 0.03))
        surname[swapped], forename[swapped] = forename[swapped], surname[swapped]
        return surname, forename

    def _born(self, rng: np.random.Generator, source: str, system: str, person: Whole) -> Whole:
        born = self._world.people.born[person].copy()
        wrong = self._mark(system, "born", person, self._wrong(rng, source, "born", person))
        born[wrong] = _other_birthdays(born[wrong], rng)
        return np.minimum(born, np.maximum(self._world.people.born[person], self._world.time.as_of - 1))

    def _postcode(self, rng: np.random.Generator, source: str, system: str, person: Whole) -> Column:
        people = self._world.people
        stale = self._mark(system, "postcode", person, self._wrong(rng, source, "postcode", person))
        elsewhere = people.postcode[rng.integers(0, people.size, len(person))]
        old = people.old_postcode[person]
        return np.where(stale, either(known(old), old, elsewhere), people.postcode[person])

    def _upn(
        self, rng: np.random.Generator, source: str, system: str, person: Whole, has: bool
    ) -> tuple[Column, Column]:
        enrolment = self._world.enrolment
        true = enrolment.upn[person]
        kinds = ("missing", "wrong", "changed")
        missing, wrong, changed = (self._wrong(rng, source, f"upn_{kind}", person) for kind in kinds)
        neighbour = true[(np.arange(len(person)) + 1) % len(person)]
        if not has:
            return np.full(len(person), None, dtype=object), np.full(len(person), None, dtype=object)
        for kind, mask in (("upn_missing", missing), ("upn_wrong", wrong), ("upn_changed", changed)):
            self._mark(system, kind, person, mask & known(true))
        temporary = enrolment.former_upn[person]
        seen = either(changed & known(temporary), temporary, either(wrong, neighbour, true))
        seen = either(missing | ~known(true), None, seen)
        return seen, either(known(temporary) & (seen != temporary), temporary, None)

    def _nhs(self, rng: np.random.Generator, source: str, system: str, person: Whole, has: bool) -> Column:
        people = self._world.people
        missing, wrong = (self._wrong(rng, source, f"nhs_{kind}", person) for kind in ("missing", "wrong"))
        twins = rng.random(len(person)) < self._rates.of("rows", "twin_number")
        if not has:
            return np.full(len(person), None, dtype=object)
        true = people.nhs[person]
        other_twin = people.twin_of[person]
        second = (other_twin >= 0) & (other_twin < person) & twins
        self._mark(system, "twin_number", person, second)
        self._mark(system, "nhs_wrong", person, wrong)
        seen = np.where(second, people.nhs[np.maximum(other_twin, 0)], true)
        seen = np.where(wrong & ~second, true[(np.arange(len(person)) + 1) % len(person)], seen)
        return either(self._mark(system, "nhs_missing", person, missing & ~second), None, seen)

    def _ethnicity(self, rng: np.random.Generator, source: str, system: str, person: Whole) -> Column:
        wrong = self._mark(system, "ethnicity", person, self._wrong(rng, source, "ethnicity", person))
        told = self._world.people.ethnicity[person]
        return np.where(wrong, np.where(rng.random(len(person)) < 0.7, "NOBT", "WOTH"), told)


def _shortened(forenames: Column, rng: np.random.Generator) -> Column:
    table = names()["short"]
    return np.array([table.get(name, name).split()[0] for name in forenames], dtype=object)


def _other_surnames(surnames: Column, former: Column, rng: np.random.Generator) -> Column:
    """A former name, half of a double name, another spelling, or a slip of the keys."""
    table = names()["surname_variant"]
    lots = rng.random((len(surnames), 2))

    def other(name: str, before: str | None, lot: Real) -> str:
        if before and lot[0] < 0.5:
            return before
        parts = [part for part in name.replace("-", " ").split() if len(part) > 2]
        if len(parts) > 1 and lot[0] < 0.8:
            return parts[int(lot[1] * len(parts))]
        variants = table.get(name, "").split()
        return variants[int(lot[1] * len(variants))] if variants else _slip(name, lot)

    return np.array([other(n, b, lot) for n, b, lot in zip(surnames, former, lots, strict=True)], dtype=object)


def _other_forenames(forenames: Column, rng: np.random.Generator) -> Column:
    """A shorter form or another spelling where there is one, else a slip of the keys."""
    table = names()["short"]
    lots = rng.random((len(forenames), 2))

    def other(name: str, lot: Real) -> str:
        variants = table.get(name, "").split()
        return variants[int(lot[1] * len(variants))] if variants and lot[0] < 0.7 else _slip(name, lot)

    return np.array([other(name, lot) for name, lot in zip(forenames, lots, strict=True)], dtype=object)


def _slip(name: str, lot: Real) -> str:
    """Two letters swapped, one left out, or one doubled."""
    place = 1 + int(lot[1] * max(1, len(name) - 2))
    kind = int(lot[0] * 300) % 3
    if kind == 0 and place + 1 < len(name):
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return (
        name[:place] + name[place + 1 :]
        if kind == 1 and len(name) > 3
        else name[:place] + name[place - 1] + name[place:]
    )


def _other_birthdays(born: Whole, rng: np.random.Generator) -> Whole:
    """Day and month swapped, a day or a year out, or 1 January of the year."""
    lots = rng.random(len(born))

    def other(number: int, lot: float) -> int:
        when = as_date(number)
        if lot < 0.35 and when.day <= 12 and when.day != when.month:
            return day(when.replace(day=when.month, month=when.day))
        if lot < 0.6:
            return number + (1 if lot < 0.48 else -1)
        if lot < 0.8:
            return number - 365
        return day(when.replace(day=1, month=1))

    return np.array([other(n, lot) for n, lot in zip(born.tolist(), lots.tolist(), strict=True)], dtype=np.int64)
