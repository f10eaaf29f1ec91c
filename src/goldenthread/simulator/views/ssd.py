"""The council's Standard Safeguarding Dataset: what children's social care records, one table a subject.

Column names are the public specification's; the description of the formats names the tables only.
"""

import numpy as np

from goldenthread.simulator.dates import as_date, spell
from goldenthread.simulator.draws import Whole
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.staff import members, teams
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, either, every, known, numbered, yes_no
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Seen
from goldenthread.simulator.world import World

_DESCRIBED = {
    "1A": "Individual - family member or carer", "1B": "Individual - acquaintance", "2A": "Schools",
    "2B": "Education services", "3A": "Health services - GP", "5C": "LA services - other internal", "6": "Police",
    "8": "Other - including children's centres", "10": "Unknown",
}  # fmt: skip


def send_ssd(world: World, seen: Seen, delivery: Delivery) -> None:
    """One delivery on the last day: everyone with a contact, an episode, early help or a plan in it."""
    _Dataset(world, seen, delivery).write()


class _Dataset:
    def __init__(self, world: World, seen: Seen, delivery: Delivery) -> None:
        self.world, self.seen, self.delivery = world, seen, delivery
        self.rng = world.draws("ssd")
        care = world.care
        known = np.unique(np.concatenate([care.contacts["person"], care.early_help["person"], care.episodes["person"]]))
        second = seen.second[known]
        self.records = np.r_[known, second[second >= 0]]
        self.record_of = {name: seen.record(table["person"], self.rng) for name, table in self._tables().items()}

    def _tables(self) -> dict[str, Table]:
        care = self.world.care
        return {
            "contacts": care.contacts, "help": care.early_help, "episodes": care.episodes,
            "assessments": care.assessments, "plans": care.plans, "reviews": care.reviews,
        }  # fmt: skip

    def write(self) -> None:
        """All tables."""
        self._people()
        self._identifiers()
        self._addresses()
        self._front_door()
        self._episodes()
        self._plans()
        self._looked_after()
        self._staff()

    def _send(self, table: str, columns: dict[str, Column], about: Whole | None = None) -> None:
        self.delivery.write(f"care/{as_date(self.world.time.as_of).isoformat()}", f"ssd_{table}.csv", columns, about)

    def _person(self, record: Whole) -> Column:
        return self.seen.la_child_id[record] if len(record) == 0 else _care_ids(self.seen, record)

    def _people(self) -> None:
        seen, record = self.seen, self.records
        count, person = len(record), seen.person[record]
        no_upn = ~known(seen.upn[record])
        self._send("person", {
            "pers_person_id": self._person(record), "pers_legacy_id": blank(count),
            "pers_forename": seen.forename[record], "pers_surname": seen.surname[record], "pers_sex": seen.sex[record],
            "pers_gender": seen.sex[record], "pers_ethnicity": seen.ethnicity[record],
            "pers_dob": spell(seen.born[record]), "pers_common_child_id": seen.nhs[record],
            "pers_upn_unknown": either(no_upn, "UN5", None),
            "pers_send_flag": yes_no(self.world.provision.current()[person] > 0), "pers_expected_dob": blank(count),
            "pers_death_date": blank(count), "pers_is_mother": every("N", count), "pers_nationality": blank(count),
        }, person)  # fmt: skip
        disabled = np.flatnonzero(self.world.care.disabled[person])
        codes = np.array(["LD", "MOB", "COMM", "AUT", "BEH"], dtype=object)[self.rng.integers(0, 5, len(disabled))]
        self._send("disability", {
            "disa_table_id": numbered("DIS", np.arange(1, len(disabled) + 1)),
            "disa_person_id": self._person(record[disabled]), "disa_disability_code": codes,
        }, person[disabled])  # fmt: skip

    def _identifiers(self) -> None:
        seen, record = self.seen, self.records
        parts = []
        for kind, value in (
            ("Unique Pupil Number", seen.upn), ("Former Unique Pupil Number", seen.former_upn),
            ("NHS Number", seen.nhs),
        ):  # fmt: skip
            has = record[known(value[record])]
            parts.append(Table(record=has, kind=every(kind, len(has)), value=value[has]))
        rows = parts[0].plus(parts[1]).plus(parts[2])
        count = len(rows)
        self._send("linked_identifiers", {
            "link_table_id": numbered("LNK", np.arange(1, count + 1)), "link_person_id": self._person(rows["record"]),
            "link_identifier_type": rows["kind"], "link_identifier_value": rows["value"],
            "link_valid_from_date": blank(count), "link_valid_to_date": blank(count),
        }, seen.person[rows["record"]])  # fmt: skip

    def _addresses(self) -> None:
        """Home now, home before, and where looked-after children are placed; for most, only that."""
        seen, people, record = self.seen, self.world.people, self.records
        person = seen.person[record]
        away = self.world.care.looked_after[person] & (self.rng.random(len(record)) < 0.7)
        placed = people.postcode[self.rng.integers(0, people.size, len(record))]
        moved = np.flatnonzero(known(people.old_postcode[person]) & (people.moved[person] != NO_DATE))
        postcode = np.r_[np.where(away, placed, seen.postcode[record]), people.old_postcode[person][moved]]
        kind = np.r_[np.where(away, "PLACEMENT", "HOME"), every("HOME", len(moved))].astype(object)
        start = np.r_[
            np.where(people.moved[person] == NO_DATE, people.born[person], people.moved[person]),
            people.born[person][moved],
        ]
        end = np.r_[np.zeros(len(record), dtype=np.int64), people.moved[person][moved] - 1]
        about = np.r_[person, person[moved]]
        count = len(about)
        self._send("address", {
            "addr_table_id": numbered("ADR", np.arange(1, count + 1)),
            "addr_person_id": self._person(np.r_[record, record[moved]]), "addr_address_type": kind,
            "addr_address_start_date": spell(start), "addr_address_end_date": spell(end),
            "addr_address_postcode": postcode, "addr_address_json": blank(count),
        }, about)  # fmt: skip

    def _front_door(self) -> None:
        contacts, record = self.world.care.contacts, self.record_of["contacts"]
        self._send("contacts", {
            "cont_contact_id": contacts["contact"], "cont_person_id": self._person(record),
            "cont_contact_date": spell(contacts["happened"]), "cont_contact_source_code": contacts["source"],
            "cont_contact_source_desc": _described(contacts["source"]),
            "cont_contact_outcome_json": contacts["outcome"],
        }, contacts["person"])  # fmt: skip
        helped, record = self.world.care.early_help, self.record_of["help"]
        count = len(helped)
        codes = calibration()["population"]["localities"]
        team = np.array(
            [f"T-EH-{codes[place]}" for place in self.world.people.locality[helped["person"]]], dtype=object
        )
        self._send("early_help_episodes", {
            "earl_episode_id": helped["help"], "earl_person_id": self._person(record),
            "earl_episode_start_date": spell(helped["started"]), "earl_episode_end_date": spell(helped["ended"]),
            "earl_episode_reason": every("FAM", count),
            "earl_episode_end_reason": either(helped["ended"] == NO_DATE, None, "COMPLETE"),
            "earl_episode_organisation": team, "earl_episode_worker_id": blank(count),
        }, helped["person"])  # fmt: skip

    def _episodes(self) -> None:
        rows, record = self.world.care.episodes, self.record_of["episodes"]
        count = len(rows)
        self._send("cin_episodes", {
            "cine_referral_id": rows["episode"], "cine_person_id": self._person(record),
            "cine_referral_date": spell(rows["started"]), "cine_cin_primary_need_code": rows["need"],
            "cine_referral_source_code": rows["source"], "cine_referral_source_desc": _described(rows["source"]),
            "cine_referral_outcome_json": blank(count), "cine_referral_nfa": yes_no(rows["nfa"]),
            "cine_close_reason": rows["reason"], "cine_close_date": spell(rows["ended"]),
            "cine_referral_team": self._team(rows["person"]), "cine_referral_worker_id": blank(count),
        }, rows["person"])  # fmt: skip
        rows, record = self.world.care.assessments, self.record_of["assessments"]
        count = len(rows)
        self._send("cin_assessments", {
            "cina_assessment_id": rows["assessment"], "cina_person_id": self._person(record),
            "cina_referral_id": rows["episode"], "cina_assessment_start_date": spell(rows["started"]),
            "cina_assessment_child_seen": every("Y", count), "cina_assessment_auth_date": spell(rows["ended"]),
            "cina_assessment_outcome_json": blank(count), "cina_assessment_outcome_nfa": blank(count),
            "cina_assessment_team": self._team(rows["person"]), "cina_assessment_worker_id": blank(count),
        }, rows["person"])  # fmt: skip

    def _team(self, person: Whole) -> Column:
        care = self.world.care
        return np.select([care.looked_after[person], care.disabled[person]], ["T-PERM", "T-CWD"], "T-CIN").astype(
            object
        )

    def _plans(self) -> None:
        rows, record = self.world.care.plans, self.record_of["plans"]
        need = rows["kind"] == "CIN"
        part = rows.where(need)
        self._send("cin_plans", {
            "cinp_cin_plan_id": part["plan"], "cinp_referral_id": part["episode"],
            "cinp_person_id": self._person(record[need]), "cinp_cin_plan_start_date": spell(part["started"]),
            "cinp_cin_plan_end_date": spell(part["ended"]), "cinp_cin_plan_team": self._team(part["person"]),
            "cinp_cin_plan_worker_id": blank(len(part)),
        }, part["person"])  # fmt: skip
        protect = rows["kind"] == "CP"
        part, count = rows.where(protect), int(protect.sum())
        self._send("cp_plans", {
            "cppl_cp_plan_id": part["plan"], "cppl_referral_id": part["episode"], "cppl_icpc_id": blank(count),
            "cppl_person_id": self._person(record[protect]), "cppl_cp_plan_start_date": spell(part["started"]),
            "cppl_cp_plan_end_date": spell(part["ended"]), "cppl_cp_plan_ola": every("N", count),
            "cppl_cp_plan_initial_category": every("NEG", count), "cppl_cp_plan_latest_category": every("NEG", count),
        }, part["person"])  # fmt: skip
        reviews, record = self.world.care.reviews, self.record_of["reviews"]
        protect = reviews["kind"] == "CP"
        part, count = reviews.where(protect), int(protect.sum())
        self._send("cp_reviews", {
            "cppr_cp_review_id": part["review"], "cppr_person_id": self._person(record[protect]),
            "cppr_cp_plan_id": part["plan"], "cppr_cp_review_due": spell(part["due"]),
            "cppr_cp_review_date": spell(part["held"]), "cppr_cp_review_meeting_id": blank(count),
            "cppr_cp_review_outcome_continue_cp": every("Y", count), "cppr_cp_review_quorate": every("Y", count),
            "cppr_cp_review_participation": blank(count),
        }, part["person"])  # fmt: skip

    def _looked_after(self) -> None:
        rows, record = self.world.care.plans, self.record_of["plans"]
        cla = rows["kind"] == "CLA"
        part, count = rows.where(cla), int(cla.sum())
        record = record[cla]
        ids = np.array([f"CLA{plan[3:]}" for plan in part["plan"]], dtype=object)
        adopted = part["adopted"].astype(bool)
        self._send("cla_episodes", {
            "clae_cla_episode_id": part["plan"], "clae_person_id": self._person(record),
            "clae_cla_episode_start_date": spell(part["started"]), "clae_cla_episode_start_reason": every("S", count),
            "clae_cla_primary_need_code": every("N1", count), "clae_cla_episode_ceased_date": spell(part["ended"]),
            "clae_cla_episode_ceased_reason": either(adopted, "E12", None), "clae_cla_id": ids,
            "clae_referral_id": part["episode"], "clae_cla_placement_id": _placement_ids(ids),
            "clae_entered_care_date": spell(part["started"]), "clae_cla_last_iro_contact_date": blank(count),
        }, part["person"])  # fmt: skip
        self._placements(part, record, ids)
        self._permanence(part.where(adopted), record[adopted], ids[adopted])
        reviews = self.world.care.reviews
        kind = reviews["kind"] == "CLA"
        part, count = reviews.where(kind), int(kind.sum())
        self._send("cla_reviews", {
            "clar_cla_review_id": part["review"],
            "clar_cla_id": np.array([f"CLA{plan[3:]}" for plan in part["plan"]], dtype=object),
            "clar_cla_review_due_date": spell(part["due"]), "clar_cla_review_date": spell(part["held"]),
            "clar_cla_review_cancelled": every("N", count), "clar_cla_review_participation": every("PN1", count),
        }, part["person"])  # fmt: skip

    def _permanence(self, part: Table, record: Whole, ids: Column) -> None:
        """Adoptions: the only mark by which the old identity can be told."""
        count = len(part)
        self._send("permanence", {
            "perm_table_id": numbered("PER", np.arange(1, count + 1)), "perm_person_id": self._person(record),
            "perm_cla_id": ids, "perm_placed_for_adoption_date": spell(part["ended"] - 150),
            "perm_permanence_order_date": spell(part["ended"]), "perm_permanence_order_type": every("Adoption", count),
        }, part["person"])  # fmt: skip

    def _placements(self, part: Table, record: Whole, ids: Column) -> None:
        """Where each looked-after child lives: the away register's place, or a foster home of the area."""
        away = self.world.away.placements
        place_of = np.full(self.world.people.size, -1, dtype=np.int64)
        place_of[away["person"]] = np.arange(len(away))
        place, count = place_of[part["person"]], len(part)
        known, at = place >= 0, np.maximum(place, 0)
        near = self.world.people.postcode[self.rng.integers(0, self.world.people.size, count)]
        pick = (
            (lambda column, other: np.where(known, away[column][at], other))
            if len(away)
            else (lambda column, other: other)
        )
        self._send("cla_placement", {
            "clap_cla_placement_id": _placement_ids(ids), "clap_cla_id": ids, "clap_person_id": self._person(record),
            "clap_cla_placement_start_date": spell(pick("start", part["started"])),
            "clap_cla_placement_type": pick("place", every("U6", count)),
            "clap_cla_placement_urn": pick("urn", blank(count)), "clap_cla_placement_distance": blank(count),
            "clap_cla_placement_provider": every("PR1", count), "clap_cla_placement_postcode": pick("postcode", near),
            "clap_cla_placement_end_date": spell(part["ended"]), "clap_cla_placement_change_reason": blank(count),
        }, part["person"])  # fmt: skip

    def _staff(self) -> None:
        """Which team and worker each open case has, and the council's teams and workers."""
        world = self.world
        team = teams(world)
        staff = members(world, team)
        council = np.isin(team["agency"], ["CSC", "CWD", "EH"])
        mine = team.where(council)
        workers = staff.where(np.isin(staff["team"], mine["team"]) & (staff["ended"] == NO_DATE))
        first = dict(zip(workers["team"][::-1], workers["worker"][::-1], strict=True))
        rows, record = world.care.episodes, self.record_of["episodes"]
        open_case = rows["ended"] == NO_DATE
        part, count = rows.where(open_case), int(open_case.sum())
        of_team = self._team(part["person"])
        self._send("involvements", {
            "invo_involvements_id": numbered("INV", np.arange(1, count + 1)),
            "invo_professional_id": np.array([first.get(name) for name in of_team], dtype=object),
            "invo_professional_role_id": every("SW", count), "invo_professional_team": of_team,
            "invo_person_id": self._person(record[open_case]), "invo_involvement_start_date": spell(part["started"]),
            "invo_involvement_end_date": blank(count), "invo_worker_change_reason": blank(count),
            "invo_referral_id": part["episode"],
        }, part["person"])  # fmt: skip
        size = len(workers)
        self._send("professionals", {
            "prof_professional_id": workers["worker"], "prof_staff_id": workers["worker"],
            "prof_professional_name": workers["name"], "prof_social_worker_registration_no": blank(size),
            "prof_professional_job_title": workers["role"], "prof_professional_caseload": blank(size),
            "prof_professional_department": workers["team"], "prof_full_time_equivalency": blank(size),
            "prof_agency_worker_flag": every("N", size),
        })  # fmt: skip
        self._send("department", {
            "dept_team_id": mine["team"], "dept_team_name": mine["name"], "dept_team_parent_id": blank(len(mine)),
            "dept_team_parent_name": blank(len(mine)),
        })  # fmt: skip


def _care_ids(seen: Seen, record: Whole) -> Column:
    """The council's own child number; a child held twice has a second one."""
    twice = record >= len(seen.second)
    return np.where(
        twice, np.array([f"{n}D" for n in seen.la_child_id[record]], dtype=object), seen.la_child_id[record]
    )


def _placement_ids(ids: Column) -> Column:
    return np.array([f"{name}P" for name in ids], dtype=object)


def _described(codes: Column) -> Column:
    return np.array([_DESCRIBED.get(code, "Other") for code in codes], dtype=object)
