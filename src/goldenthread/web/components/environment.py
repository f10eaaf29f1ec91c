"""Puts together what renders a page: where templates lie, which words they may use, and escaping that is always on."""

from pathlib import Path
from typing import Any

from django.templatetags.static import static
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined, Undefined
from markupsafe import Markup, escape

from goldenthread.web.components import words

WEB = Path(__file__).parents[1]
FILTERS = {
    "day": words.day, "moment": words.moment, "amount": words.amount, "distance": words.distance,
    "dated": words.dated, "late": words.late, "late_kind": words.late_kind, "plural": words.plural, "age": words.age,
    "year_group": words.year_group, "listed": words.listed, "agency": words.agency, "holder": words.holder,
    "category": words.category, "clock_state": words.clock_state, "sentence": words.sentence, "capital": words.capital,
}  # fmt: skip


def environment(**options: Any) -> Environment:
    """The Jinja environment of every page; ``options`` are Django's (its own loader and escaping are replaced).

    An unknown name in a template is an error when the tests ask for it (``undefined=StrictUndefined``), and empty text
    otherwise.
    """
    options.update(loader=loader(), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)  # noqa: S701 - escaping is set on, in the line above
    made.filters.update(FILTERS)
    made.filters["lines"] = lines
    made.globals["static"] = static
    return made


def loader() -> ChoiceLoader:
    """Templates of every app's ``templates`` folder, and GOV.UK's macros under their own name."""
    folders = sorted(path for path in WEB.glob("*/templates") if path.is_dir())
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([FileSystemLoader(folders), govuk])


def lines(text: str | None) -> Markup:
    """What a person typed, escaped, with its line ends kept."""
    return Markup("<br>").join(escape(line) for line in (text or "").splitlines())


def strict(**options: Any) -> Environment:
    """The same environment, refusing unknown names: for tests."""
    return environment(undefined=StrictUndefined, **options)


__all__ = ["FILTERS", "Undefined", "environment", "lines", "loader", "strict"]
