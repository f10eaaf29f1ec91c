"""The letter to a family: what stays out of print, whom the family can reach, what is told of waits and of a plan."""

import re
from collections.abc import Callable
from typing import Any

import psycopg

from goldenthread.access import Role

SignIn = Callable[[Role], Any]


def page(answer: Any) -> str:
    """A page's text on one line."""
    return " ".join(answer.content.decode().split())


def letter(answer: Any) -> str:
    """The letter alone, without its marks."""
    inside = page(answer).split('<article class="gt-letter">', 1)[1].split("</article>", 1)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())


def review(url: str, child: str, **more: Any) -> None:
    """Adds the clock of an annual review, past its day unless told otherwise."""
    row = {"started": "2025-01-18", "due": "2026-01-18", "state": "overdue", "says": "next review of the plan",
           "why": "12 months from 18 January 2025."} | more  # fmt: skip
    with psycopg.connect(url) as connection:
        connection.execute("delete from published.clock where child_id = %s", [child])
        connection.execute(
            """insert into published.clock (child_id, clock_id, pathway, code, title, subject_says, category, agency,
                   started, due, state, level, why)
               values (%s, 'ar', 'annual_review', 'AR-12M', 'Annual review of the plan', %s, 'ehc', 'LASEN',
                   %s, %s, %s, 'must', %s)""",
            [child, row["says"], row["started"], row["due"], row["state"], row["why"]],
        )


def test_on_paper_there_is_the_letter_and_nothing_of_ours(site: str, sign_in: SignIn) -> None:
    answer = page(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))
    assert "Confidential: share only" not in answer, "the family is not told to keep its own letter from itself"
    assert '<div class="gt-no-print"><section class="gt-identity"' in answer
    assert '<p class="gt-printed">Made-up children: nothing here is about a real child.</p>' in answer
    other = page(sign_in(Role.THERAPIST).get("/children/c-asha"))
    assert "Confidential: share only" in other and '<div class="gt-no-print"><section class="gt-identity"' not in other


def test_a_late_wait_says_what_the_service_was_meant_to_do_under_its_own_name(site: str, sign_in: SignIn) -> None:
    told = letter(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))
    assert (
        "Community paediatrics Community paediatrics has had the request since 18 June 2026 (22 weeks). It was meant "
        "to answer by 22 October 2026, and has not. We are sorry. We do not know yet when Asha will be seen." in told
    )
    assert "It is meant to answer by 25 January 2027." in told
    assert "We expected" not in told and "Wait for a community service" not in told


def test_a_letter_names_whom_to_reach_and_leaves_room_for_numbers_nobody_sent(site: str, sign_in: SignIn) -> None:
    answer = sign_in(Role.THERAPIST).get("/children/c-asha/letter")
    told = letter(answer)
    assert "To ask about it: Ines Costa, Community paediatrics, ines@example.org . Telephone:" in told
    assert "Tess Whitlock, therapist or clinician, therapist@example.org . Telephone:" in told
    assert (
        "No telephone number is known for Speech and language therapy, Community paediatrics and the service: write "
        "one in by hand." in page(answer)
    )
    assert "how to reach your area’s SENDIASS: neither is known here" in page(answer)
    assert "How to reach it:" in told


def test_whoever_leads_the_team_is_named_where_the_worker_cannot_be_reached(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.involvement set worker = 'A Locum' where team_id = 't-paed'")
    told = letter(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))
    assert "To ask about it: Ines Costa, Community paediatrics, ines@example.org" in told


def test_a_request_that_was_passed_on_is_not_said_to_have_lain_with_its_new_holder(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """update published.clock set why = 'x. This provider received it on 1 October 2026; the child has waited.'
               where child_id = 'c-asha' and subject_says = 'community paediatrics'"""
        )
    told = letter(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))
    assert "Asha has waited since 18 June 2026 (22 weeks). Community paediatrics has the request now." in told


def test_a_letter_tells_of_a_review_that_is_late(fresh: str, sign_in: SignIn) -> None:
    review(fresh, "c-ben", why="12 months from 18 January 2025. The review meeting was held on 3 March 2026; and.")
    answer = sign_in(Role.EHC_COORDINATOR).get("/children/c-ben/letter")
    told = letter(answer)
    assert "The yearly review of Ben’s EHC plan The plan was last reviewed on 18 January 2025." in told
    assert "The review meeting was held on 3 March 2026. The council’s letter with its decision is not" in told
    assert "The council was meant to finish the next review by 18 January 2026, and has not. We are sorry." in told
    assert "does not know of a request or wait" not in told
    assert "waiting for any of these" not in told
    assert "The help written in Ben’s EHC plan must still be given." in told
    assert "SENCO" not in told


def test_with_nothing_to_wait_for_no_list_is_spoken_of(site: str, sign_in: SignIn) -> None:
    told = letter(sign_in(Role.SENCO).get("/children/c-asha/letter"))
    assert "without waiting for any of these" not in told and "it may alter how soon" not in told
    assert "The SENCO of Asha’s school can start support at school at any time." in told
