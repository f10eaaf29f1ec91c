"""What tired people read: who sent what, how to reach whom, what goes well, why a record is open, lists said once."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role
from goldenthread.web.family.held import WHAT

SignIn = Callable[[Role], Any]
PUT_RIGHT = "/intake/put-right/sender?sender=LA:999&source=ehc_cases"


def said(answer: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def part(answer: Any, begins: str, ends: str) -> str:
    """What stands between two headings."""
    return said(answer).split(begins, 1)[1].split(ends, 1)[0]


def do(url: str, statement: str, *given: Any) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode(), given)


@pytest.mark.parametrize(("role", "path"), [
    (Role.THERAPIST, "/children/c-asha"), (Role.THERAPIST, "/children/c-asha/about"), (Role.ANALYST, "/intake"),
    (Role.ANALYST, "/intake/loads"), (Role.ANALYST, "/intake/loads/L00001"),
])  # fmt: skip
def test_a_school_that_sends_is_named_as_the_area_names_it(role: Role, path: str, site: str, sign_in: SignIn) -> None:
    page = said(sign_in(role).get(path))
    assert "Hillview Primary (900001)" in page and "School 900001" not in page


def test_a_provider_is_named_where_the_areas_lists_say_how_and_coded_where_not(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    assert "Health provider RZZ01" in said(client.get("/intake/put-right"))
    do(fresh, "insert into published.sender_name values ('ODS:RZZ01', 'OT team, SLT team')")
    assert "OT team, SLT team (RZZ01)" in said(client.get("/intake/put-right"))
    one = said(client.get("/intake/put-right/sender?sender=ODS:RZZ01&source=community_waits"))
    assert "OT team, SLT team (RZZ01): Community waiting list" in one


def test_what_goes_well_is_recorded_like_own_words_and_stands_after_them(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert "Nothing has been recorded of what goes well" in said(client.get("/children/c-asha"))
    assert client.post("/children/c-asha/strengths", {"text": "Draws maps"}).status_code == 422
    assert client.post("/children/c-asha/strengths", {"text": "Draws maps", "how": "seen"}).status_code == 302
    assert client.post("/children/c-asha/words", {"text": "I like maps", "how": "seen"}).status_code == 422
    assert client.post("/children/c-asha/words", {"text": "I like maps", "how": "said"}).status_code == 302
    page = said(client.get("/children/c-asha"))
    assert "I like maps Said by Asha; recorded by Tess Whitlock," in page
    assert "Draws maps Seen by somebody who works with Asha; recorded by Tess Whitlock," in page
    order = ("own words", "What goes well", "What is happening")
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert page.index("Who is involved") < page.index("What is due next")


def test_who_is_involved_says_how_to_reach_each_or_that_it_is_not_known(fresh: str, sign_in: SignIn) -> None:
    do(fresh, "update published.involvement set worker = null where team_id = 't-paed'")
    do(fresh, "insert into published.involvement (child_id, team, agency) values ('c-asha', 'Sure Start', 'CH')")
    told = part(sign_in(Role.THERAPIST).get("/children/c-asha"), "Who is involved", "Everyone involved")
    assert "Community paediatrics , doctor" not in told
    assert "Through Ines Costa, who leads the team: ines@example.org" in told
    assert "Sure Start How to reach: not known" in told


def test_a_team_with_two_people_is_counted_once(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    before = re.findall(r"(\d+) teams involved now", said(client.get("/children/c-asha/people")))
    do(fresh, "insert into published.involvement (child_id, team_id, team, agency, worker) "
       "values ('c-asha', 't-paed', 'Community paediatrics', 'CH', 'A Locum')")  # fmt: skip
    assert re.findall(r"(\d+) teams involved now", said(client.get("/children/c-asha/people"))) == before


def test_every_tab_says_why_a_record_is_open_for_hours_and_until_when(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    do(fresh, "insert into casework.break_glass (child_id, worker_id, worker_name, hours, reason) "
       "values ('c-ben', 'w-tess', 'Tess Whitlock', 1, 'He is at our front desk')")  # fmt: skip
    for tab in ("", "/concerns", "/due", "/timeline", "/people", "/about"):
        page = said(client.get(f"/children/c-ben{tab}"))
        assert re.search(
            r"You opened this record at ([\w ]+ at )?\d+:\d\d[ap]m because “He is at our front desk” \. "
            r"It closes at ([\w ]+ at )?\d+:\d\d[ap]m and will be reviewed\.",
            page,
        ), tab
        assert "You opened this record" not in said(client.get(f"/children/c-asha{tab}"))


def test_who_has_looked_is_one_line_a_person_a_day(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    client.get("/work")
    for tab in ("", "/concerns", "/due", "/timeline", "/people", "/due", ""):
        client.get(f"/children/c-hal{tab}")
    looked = part(client.get("/children/c-hal/about"), "Who has looked", "Sources and how fresh")
    assert looked.count("Tess Whitlock") == 1
    assert re.search(r"Tess Whitlock, therapist or clinician Looked at [^,.]+, [^,.]+, [^,.]+ and \d+ more\.", looked)


def test_who_can_see_a_child_is_one_line_a_team_with_every_reason(fresh: str, sign_in: SignIn) -> None:
    do(fresh, "insert into published.concern (child_id, signal, since, says, status, team_id) "
       "values ('c-hal', 'x', '2026-01-01', 'x', 'live', 't-slt')")  # fmt: skip
    told = part(sign_in(Role.THERAPIST).get("/children/c-hal/about"), "Who can see this child?", "Who has looked")
    assert told.count("Speech and language therapy") == 1
    assert "because a concern was given to it and the child is open to it" in told


def test_a_problem_is_said_once_with_its_lines_in_the_order_of_their_numbers(fresh: str, sign_in: SignIn) -> None:
    do(fresh, "delete from published.put_right")
    do(fresh, "insert into published.put_right (sender, source, record_id, column_name, problem, remedy) "
       "select 'LA:999', 'ehc_cases', 'L00002:' || n, 'requested_date', 'The date is blank', 'Enter it' "
       "from unnest(array[115, 2, 12]) n")  # fmt: skip
    page = said(sign_in(Role.ANALYST).get(PUT_RIGHT))
    assert page.count("The date is blank") == 1
    assert "cases.csv , lines 2, 12, 115" in page and "3 values to put right" in page


def test_many_lines_of_one_problem_are_all_there_page_by_page(fresh: str, sign_in: SignIn) -> None:
    do(fresh, "delete from published.put_right")
    do(fresh, "insert into published.put_right (sender, source, record_id, column_name, problem, remedy) "
       "select 'LA:999', 'ehc_cases', 'L00002:' || n, 'requested_date', 'The date is blank', 'Enter it' "
       "from generate_series(1, 2600) n")  # fmt: skip
    client = sign_in(Role.ANALYST)
    first, second = said(client.get(PUT_RIGHT)), said(client.get(f"{PUT_RIGHT}&page=2"))
    lines = [int(n) for page in (first, second) for run in re.findall(r"lines ([\d, ]+\d)", page)
             for n in run.split(", ")]  # fmt: skip
    assert lines == list(range(1, 2601))
    assert first.count("The date is blank") == second.count("The date is blank") == 1


def test_a_reason_for_setting_lines_aside_is_said_once_above_its_lines(fresh: str, sign_in: SignIn) -> None:
    do(fresh, "insert into published.set_aside (load_id, line, column_name, reason, shown) "
       "select 'L00001', n, 'date_of_birth', 'there is no 13th month', 'x' || n "
       "from unnest(array[115, 2]) n")  # fmt: skip
    told = said(sign_in(Role.ANALYST).get("/intake/loads/L00001")).split("The lines themselves", 1)[1]
    assert told.count("There is no 13th month") == 1
    assert re.search(r"2 x2 17 Not shown 115 x115", told), told


def test_files_show_when_each_was_received_beside_when_it_was_expected(fresh: str, sign_in: SignIn) -> None:
    do(fresh, "insert into published.load select 'L00009', path, source, version, sender, date '2026-11-30', "
       "rows_read, rows_kept, rows_set_aside, rows_already_held, findings, state, timestamptz '2026-12-02 09:00Z', "
       "keep_until "
       "from published.load where load_id = 'L00001'")  # fmt: skip
    page = said(sign_in(Role.ANALYST).get("/intake/loads"))
    newest = page.split("L00009", 1)[1].split("L00005", 1)[0]
    assert "30 November 2026 23 November 2026 2 December 2026" in newest
    assert "16 November 2026 The first of its kind 17 November 2026" in page.split("L00001", 1)[1]


def test_the_notice_says_what_is_held_in_plain_words_and_whom_to_ask(stranger: Any) -> None:
    page = said(stranger.get("/notice"))
    roll = page.split("School roll", 1)[1]
    assert roll.split("It came from", 1)[0].strip() == (
        "What is held: Name, birth date, sex, home postcode, pupil number, learner number, NHS number; school and year "
        "group; whether the child has SEN support or a plan at school; the kinds of special need; which team works "
        "with the child."
    )
    assert "Whom to ask about it: The school." in roll
    assert "Days at school and days missed, with the reason." in page


def test_every_kind_of_record_has_words_that_families_use() -> None:
    from goldenthread.extracts import extracts

    made = {one.record for feed in extracts().values() if feed.about_people for one in feed.records}
    assert made - {"person", "identifier", "address"} <= WHAT.keys()


def test_printed_pages_show_what_is_folded_away_on_screen() -> None:
    from goldenthread.web import settings

    style = (settings.WEB / "components/static/goldenthread/goldenthread.css").read_text()
    print_rules = style.split("@media print", 1)[1]
    assert ".gt-why::details-content { display: block; content-visibility: visible" in print_rules
    assert "details:not([open], .gt-why)" in print_rules
    assert ".gt-why p.gt-source { font-size: 0.875rem; }" in style, "a record’s number is for whoever looks it up"


def test_my_work_leads_to_its_filter_from_the_top_where_it_stands_below(site: str, sign_in: SignIn) -> None:
    page = sign_in(Role.THERAPIST).get("/work").content.decode()
    assert page.index('href="#filter"') < page.index('class="gt-cards"') < page.index('id="filter"')


def test_how_sure_we_are_that_it_is_one_child_is_said_in_plain_words(site: str, sign_in: SignIn) -> None:
    page = said(sign_in(Role.THERAPIST).get("/children/c-asha"))
    assert "Same child in every source you may know of (matched by NHS or pupil number)" in page
