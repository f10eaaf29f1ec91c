"""Every page against every role: it opens for those it names and for no other, and a refusal is logged."""

from collections.abc import Callable
from typing import Any

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


def test_a_page_cannot_be_declared_without_saying_who_may_see_it() -> None:
    from goldenthread.web.page import Page

    with pytest.raises(TypeError):
        Page("somewhere", "Somewhere", view=lambda at: {}, template="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="does not say who may see it"):
        Page("somewhere", "Somewhere", None, lambda at: {}, "x")  # type: ignore[arg-type]
