"""What is wrong in the world: concerns, the cards they stand on, and the lines beneath them."""

import datetime
from collections.abc import Iterator
from typing import Any

from .cast import AS_OF, Row, ago


def concern(child_id: str, signal: str, since: int, title: str, says: str, asks: str, **more: Any) -> Row:
    """A row of published.concern, since that many days ago."""
    row: Row = {
        "child_id": child_id,
        "signal": signal,
        "since": ago(since),
        "title": title,
        "says": says,
        "asks": asks,
        "domain": "health",
        "duty": "ASK_CLINICIAN",
        "team_id": "t-slt",
        "owner": None,
        "deputy": None,
        "status": "live",
        "basis": "NHS planning guidance: community waits within 18 weeks",
        "expires": "when the child is seen, or leaves the list",
        "level_of_duty": "standard",
        "category_summary": "health, education",
    }
    return row | more


BREAK_BASIS = "Short breaks guidance: review at least every 6 months"
REVIEW_BASIS = "SEND code of practice: consider an early review where a placement is at risk"


def concerns() -> list[Row]:
    """The concerns of the cast, and one quiet one for each of thirty-one more."""
    found = [
        concern(
            "c-asha",
            "waiting_without_sen_support",
            420,
            "Health has known for a year; school has no SEN support recorded",
            "Waiting for speech and language therapy since 26 September 2025; the school has recorded no SEN support",
            "Will you ask the family whether the school may be told, and agree who starts support?",
            owner="w-tess",
            deputy="w-raj",
        ),
        concern(
            "c-asha",
            "on_several_lists",
            155,
            "On three lists with two providers, each called routine",
            "On 3 lists (speech and language therapy, community paediatrics, CAMHS), each with a standard priority: "
            "84 weeks together",
            "Who will lead, and which list should see this child first?",
            team_id="t-tri",
            duty="JOINT_TRIAGE",
            owner="w-jo",
            basis="Area priority action 4: children with several needs get the earliest support",
            level_of_duty="local",
        ),
        concern(
            "c-ben",
            "suspended_without_review",
            33,
            "Suspended for 16 days this year with no early review of the plan",
            "32 sessions suspended since 8 September 2026 and no early review held since the first",
            "When will the plan be reviewed, and what changes until then?",
            domain="education",
            team_id="t-ehc",
            duty="EHC_COORDINATION",
            owner="w-eli",
            deputy="w-zoe",
            basis=REVIEW_BASIS,
            level_of_duty="statutory guidance",
            category_summary="education, ehc",
        ),
        concern(
            "c-ben",
            "second_suspension",
            60,
            "A second suspension in a term",
            "Suspended twice this term",
            "What does the school know now about the need behind this?",
            domain="education",
            team_id="t-oak",
            duty="SEN_SUPPORT",
            owner="w-owen",
            basis=REVIEW_BASIS,
            level_of_duty="guidance",
            category_summary="education",
        ),
        concern(
            "c-chloe",
            "short_break_unreviewed",
            210,
            "An overnight short break that social care has not reviewed",
            "Short break since 3 February 2025; last social-care review: never",
            "Who will review this package with the family, and by when?",
            domain="care",
            team_id="t-cwd",
            duty="SHORT_BREAK_REVIEW",
            owner="w-sam",
            deputy="w-kath",
            basis=BREAK_BASIS,
            level_of_duty="statutory guidance",
            category_summary="care",
        ),
        concern(
            "c-dev",
            "away_without_education",
            35,
            "Living away and out of school",
            "Living outside the area since 2 June 2026; no school place since 4 September 2026; visits on time",
            "Who will find a school place, and what education happens until then?",
            domain="care",
            team_id="t-away",
            duty="AWAY_EDUCATION",
            owner=None,
            basis="Care planning regulations: education arranged when placed",
            level_of_duty="must",
            category_summary="care, education",
        ),
        concern(
            "c-hal",
            "stuck_waiting",
            400,
            "Waiting more than a year",
            "Waiting for speech and language therapy since 16 October 2025",
            "Is this child still waiting, and what has been offered meanwhile?",
            owner="w-tess",
        ),
        concern(
            "c-gus",
            "stuck_waiting",
            30,
            "Waiting <b>more</b> than a year",
            "Says <img src=x onerror=alert(1)> waiting",
            "What now?",
            owner="w-tess",
        ),
    ]
    for number in range(1, 32):
        found.append(
            concern(
                f"c-{number:03}",
                "stuck_waiting",
                130 + number,
                "Waiting more than 18 weeks",
                f"Waiting for speech and language therapy for {(130 + number) // 7} weeks",
                "Is this child still waiting, and what has been offered meanwhile?",
                owner="w-tess",
            )
        )
    return found


def cards(found: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """One card per child per owner, as ``priority`` makes them, with its concerns."""
    levels = {
        "c-chloe": (2, "Away, overnight or out of education", "An overnight break with no review since it began"),
        "c-dev": (2, "Away, overnight or out of education", "Lives away, 11 weeks without a school place"),
        "c-asha": (
            3,
            "Open needs in two or more domains, nobody has acted",
            "Three agencies, a passed limit, waiting longest",
        ),
        "c-ben": (
            3,
            "Open needs in two or more domains, nobody has acted",
            "Suspensions and a plan review that has not come",
        ),
    }
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for one in found:
        grouped.setdefault((one["child_id"], one["team_id"], one["owner"] or ""), []).append(one)
    for place, ((child_id, team_id, owner), held) in enumerate(
        sorted(grouped.items(), key=lambda item: (levels.get(item[0][0], (6,))[0], item[0])), start=1
    ):
        level, name, reason = levels.get(
            child_id, (6, "One need, guidance not met", "Waiting longer than the service standard")
        )
        first = held[0]
        due = {
            "c-chloe": ago(12),
            "c-ben": AS_OF + datetime.timedelta(days=4),
            "c-asha": ago(33),
            "c-dev": ago(35),
        }.get(child_id)
        backlog = child_id > "c-026" and child_id[2].isdigit()
        yield (
            {
                "child_id": child_id,
                "team_id": team_id,
                "owner": owner or None,
                "level": level,
                "level_name": name,
                "reason": reason,
                "place": place,
                "do_next": first["asks"],
                "due": due,
                "last_acted": None,
                "state": "backlog" if backlog else "work",
                "new_harm": False,
            },
            held,
        )


def because(found: list[Row]) -> list[Row]:
    """The agency records each concern rests on."""
    texts = {
        "health": ("CH", "community_waits", "Referred to speech and language therapy"),
        "education": ("EDU", "exclusion_notices", "Suspended for 2 days"),
        "care": ("CSC", "short_break_packages", "Overnight short break started"),
    }
    rows = []
    for one in found:
        agency, source, says = texts[one["domain"]]
        rows.append(_why(one, 1, one["domain"], agency, source, says))
        if "education" in one["category_summary"] and one["domain"] != "education":
            rows.append(
                _why(one, 2, "education", "EDU", "school_census", "No SEN provision recorded in the autumn census")
            )
    return rows


def _why(one: Row, line: int, category: str, agency: str, source: str, says: str) -> Row:
    return {
        "child_id": one["child_id"],
        "signal": one["signal"],
        "since": one["since"],
        "record_id": f"L00003:{line + len(one['says'])}",
        "happened": one["since"],
        "agency": agency,
        "category": category,
        "source": source,
        "says": says,
        "received": ago(4),
    }
