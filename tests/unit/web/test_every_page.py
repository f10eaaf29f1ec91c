"""Every page against every role: it opens for those it names and for no other, and a refusal is logged."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

EXAMPLES = {
    "<child_id>": "c-asha",
    "<load_id>": "L00001",
    "<signal>": "stuck_waiting",
    "<since>": "2025-10-16",
    "<number>": "1",
}


def example(path: str) -> str:
    """An address that fits a page's path."""
    for part, value in EXAMPLES.items():
        path = path.replace(part, value)
    return f"/{path}"


def declared() -> dict[str, Any]:
    from goldenthread.web.pages import pages

    return pages()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name)
def test_a_page_opens_for_the_roles_it_names_and_no_other(
    role: Role, site: str, sign_in: Callable[[Role], Any], log: Callable[..., list[dict[str, Any]]]
) -> None:
    client = sign_in(role)
    for name, page in declared().items():
        if page.about_a_child:
            continue
        answer = client.get(example(page.path))
        if page.may_see.allows({role}):
            assert answer.status_code == 200, (name, answer.content.decode()[:2000])
        else:
            assert answer.status_code == 403, name
            assert "You may not see this" in answer.content.decode()
            assert log()[0]["action"] == "refused"
            assert log()[0]["page"] == page.path


def test_nobody_sees_more_than_the_public_pages_without_signing_in(stranger: Any) -> None:
    for name, page in declared().items():
        answer = stranger.get(example(page.path))
        if page.may_see.public:
            assert answer.status_code == 200, name
        else:
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/accounts/login/?next="), name


CONCERN = ("waiting_without_sen_support", "2025-09-26")  # a concern of Asha's, for the therapist


def test_every_form_says_of_a_text_that_is_too_long_that_it_is(
    fresh: str, sign_in: Callable[[Role], Any], log: Callable[..., list[dict[str, Any]]]
) -> None:
    left = {name: page for name, page in declared().items() if page.acts}
    for role in (Role.THERAPIST, Role.TEAM_MANAGER, Role.ADMINISTRATOR, Role.ANALYST, Role.INFORMATION_GOVERNANCE):
        client = sign_in(role)
        for name, page in list(left.items()):
            path = example(page.path.replace("<signal>/<since>", "/".join(CONCERN)))
            if page.may_see.allows({role}):
                tried = [_too_long(client, path, act.name, field) for act in page.acts for field in TEXTS]
                if all(tried):
                    left.pop(name)
    assert not log(action="act") and not log(action="account")
    client, record = sign_in(Role.THERAPIST), {"person_key": "ch|ODS:RZZ01|p0000"}
    assert all(_too_long(client, "/children/c-asha/not-this-child", "part", field, record) for field in TEXTS)
    client.post("/children/c-asha/not-this-child", {"act": "part", "reason": "The family says so", **record})
    with psycopg.connect(fresh) as connection:
        parting = connection.execute("select max(decision_id)::text from casework.link_decision").fetchall()[0][0]
    assert all(_too_long(client, "/children/c-asha/join-again", "", field, {"parting": parting}) for field in TEXTS)
    assert left.keys() == {"children.not_this_child", "children.join_again"}


TEXTS = ("text", "why", "reason", "anything")


def _too_long(client: Any, path: str, act: str, field: str, more: dict[str, str] | None = None) -> bool:
    answer = client.post(path, {"act": act, field: "Long " + "x" * 3_996, **(more or {})})
    said = "is 4,001 characters long. Shorten it to 4,000" in answer.content.decode()
    assert said is (answer.status_code == 422), (path, act)
    return said


@pytest.mark.parametrize("path", ["/children/%00", "/children/c-asha%00", "/children/c-asha/concerns/x%00/2025-09-26",
                                  "/intake/loads/%00", "/signs/%00", "/people/%00"])  # fmt: skip
def test_what_no_address_may_hold_is_refused_as_usual_and_logged(
    path: str, sign_in: Callable[[Role], Any], log: Callable[..., list[dict[str, Any]]]
) -> None:
    role = {"i": Role.ANALYST, "s": Role.ANALYST, "p": Role.ADMINISTRATOR}.get(path[1], Role.THERAPIST)
    before = len(log(action="refused"))
    assert sign_in(role).get(path).status_code == 403
    assert len(log(action="refused")) == before + 1


def test_a_page_cannot_be_declared_without_saying_who_may_see_it() -> None:
    from goldenthread.web.page import Page

    with pytest.raises(TypeError):
        Page("somewhere", "Somewhere", view=lambda at: {}, template="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="does not say who may see it"):
        Page("somewhere", "Somewhere", None, lambda at: {}, "x")  # type: ignore[arg-type]
