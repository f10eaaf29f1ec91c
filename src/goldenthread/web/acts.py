"""What a page lets people do: one act, one transaction with its line in the audit log, and nothing typed is lost.

An act is a function of the viewing. It reads ``at.typed``, writes, and returns one of these answers:

- ``Done(says, href, …)``: it is recorded; the person lands on ``href`` and reads ``says`` there;
- ``Wrong({"field-id": "what to do"})``: nothing is recorded; the page comes back with everything that was typed;
- ``Changed("who did what")``: somebody else acted first; nothing is recorded and everything typed is kept;
- ``Shown({…})``: an answer that is not for an address, such as a search with a reason: the page again, with this.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldenthread.web.viewing import Viewing


@dataclass(frozen=True)
class Done:
    """Recorded. ``did`` is the audit log's word for it, ``about`` the child, ``why`` the reason that was given.

    ``back``: a link in what is said, its words and its address; for a page other than that to which ``href`` leads.
    """

    says: str
    href: str
    did: str
    about: str | None = None
    why: str = ""
    back: tuple[str, str] | None = None


@dataclass(frozen=True)
class Wrong:
    """Not recorded: a message for each field, by the field's id. An empty id puts the message at the top alone."""

    messages: Mapping[str, str]


@dataclass(frozen=True)
class Changed:
    """Not recorded: the thing has changed since the page was shown. ``says`` tells who did what."""

    says: str


@dataclass(frozen=True)
class Shown:
    """The same page comes back with what was asked for. ``keeps``: what was written stays, noted by the act itself."""

    context: Mapping[str, object]
    keeps: bool = False


Outcome = Done | Wrong | Changed | Shown


@dataclass(frozen=True)
class Act:
    """One thing a page lets people do. ``name``: what the form sends as ``act``; not needed where one act is all."""

    name: str
    do: Callable[["Viewing"], Outcome]


@dataclass(frozen=True)
class Tried:
    """An act that was not recorded, as the page shows it again."""

    name: str
    typed: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    changed: str = ""

    def context(self) -> dict[str, object]:
        """What the templates read: ``tried``, ``typed``, ``wrong``, ``errors``, ``changed``."""
        return {
            "tried": self.name,
            "typed": dict(self.typed),
            "wrong": dict(self.wrong),
            "errors": [(name, message) for name, message in self.wrong.items()],
            "changed": self.changed,
        }


LONGEST = 4000  # characters of any one text: two pages, and more than anybody reads in a log


def too_long(typed: Mapping[str, str]) -> str:
    """What is said of a text that is longer than is kept; nothing when none is."""
    text = next((text for text in typed.values() if len(text) > LONGEST), None)
    if text is None:
        return ""
    return f"“{text[:40]}…” is {len(text):,} characters long. Shorten it to {LONGEST:,}, and send it again."


NOT_TRIED = {"tried": "", "typed": {}, "wrong": {}, "errors": [], "changed": ""}
