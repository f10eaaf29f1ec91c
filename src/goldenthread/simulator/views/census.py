"""The School Census as the council downloads it: one set of tables each autumn and spring, for all its schools."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.attendance import Daily, counted_totals
from goldenthread.simulator.dates import half_terms, spell, within, year_group
from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.enrolment import NOWHERE
from goldenthread.simulator.identification import CODES, NONE, SUPPORT
from goldenthread.simulator.identifiers import COUNCIL
from goldenthread.simulator.settings import ErrorRates
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, either, every, known
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Seen
from goldenthread.simulator.views.rolls import year_words
from goldenthread.simulator.world import World

_STYLE = "%Y-%b-%d 00:00:00"
_SUSPENSION_SINCE = 2021  # census year from which SUSP is written for FIXD


@dataclass(frozen=True)
class Census:
    """One census: the place of its school year (0 to 4), and whether it is the spring one."""

    place: int
    year: int  # the year in which the school year begins
    spring: bool
    on: int

    @property
    def calendar_year(self) -> int:
        """The year in its file names."""
        return self.year + self.spring

    @property
    def term(self) -> str:
        """The word in its file names."""
        return "spring" if self.spring else "autumn"

    @property
    def code(self) -> str:
        """A short mark that tells its table ids from another census's."""
        return f"{self.calendar_year % 100}{'s' if self.spring else 'a'}"


def send_census(world: World, rates: ErrorRates, seen: Seen, daily: Daily, delivery: Delivery) -> None:
    """Autumn and spring of all five school years, as far as they have come."""
    time = world.time
    for place, year in enumerate(time.years):
        for spring, on in ((False, time.autumn_census(year)), (True, time.spring_census(year))):
            if on <= time.as_of:
                _Writer(world, rates, seen, daily, delivery, Census(place, year, spring, on)).write()


