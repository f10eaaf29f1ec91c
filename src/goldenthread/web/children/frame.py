"""What stays the same on every page about one child: the tabs, the way back, and words for people's roles."""

from typing import Any

from goldenthread.codes import lists
from goldenthread.web.children import first
from goldenthread.web.viewing import READS_ONLY, Viewing

TABS = (
    ("Now", ""),
    ("Concerns", "/concerns"),
    ("Due", "/due"),
    ("Timeline", "/timeline"),
    ("People", "/people"),
    ("About the record", "/about"),
)


def frame(at: Viewing, tab: str = "") -> dict[str, Any]:
    """What the templates of ``children`` read besides their own: child, base, tabs, and what is said first."""
    base = f"/children/{at.child['child_id']}"
    tabs = [{"text": text, "href": f"{base}{path}", "current": text == tab} for text, path in TABS]
    reads_only = READS_ONLY if at.reads_only else ""
    return {"child": at.child, "base": base, "tabs": tabs, "reads_only": reads_only, **first.before(at)}


def role(code: str | None) -> str:
    """A role in words; the code itself where the list does not hold it; empty for none."""
    return (lists()["role"].meaning(code) or code) if code else ""
