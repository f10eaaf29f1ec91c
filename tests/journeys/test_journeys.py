"""Errands of real people, from sign-in to what stays in the log, in a real browser and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Walk = Callable[..., Any]
Picture = Callable[[Any, str], None]
Log = Callable[[], list[dict[str, Any]]]


def test_a_triage_lead_takes_a_concern_plans_a_step_and_it_is_in_the_log(
    walk: Walk, picture: Picture, log: Log
) -> None:
    page = walk("triage_lead")
    assert page.title().startswith("My work")
    picture(page, "my-work")
    page.get_by_role("link", name="Asha M.", exact=True).click()
    assert "Asha" in page.locator("h1, .gt-identity__name").first.inner_text()
    picture(page, "child-now")
    page.goto("/work")
    page.get_by_role("link", name=re.compile("On 3 lists")).first.click()
    picture(page, "concern")
    page.get_by_role("button", name=re.compile("Take it")).click()
    assert "Recorded" in page.locator("main").inner_text()
    page.get_by_text("Plan the next step", exact=True).click()
    page.get_by_label("What will be done?").fill("Ring the family and agree who leads")
    page.get_by_label("Day").first.fill("4")
    page.get_by_label("Month").first.fill("12")
    page.get_by_label("Year").first.fill("2026")
    page.get_by_role("button", name="Record the plan").click()
    page.goto("/work")
    assert "Ring the family and agree who leads" in page.locator("main").inner_text()
    kinds = [(entry["worker_id"], entry["action"], entry["child_id"]) for entry in log()]
    assert ("w-jo", "act", "c-asha") in kinds
    assert ("w-jo", "read", "c-asha") in kinds


def test_another_schools_child_is_refused_in_plain_words_and_logged(walk: Walk, picture: Picture, log: Log) -> None:
    page = walk("senco")
    answer = page.goto("/children/c-ben")
    assert answer.status == 403
    assert "You may not see this" in page.locator("main").inner_text()
    assert "Ben" not in page.locator("main").inner_text()
    picture(page, "refused")
    entry = log()[0]
    assert (entry["action"], entry["child_id"], entry["worker_id"]) == ("refused", "c-ben", "w-nadia")


def test_a_leader_reads_counts_and_meets_no_child(walk: Walk, picture: Picture) -> None:
    page = walk("leader")
    assert page.url.endswith("/overview")
    said = page.locator("body").inner_text()
    assert "Why children are on the list" in said
    assert "Asha" not in said
    assert page.locator("a[href^='/children/']").count() == 0
    picture(page, "overview")
    page.get_by_role("link", name="Signs").click()
    picture(page, "signs")


def test_an_analyst_follows_a_file_to_its_line_and_lets_a_sign_through(walk: Walk, picture: Picture) -> None:
    page = walk("analyst")
    page.get_by_role("link", name=re.compile("^Intake")).click()
    picture(page, "intake")
    page.get_by_role("link", name=re.compile("files taken in")).click()
    page.get_by_role("link", name="roll.csv", exact=True).click()
    assert "420 rows read" in page.locator("main").inner_text()
    picture(page, "one-file")
    page.goto("/signs/bounced")
    page.get_by_label("Trial").check()
    page.get_by_role("button", name="Record the decision").click()
    assert page.title().startswith("Error:")
    page.get_by_role("link", name="Say what you saw and why that is enough.").click()
    page.get_by_label("How many of its findings").fill("20")
    page.get_by_label("What did you see").fill("17 of 20 were right")
    assert page.get_by_label("Trial").is_checked()
    page.get_by_role("button", name="Record the decision").click()
    assert "is set to trial" in page.locator("main").inner_text()
    picture(page, "one-sign")


def test_a_manager_sees_the_team_and_a_lead_releases_from_the_backlog(walk: Walk, picture: Picture) -> None:
    page = walk("therapist")
    page.get_by_role("link", name="Team", exact=True).click()
    picture(page, "team")
    page.get_by_label("How many to release to Tess Whitlock").fill("99")
    page.get_by_role("button", name="Release to Tess Whitlock").click()
    assert "5 children wait: enter a number from 1 to 5." in page.locator("main").inner_text()
    assert page.get_by_label("How many to release to Tess Whitlock").input_value() == "99"
    page.get_by_label("How many to release to Tess Whitlock").fill("2")
    page.get_by_role("button", name="Release to Tess Whitlock").click()
    assert "2 children released to Tess Whitlock." in page.locator("main").inner_text()


def test_an_administrator_makes_an_account_and_its_person_chooses_a_password(walk: Walk, picture: Picture) -> None:
    page = walk("administrator")
    picture(page, "accounts")
    page.get_by_label("Name", exact=True).fill("Zoe Lambert")
    page.get_by_label("Work e-mail address").fill("zoe@example.org")
    page.get_by_label("Who is it in the staff file?").select_option("w-zoe")
    page.get_by_label("EHC co-ordinator").check()
    page.get_by_role("button", name="Make the account").click()
    password = page.locator(".gt-panel strong").inner_text()
    newcomer = walk()
    newcomer.get_by_label("E-mail address").fill("zoe@example.org")
    newcomer.get_by_label("Password").fill(password)
    newcomer.get_by_role("button", name="Sign in").click()
    assert newcomer.title().startswith("Choose a new password")
    newcomer.get_by_label("The password you have now").fill(password)
    newcomer.get_by_label("New password", exact=True).fill("lantern-otter-quilt-9")
    newcomer.get_by_label("New password again").fill("lantern-otter-quilt-9")
    newcomer.get_by_role("button", name="Change my password").click()
    newcomer.goto("/work")
    assert newcomer.title().startswith("My work")


def test_information_governance_reads_who_looked_and_checks_the_log(walk: Walk, picture: Picture) -> None:
    page = walk("information_governance")
    picture(page, "log")
    page.get_by_role("button", name="Check that the log is whole").click()
    assert "The log is whole" in page.locator("main").inner_text()


def test_a_search_finds_ones_own_child_and_says_what_to_try_for_others(walk: Walk, picture: Picture) -> None:
    page = walk("senco")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Name, or name and birth date").fill("larsen")
    page.get_by_role("button", name="Search").click()
    assert "Eve Larsen" in page.locator("main").inner_text()
    picture(page, "search")
    page.get_by_label("Name, or name and birth date").fill("carter")
    page.get_by_role("button", name="Search").click()
    assert "Nobody you may see is found" in page.locator("main").inner_text()
    picture(page, "search-nobody")


def test_the_keyboard_alone_goes_from_the_skip_link_to_the_first_card(walk: Walk) -> None:
    page = walk("triage_lead", script=True)
    page.goto("/work")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "Asha" in page.evaluate("document.activeElement.textContent"):
            break
    assert "Asha" in page.evaluate("document.activeElement.textContent")
    style = page.evaluate(
        "getComputedStyle(document.activeElement).boxShadow + getComputedStyle(document.activeElement).backgroundColor"
    )
    assert "255, 221, 0" in style  # GOV.UK's focus yellow
