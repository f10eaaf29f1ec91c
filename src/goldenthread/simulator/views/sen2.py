"""The SEN2 return as the council downloads it each January: nine tables, in the layout of the year's version."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from goldenthread.simulator.dates import as_date, calendar_year, day, spell
from goldenthread.simulator.draws import Whole
from goldenthread.simulator.enrolment import NOWHERE
from goldenthread.simulator.identifiers import COUNCIL
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.tables import NO_DATE, Column, blank, either, every, known
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Seen
from goldenthread.simulator.world import World

_STYLE = "%Y-%b-%d 00:00:00"
_SOURCES = {"SCHOOL": "4", "PAR": "1", "EY": "5", "FE": "6", "YP": "2", "HEALTH": "7", "CSC": "8", "OTH": "9"}


def send_sen2(world: World, seen: Seen, delivery: Delivery) -> None:
    """Five Januaries; each counts the calendar year before and every plan in force on its day."""
    for year in world.time.years:
        if world.time.spring_census(year) <= world.time.as_of:
            _Return(world, seen, delivery, world.time.spring_census(year)).write()


@dataclass
class _Rows:
    """The requests of one return: those of the year, those still going on, and one for each plan in force."""

    person: Whole
    case: Whole  # place of the case, -1 for a plan made before cases were kept
    record: Whole


class _Return:
    def __init__(self, world: World, seen: Seen, delivery: Delivery, on: int) -> None:
        self.world, self.seen, self.delivery, self.on = world, seen, delivery, on
        self.year = as_date(on).year
        self.first = day(date(self.year - 1, 1, 1))
        self.version = "1.1" if self.year <= 2022 else "1.2" if self.year <= 2024 else "1.3"
        self.rows = self._requests()
        self.people, self.person_row = np.unique(self.rows.record, return_inverse=True)

    def write(self) -> None:
        """All nine tables, parents before children."""
        self._header()
        self._persons()
        self._requests_table()
        self._assessments()
        self._active()

    def _requests(self) -> _Rows:
        """Cases received by the day and decided or closed since the year began, and plans in force without a case."""
        world, cases, on = self.world, self.world.ehc.cases, self.on
        done = np.select([cases["final"] != NO_DATE, cases["refused"], cases["withdrew"], cases["not_issued"]],
                         [cases["final"], cases["decided"], cases["withdrawn_on"], cases["issue_decided"]],
                         NO_DATE)  # fmt: skip
        going_on = (done == NO_DATE) | (done >= self.first)
        held = world.plans.in_force(on)
        wanted = (cases["received"] <= on) & (going_on | ((cases["final"] != NO_DATE) & held[cases["person"]]))
        case = np.flatnonzero(wanted)
        with_case = np.zeros(world.people.size, dtype=bool)
        with_case[cases["person"][case][cases["final"][case] != NO_DATE]] = True
        old = np.flatnonzero(held & ~with_case)
        person = np.r_[cases["person"][case], old]
        record = self.seen.record(person, world.draws("sen2 records"))
        order = np.lexsort([np.r_[case, np.full(len(old), -1)], person])
        return _Rows(person[order], np.r_[case, np.full(len(old), -1)][order], record[order])

    def _send(self, table: str, columns: dict[str, Column], about: Whole | None = None) -> None:
        stamp = as_date(self.on).strftime("%d-%m-%Y")
        self.delivery.write(f"send/sen2-{self.year}", f"Blade-Export_{stamp}_{table}.csv", columns, about)

    def _keys(self, table: str, letter: str, count: int) -> dict[str, Column]:
        return {
            f"{table}tableid": self._ids(letter, count), "NativeId": every(str(COUNCIL), count),
            f"{table}orderseqcolumn": np.array([str(n) for n in range(1, count + 1)], dtype=object),
            "sourceid": every(f"S{self.year}", count),
        }  # fmt: skip

    def _ids(self, letter: str, count: int) -> Column:
        return np.array([f"{self.year % 100}{letter}{n:05x}" for n in range(1, count + 1)], dtype=object)

    def _header(self) -> None:
        extra = {"dsco": every("1", 1)} if self.version == "1.3" else {}
        self._send("sen2", {
            **self._keys("sen2", "h", 1), "collection": every("SEN2", 1), "year": every(str(self.year), 1),
            "referencedate": spell(np.array([self.on]), _STYLE), "sourcelevel": every("L", 1),
            "lea": every(str(COUNCIL), 1), "softwarecode": every("GTCMS", 1), "release": every(self.version, 1),
            "serialno": every("1", 1), "datetime": spell(np.array([self.on + 20]), _STYLE), "dmo": every("0", 1),
            "dco": every("1", 1), **extra,
        })  # fmt: skip

    def _persons(self) -> None:
        record, seen = self.people, self.seen
        sex = "gendercurrent" if self.version == "1.1" else "sex"
        no_upn = ~known(seen.upn[record])
        self._send("person", {
            **self._keys("person", "p", len(record)), "sen2tableid": every(self._ids("h", 1)[0], len(record)),
            "surname": seen.surname[record], "forename": seen.forename[record],
            "personbirthdate": spell(seen.born[record], _STYLE), sex: seen.sex[record],
            "ethnicity": seen.ethnicity[record], "postcode": seen.postcode[record], "upn": seen.upn[record],
            "uniquelearnernumber": seen.uln[record], "upnunknown": either(no_upn, "UN1", None),
        }, seen.person[record])  # fmt: skip

    def _case(self, column: str, missing: Any) -> Column:
        values = self.world.ehc.cases[column][np.maximum(self.rows.case, 0)]
        return np.asarray(np.where(self.rows.case >= 0, values, missing))

    def _requests_table(self) -> None:
        count, on = len(self.rows.person), self.on
        decided, refused = self._case("decided", NO_DATE), self._case("refused", False).astype(bool)
        came = (decided != NO_DATE) & (decided <= on)
        withdrew = self._case("withdrew", False).astype(bool) & (self._case("withdrawn_on", NO_DATE) <= on)
        wrong_from = calibration()["ehc"]["refusals_coded_withdrawn_from"]
        coded_w = refused & (calendar_year(np.where(decided == NO_DATE, on, decided)) >= wrong_from)  # defect Q1
        outcome = np.select(
            [self.rows.case < 0, withdrew | (coded_w & came), refused & came, came], ["H", "W", "N", "Y"], "A"
        ).astype(object)
        extra: dict[str, Column] = {}
        if self.version == "1.3":
            extra = {
                "requestsource": np.array([_SOURCES.get(word) for word in self._case("asked_by", None)], dtype=object)
            }
        self._send("requests", {
            **self._keys("requests", "r", count), "persontableid": self._ids("p", len(self.people))[self.person_row],
            "receiveddate": spell(self._case("received", NO_DATE), _STYLE), **extra, "rya": every("0", count),
            "requestoutcomedate": spell(np.where(came, decided, NO_DATE), _STYLE), "requestoutcome": outcome,
            "requestmediation": every("0", count), "requesttribunal": every("0", count), "exported": every("0", count),
        }, self.rows.person)  # fmt: skip

    def _assessments(self) -> None:
        """Assessments begun, and the plan each led to; plans made before cases were kept hang on theirs too."""
        on = self.on
        decided, final = self._case("decided", NO_DATE), self._case("final", NO_DATE)
        begun = (self.rows.case < 0) | (
            (decided != NO_DATE)
            & (decided <= on)
            & ~self._case("refused", False).astype(bool)
            & ~self._case("withdrew", False).astype(bool)
        )
        row = np.flatnonzero(begun)
        issued = np.where(self.rows.case < 0, self.world.plans.issued[self.rows.person], final)[row]
        refused = self._case("not_issued", False).astype(bool)[row] & (self._case("issue_decided", NO_DATE)[row] <= on)
        has_plan = (issued != NO_DATE) & (issued <= on)
        outcome = np.select([self.rows.case[row] < 0, has_plan, refused], ["H", "Y", "N"], "A").astype(object)
        when = np.where(has_plan, issued, np.where(refused, self._case("issue_decided", NO_DATE)[row], NO_DATE))
        count = len(row)
        self._send("assessment", {
            **self._keys("assessment", "a", count), "requeststableid": self._ids("r", len(self.rows.person))[row],
            "assessmentoutcome": outcome, "assessmentoutcomedate": spell(when, _STYLE),
            "assessmentmediation": every("0", count), "assessmenttribunal": every("0", count),
            "othermediation": every("0", count), "othertribunal": every("0", count),
            "week20": either(self._case("exception", False)[row].astype(bool), "1", "0"),
        }, self.rows.person[row])  # fmt: skip
        self._named(row[has_plan], np.flatnonzero(has_plan), count, issued[has_plan])

    def _named(self, row: Whole, assessment: Whole, assessments: int, issued: Whole) -> None:
        person = self.rows.person[row]
        ceased = self.world.plans.ceased[person]
        ended = (ceased != NO_DATE) & (ceased <= self.on)
        count = len(row)
        self._send("namedplan", {
            **self._keys("namedplan", "n", count), "assessmenttableid": self._ids("a", assessments)[assessment],
            "startdate": spell(issued, _STYLE), "planres": every("0", count), "planwbp": every("0", count),
            "pb": every("0", count), "oa": every("0", count), "dp": every("0", count),
            "ceasedate": spell(np.where(ended, ceased, NO_DATE), _STYLE), "ceasereason": either(ended, "2", None),
        }, person)  # fmt: skip
        self._places("plandetail", "d", "namedplan", self._ids("n", count), person, {})

    def _active(self) -> None:
        """Plans in force on the day, where each is followed, its reviews, and the needs named."""
        held = self.world.plans.in_force(self.on)[self.rows.person] & (
            (self.rows.case < 0) | (self._case("final", NO_DATE) != NO_DATE)
        )
        row = np.flatnonzero(held)
        person, count = self.rows.person[row], len(row)
        columns = {
            **self._keys("activeplans", "v", count),
            "requeststableid": self._ids("r", len(self.rows.person))[row],
            "transferla": blank(count),
        }
        meeting, decided, decision = self._last_review(person)
        if self.version == "1.1":
            columns |= {"res": every("0", count), "wbp": every("0", count)}
        else:
            columns |= {"reviewmeeting": spell(meeting, _STYLE), "reviewoutcome": decision}
        if self.version == "1.3":
            columns |= {
                "reviewdraft": blank(count),
                "phasetransferduedate": blank(count),
                "phasetransferfinaldate": blank(count),
            }
        columns["lastreview"] = spell(decided, _STYLE)
        self._send("activeplans", columns, person)
        ids = self._ids("v", count)
        entered = np.maximum(self.world.plans.issued[person], day(date(self.year - 2, 9, 1)))
        extra: dict[str, Column] = {"entrydate": spell(entered, _STYLE), "leavingdate": blank(count)}
        if self.version == "1.1":
            extra["attendancepattern"] = every("FT", count)
        self._places("placementdetail", "c", "activeplans", ids, person, extra)
        self._needs(ids, person)

    def _last_review(self, person: Whole) -> tuple[Whole, Whole, Column]:
        """The newest review held by the day; some plans lack the meeting, or carry the plan's own day (defect Q4)."""
        reviews = self.world.ehc.reviews
        rows = reviews.where((reviews["meeting"] != NO_DATE) & (reviews["meeting"] <= self.on)).ordered(
            "meeting", "number"
        )
        size = self.world.people.size
        meeting, decided, decision = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64), blank(size)
        meeting[rows["person"]] = rows["meeting"]
        decided[rows["person"]] = np.where(rows["decided"] <= self.on, rows["decided"], NO_DATE)
        decision[rows["person"]] = np.array([None if d is None else d[0] for d in rows["decision"]], dtype=object)
        lot = self.world.draws(f"sen2 reviews {self.year}").random(size)
        meeting = np.where(lot < 0.06, NO_DATE, np.where(lot < 0.10, self.world.plans.issued, meeting))
        decision = either(decided == NO_DATE, None, decision)
        return meeting[person], decided[person], decision[person]

    def _places(
        self, table: str, letter: str, parent: str, ids: Column, person: Whole, extra: dict[str, Column]
    ) -> None:
        """Where each plan is followed: a school's number, else the kind of arrangement."""
        place = int(np.clip(self.year - 1 - self.world.time.years[0], 0, 4))
        school = self.world.enrolment.at(place * 3 + 1)[person]
        age = self.world.people.age(self.on)[person]
        college = self.world.schools.of_phase("FE")
        lot = self.world.draws(f"sen2 places {self.year}").random(self.world.people.size)[person]
        at_college = (school == NOWHERE) & (age >= 16) & (lot < 0.62)
        urn = np.where(
            school != NOWHERE,
            self.world.schools.urn[school],
            either(at_college, self.world.schools.urn[college[0]], None),
        )
        young = either(age < 5, "EYP", either(lot < 0.5, "EHE", "OLA"))
        setting = either(known(urn), None, either(age >= 16, either(lot < 0.9, "NEET", "NIEO"), young))
        count = len(person)
        columns = {
            **self._keys(table, letter, count), f"{parent}tableid": ids, "urn": urn, "ukprn": blank(count),
            "sensetting": setting.astype(object), "sensettingother": blank(count), "placementrank": every("1", count),
            **extra, "senunitindicator": every("0", count), "resourcedprovisionindicator": every("0", count),
        }  # fmt: skip
        if table == "placementdetail" and self.version != "1.1":
            columns |= {"res": every("0", count), "wbp": every("0", count)}
        self._send(table, columns, person)

    def _needs(self, ids: Column, person: Whole) -> None:
        world = self.world
        two = np.flatnonzero(
            (world.needs.weight[person] > 2.2) & (world.first_need[person] != world.second_need[person])
        )
        row = np.r_[np.arange(len(person)), two]
        rank = np.r_[np.ones(len(person)), np.full(len(two), 2)].astype(np.int64)
        order = np.lexsort([rank, row])
        need = np.where(rank == 1, world.first_need[person[row]], world.second_need[person[row]])[order]
        count = len(row)
        self._send("senneed", {
            **self._keys("senneed", "k", count), "activeplanstableid": ids[row[order]], "sentype": need,
            "sentyperank": np.array([str(n) for n in rank[order].tolist()], dtype=object),
        }, person[row[order]])  # fmt: skip