class _Writer:
    """Writes the tables of one census; rows of the pupil table come first, the others hang on them."""

    def __init__(
        self, world: World, rates: ErrorRates, seen: Seen, daily: Daily, delivery: Delivery, census: Census
    ) -> None:
        self.world, self.rates, self.seen = world, rates, seen
        self.daily, self.delivery, self.census = daily, delivery, census
        self.school = world.enrolment.at(census.place * 3 + census.spring)
        person = np.flatnonzero(self.school != NOWHERE)
        second = seen.second[person]
        record = np.r_[person, second[second >= 0]]
        who = np.r_[person, person[second >= 0]]
        order = np.lexsort([record, self.school[who]])
        self.record, self.person = record[order], who[order]
        self.table_id = self._ids("p", len(self.person))
        self.row_of = np.full(world.people.size, -1, dtype=np.int64)
        self.row_of[self.person[::-1]] = np.arange(len(self.person))[::-1]

    def write(self) -> None:
        """All tables, parents before children."""
        self._schools()
        self._pupils()
        self._leavers()
        if self.census.spring:
            self._needs()
        self._addresses()
        self._sessions()
        self._suspensions()
        self._free_meals()

    def _ids(self, letter: str, count: int) -> Column:
        code = self.census.code
        return np.array([f"{code}{letter}{n:05x}" for n in range(1, count + 1)], dtype=object)

    def _send(self, table: str, columns: dict[str, Column], about: Whole | None = None) -> None:
        census = self.census
        folder = f"education/{census.calendar_year}-{census.term}"
        self.delivery.write(folder, f"{census.calendar_year}_{census.term}_{table}.csv", columns, about)

    def _source(self, school: Whole) -> Column:
        code = self.census.code
        return np.array([f"{code}x{n:04x}" for n in school.tolist()], dtype=object)

    def _schools(self) -> None:
        present = np.unique(self.school[self.person])
        count, schools, census = len(present), self.world.schools, self.census
        day_word = spell(np.full(count, census.on), _STYLE)
        self._send("schoolcensus", {
            "schoolcensustableid": self._source(present), "NativeId": schools.urn[present],
            "schoolcensusorderseqcolumn": _figure(np.arange(1, count + 1)), "sourceid": self._source(present),
            "term": every("SPR" if census.spring else "AUT", count), "year": every(str(census.calendar_year), count),
            "referencedate": day_word, "lea": every(str(COUNCIL), count),
            "estab": _figure(schools.establishment[present]), "urn": schools.urn[present],
            "datetime": spell(np.full(count, census.on + 12), _STYLE), "softwarecode": every("GTMIS", count),
            "xversion": every("1.0", count),
        })  # fmt: skip

    def _pupils(self) -> None:
        world, census, record, person = self.world, self.census, self.record, self.person
        count, school = len(person), self.school[person]
        level = world.provision.level[person, census.place].astype(np.int64)
        possible, missed = self._year_totals(person)
        columns = {
            **self._head("pupilonroll", school), **self._who(record), "entrydate": spell(self._entered(person), _STYLE),
            "enrolstatus": every("C", count), "parttime": every("False", count), "boarder": every("N", count),
            "ncyearactual": year_words(year_group(world.people.born[person], census.year)),
            "classtype": every("O", count),
            "language": either(np.isin(world.people.group[person], ["WBRI", "MIXED", "BLACK"]), "ENG", "OTH"),
            "senprovision": CODES[level], "senunitindicator": every("False", count),
            "resourcedprovisionindicator": every("False", count), "topupfunding": either(level == 2, "True", "False"),
            "plaa": every("N", count), "servicechild": every("N", count),
        }  # fmt: skip
        if census.spring:
            if census.year >= 2022:
                columns["youngcarer"] = every("N", count)
            columns["ethnicity"] = self._ethnicity(record)
        columns["termlysessionspossible"] = _decimal(possible)
        if not (census.spring and census.year >= 2024):
            columns["termlysessionsauthorised"] = _decimal(missed[0])
            columns["termlysessionsunauthorised"] = _decimal(missed[1])
        columns["hoursatsetting"] = every("32.5", count)
        columns["eligibilitycode" if census.year >= 2024 else "thirtyhourcode"] = blank(count)
        columns["schoollunchtaken"] = either(world.free_meals[person], "True", "False")
        self._send("pupilonroll", columns, person)

    def _head(self, table: str, school: Whole) -> dict[str, Column]:
        count = len(school)
        ids = self.table_id if table == "pupilonroll" else self._ids("n", count)
        return {
            f"{table}tableid": ids, "NativeId": self.world.schools.urn[school],
            f"{table}orderseqcolumn": _figure(np.arange(1, count + 1)), "sourceid": self._source(school),
            "schoolcensustableid": self._source(school),
        }  # fmt: skip

    def _who(self, record: Whole) -> dict[str, Column]:
        seen, census = self.seen, self.census
        renamed = census.year >= 2023
        return {
            "upn": seen.upn[record], "formerupn": seen.former_upn[record], "surname": seen.surname[record],
            "forename": seen.forename[record], "middlenames": seen.middle[record],
            "preferredsurname": seen.preferred_surname[record], "formersurname": seen.former_surname[record],
            "uniquelearnernumber": seen.uln[record], "dob": spell(seen.born[record], _STYLE),
            "sex" if renamed else "gender": seen.sex[record],
        }  # fmt: skip

    def _ethnicity(self, record: Whole) -> Column:
        """A few schools still write codes of their own (defect Q9)."""
        local = self.world.draws(f"local codes {self.census.code}").random(len(record)) < self.rates.of(
            "rows", "local_code"
        )
        return np.where(local, "WCOR", self.seen.ethnicity[record])

    def _entered(self, person: Whole) -> Whole:
        """The first day of the spell each pupil is in."""
        spells, on = self.world.enrolment.spells, self.census.on
        now = (spells["admitted"] <= on) & ((spells["left"] == NO_DATE) | (spells["left"] >= on))
        entered = np.zeros(self.world.people.size, dtype=np.int64)
        entered[spells["person"][now]] = spells["admitted"][now]
        return entered[person]

    def _term_before(self) -> tuple[int, int] | None:
        """School year and term whose half-days this census carries: autumn in spring, the summer before in autumn."""
        if self.census.spring:
            return self.census.place, 0
        return (self.census.place - 1, 2) if self.census.place else None

    def _totals(self) -> Table | None:
        before = self._term_before()
        if before is None:
            return None
        rows = counted_totals(self.world, self.daily, *before)
        return rows.where(self.row_of[rows["person"]] >= 0)

    def _year_totals(self, person: Whole) -> tuple[Whole, tuple[Whole, Whole]]:
        size, rows = self.world.people.size, self._totals()
        if rows is None:
            nothing = np.zeros(len(person), dtype=np.int64)
            return nothing, (nothing, nothing)

        def add(codes: tuple[str, ...] | None) -> Whole:
            mask = np.ones(len(rows), dtype=bool) if codes is None else np.isin(rows["code"].astype(str), codes)
            total = np.bincount(rows["person"][mask], weights=rows["sessions"][mask], minlength=size)
            return np.round(total).astype(np.int64)[person]

        return add(None), (add(("I", "M", "C", "E")), add(("O", "G")))

    def _leavers(self) -> None:
        """Pupils who left a roll since the census before."""
        spells, census = self.world.enrolment.spells, self.census
        before = (
            self.world.time.spring_census(census.year - 1)
            if not census.spring
            else self.world.time.autumn_census(census.year)
        )
        rows = spells.where(within(spells["left"], before, census.on - 1) & (spells["left"] != NO_DATE))
        person, count = rows["person"], len(rows)
        columns = {
            **self._head("pupilnolongeronroll", rows["school"]), **self._who(person),
            "entrydate": spell(rows["admitted"], _STYLE), "leavingdate": spell(rows["left"], _STYLE),
            "parttime": every("False", count), "termlysessionspossible": blank(count),
        }  # fmt: skip
        if census.spring:
            columns["ethnicity"] = self.seen.ethnicity[person]
        else:
            columns["ncyearleaving"] = year_words(year_group(self.world.people.born[person], census.year - 1))
        self._send("pupilnolongeronroll", columns, person)

    def _child(self, table: str, letter: str, row: Whole, sequence: Column | None = None) -> dict[str, Column]:
        """The first columns of a table that hangs on the pupil table."""
        count, school = len(row), self.school[self.person[row]]
        return {
            "pupilonrolltableid": self.table_id[row], "NativeId": self.world.schools.urn[school],
            f"{table}tableid": self._ids(letter, count),
            f"{table}orderseqcolumn": every("1", count) if sequence is None else sequence,
            "sourceid": self._source(school),
        }  # fmt: skip

    def _needs(self) -> None:
        world = self.world
        level = world.provision.level[self.person, self.census.place]
        row = np.flatnonzero(level != NONE)
        person = self.person[row]
        two: Flags = (world.needs.weight[person] > 2.2) & (world.first_need[person] != world.second_need[person])
        vague = (level[row] == SUPPORT) & (world.draws(f"vague needs {self.census.code}").random(len(row)) < 0.05)
        first = np.where(vague, "NSA", world.first_need[person])
        both = np.r_[row, row[two]]
        need, rank = np.r_[first, world.second_need[person][two]], np.r_[np.ones(len(row)), np.full(int(two.sum()), 2)]
        order = np.lexsort([rank, both])
        columns = self._child("senneeds", "k", both[order], _figure(rank[order].astype(np.int64)))
        self._send(
            "senneeds", {**columns, "sentyperank": _decimal(rank[order].astype(np.int64)), "sentype": need[order]}
        )

    def _addresses(self) -> None:
        table = "addresses" if self.census.spring else "addressesonroll"
        row, people = np.arange(len(self.person)), self.world.people
        person = self.person
        before = (people.moved[person] > self.census.on) & known(people.old_postcode[person])
        postcode = np.where(before, people.old_postcode[person], self.seen.postcode[self.record])
        empty = blank(len(row))
        columns = self._child(table, "a", row)
        self._send(
            table,
            {
                **columns,
                "postcode": postcode,
                "uniquepropertyreferencenumber": empty,
                "street": empty,
                "posttown": empty,
            },
            person,
        )

    def _sessions(self) -> None:
        rows = self._totals()
        if rows is None:
            return
        table = "termlysessiondetailsonroll"
        columns = self._child(table, "t", self.row_of[rows["person"]])
        self._send(table, {**columns, "sessions": _decimal(rows["sessions"]), "attendancereason": rows["code"]})

    def _suspensions(self) -> None:
        """Suspensions of the autumn term in spring, and of the spring and summer terms before in autumn."""
        census, rows = self.census, self.world.exclusions
        halves = half_terms(census.year if census.spring else census.year - 1)
        span = (halves[0].first, halves[1].last) if census.spring else (halves[2].first, halves[5].last)
        rows = rows.where(
            within(rows["start"], *span) & (self.row_of[rows["person"]] >= 0) & (rows["cancelled"] == NO_DATE)
        )
        table, row = "termlyexclusionsonroll", self.row_of[rows["person"]]
        old = census.calendar_year < _SUSPENSION_SINCE
        kind = np.where((rows["kind"] == "SUSP") & old, "FIXD", rows["kind"])
        sessions = either(rows["kind"] == "PERM", None, _decimal(rows["sessions"]))
        columns = {
            **self._child(table, "e", row), "startdate": spell(rows["start"], _STYLE), "sessions": sessions,
            "reason1": rows["reason"], "reason2": blank(len(rows)), "reason3": blank(len(rows)), "category": kind,
            "senprovision": CODES[rows["level"]],
        }  # fmt: skip
        self._send(table, columns, rows["person"])

    def _free_meals(self) -> None:
        table = "fsmperiod" if self.census.spring else "fsmperiodsonroll"
        row = np.flatnonzero(self.world.free_meals[self.person])
        start = np.full(len(row), half_terms(self.world.time.years[0])[0].first)
        columns = self._child(table, "f", row)
        entered = self._entered(self.person[row])
        self._send(
            table,
            {
                **columns,
                "fsmstartdate": spell(np.maximum(start, entered), _STYLE),
                "fsmenddate": blank(len(row)),
                "ukcountry": every("ENG", len(row)),
            },
        )


def _figure(numbers: Whole) -> Column:
    return np.array([str(n) for n in numbers.tolist()], dtype=object)


_DECIMALS = np.array([f"{n}.0" for n in range(1000)], dtype=object)


def _decimal(numbers: Whole) -> Column:
    """Whole numbers as the export writes them: 134.0."""
    return _DECIMALS[numbers]
