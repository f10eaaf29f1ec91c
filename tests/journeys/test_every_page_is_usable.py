"""Every page a role may see: no accessibility fault that axe can find, and nothing that runs off a narrow screen."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

EXAMPLES = {
    "<child_id>": "c-asha",
    "<load_id>": "L00001",
    "<signal>": "on_several_lists",
    "<since>": "2026-06-18",
    "<number>": "2",
}
# for each page the first of these whose role opens it; the therapist's team is open to Asha
ROLES = ("therapist", "triage_lead", "analyst", "leader", "information_governance", "administrator")
QUESTIONS = {
    "search": "?q=a",
    "intake/put-right/sender": "?sender=ODS:RZZ01&source=community_waits",
    "children/<child_id>/not-this-child": "?record=ch%7CODS:RZZ01%7Cp0000",
}
JOIN_AGAIN = "children/<child_id>/join-again"  # there only after somebody parted a record
SIGN_IN_PAGES = ("/accounts/login/", "/accounts/2fa/", "/accounts/password/change/", "/no/such/page")


def addresses(declared: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """An address for each page, with a role that may see it."""
    found = []
    for declared_path, roles in declared:
        if declared_path == JOIN_AGAIN:
            continue
        path = declared_path
        for part, value in EXAMPLES.items():
            path = path.replace(part, value)
        role = next(name for name in ROLES if name in roles)
        found.append((role, f"/{path}{QUESTIONS.get(declared_path, '')}"))
    return found + [("triage_lead", path) for path in SIGN_IN_PAGES]


def parted(page: Any) -> str:
    """Parts a child's school roll, as the therapist; the address where that can be undone."""
    page.goto("/children/c-002/about")
    page.get_by_role("link", name=re.compile("This is not this child.*School roll")).first.click()
    page.get_by_label("How do you know?").fill("The birth date is another's")
    page.get_by_role("button", name=re.compile("^This is not")).click()
    page.goto("/children/c-002/about")
    return str(page.locator("a[href*='join-again']").first.get_attribute("href"))


def test_no_page_has_a_fault_that_axe_finds_or_runs_off_the_screen(
    walk: Callable[..., Any], declared: list[tuple[str, list[str]]]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, windows = Axe(), {role: walk(role, script=True) for role in ROLES}
    faults: list[str] = []
    undo = ("therapist", parted(windows["therapist"]))
    for role, path in [*addresses(declared), undo]:
        page = windows[role]
        answer = page.goto(path)
        if answer.status >= 400 and path not in SIGN_IN_PAGES:
            faults.append(f"{path} as {role}: {answer.status}")
            continue
        found = axe.run(page).response["violations"]
        faults += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
        page.set_viewport_size({"width": 320, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > 320"):
            faults.append(f"{path}: runs off a screen 320 pixels wide")
        page.set_viewport_size({"width": 1280, "height": 800})
    assert not faults, "\n".join(faults)
