"""The reasons for which two records are not taken for one child, however alike they look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.linkage.closeness import close, dates_close

IDENTIFIERS = "identifiers differ"
SEALED = "sealed"  # never written down
DECIDED = "decided"  # a person has said so; nobody is asked again
ONE_SOURCE = "one source"
TWINS = "twins"
SEX_AND_NAME = "sex and name differ"
REVIEW = "review band"
STRAYED = "same number, another child"


@dataclass(slots=True)
class Unit:
    """A group of sources' people taken for one child so far: everything any of them has said, as sets."""

    people: set[int]
    sources: set[str]
    sexes: set[str]
    sealed: bool
    forenames: set[str]
    surnames: set[str]
    borns: set[date]  # placeholder dates left out
    postcodes: set[str]
    keys: set[str]  # first names and what they may also be written as
    given: set[str]  # their parts
    family: set[str]  # surnames and their parts
    numbers: set[str]
    nhs: set[str]
    upns: dict[str, tuple[date, date]]  # permanent numbers held, with the first and last day seen
    barred: set[int]  # people whom a person has said are not this child

    @classmethod
    def of(cls, row: Iterable[Any], barred: dict[int, set[int]]) -> "Unit":
        """A unit from one row of the table ``fact`` without its number."""
        people, sources, sexes, is_sealed, *names_and_numbers, upns = row
        held: dict[str, tuple[date, date]] = {}
        for upn in upns or ():
            first, last = held.get(upn["value"], (upn["first"], upn["last"]))
            held[upn["value"]] = (min(first, upn["first"]), max(last, upn["last"]))
        no = set().union(*(barred[person] for person in people if person in barred)) if barred else set()
        said = dict(zip(_LISTED, (set(values or ()) for values in names_and_numbers), strict=True))
        return cls(set(people), set(sources), set(sexes or ()), is_sealed, upns=held, barred=no, **said)

    def absorb(self, other: "Unit") -> None:
        """Takes in all that another unit said."""
        for name in _SETS:
            getattr(self, name).update(getattr(other, name))
        self.sealed = self.sealed or other.sealed
        for upn, (first, last) in other.upns.items():
            mine = self.upns.get(upn, (first, last))
            self.upns[upn] = (min(first, mine[0]), max(last, mine[1]))


_LISTED = ("forenames", "surnames", "borns", "postcodes", "keys", "given", "family", "numbers", "nhs")
_SETS = ("people", "sources", "sexes", *_LISTED, "barred")


def refuses(a: Unit, b: Unit, waived: str | None = None) -> str | None:
    """Why these two must not be joined; None when nothing speaks against it. The first reason that holds is given.

    ``waived`` names a reason that does not count.
    """
    for reason, holds in GUARDS:
        if reason != waived and holds(a, b):
            return reason
    return None


def decided(a: Unit, b: Unit) -> bool:
    """A person has said that somebody in one is not the child in the other."""
    return not a.barred.isdisjoint(b.people) or not b.barred.isdisjoint(a.people)


def sealed(a: Unit, b: Unit) -> bool:
    """One is a severed identity: only a shared number, or the very same names and birth date, may join it."""
    if not (a.sealed or b.sealed) or shares_number(a, b):
        return False
    return a.forenames.isdisjoint(b.forenames) or a.surnames.isdisjoint(b.surnames) or a.borns.isdisjoint(b.borns)


def identifiers_differ(a: Unit, b: Unit) -> bool:
    """Two NHS numbers; or two permanent pupil numbers, unless one followed the other and all else agrees."""
    if a.nhs and b.nhs and a.nhs.isdisjoint(b.nhs):
        return True
    if not a.upns or not b.upns or shares_number(a, b):
        return False
    return not (same_names_and_birth(a, b) and (not a.postcodes.isdisjoint(b.postcodes) or _in_turn(a, b)))


def one_source(a: Unit, b: Unit) -> bool:
    """A source lists both: it holds them for two children, unless a number or everything else says otherwise."""
    if a.sources.isdisjoint(b.sources) or shares_number(a, b):
        return False
    return a.postcodes.isdisjoint(b.postcodes) or not same_names_and_birth(a, b)


def twins(a: Unit, b: Unit) -> bool:
    """Born on one day, in one household or with one surname, with different first names and no number in common."""
    if a.borns.isdisjoint(b.borns) or shares_number(a, b):
        return False
    household = not a.postcodes.isdisjoint(b.postcodes) or not a.family.isdisjoint(b.family)
    return household and not first_names_agree(a, b)


def sex_and_name_differ(a: Unit, b: Unit) -> bool:
    """One a girl, one a boy, and other first names."""
    return bool(a.sexes and b.sexes) and a.sexes.isdisjoint(b.sexes) and not first_names_agree(a, b)


def too_little(a: Unit, b: Unit) -> bool:
    """For a person to look at: no name speaks for it; or birth dates are not near, or near but not the first names."""
    if shares_number(a, b):
        return False
    named = (a.keys and b.keys) or (a.family and b.family)
    alike = first_names_same(a, b) or not a.family.isdisjoint(b.family) or first_names_agree(a, b)
    if not (named and alike):
        return True
    if not a.borns or not b.borns or not a.borns.isdisjoint(b.borns):
        return False
    near = any(dates_close(mine, theirs) for mine in a.borns for theirs in b.borns)
    return not near or not first_names_same(a, b)


GUARDS = (
    (DECIDED, decided),
    (SEALED, sealed),
    (IDENTIFIERS, identifiers_differ),
    (ONE_SOURCE, one_source),
    (TWINS, twins),
    (SEX_AND_NAME, sex_and_name_differ),
    (REVIEW, too_little),
)


def shares_number(a: Unit, b: Unit) -> bool:
    """Whether they hold a valid number in common that is not taken to be somebody else's."""
    return not a.numbers.isdisjoint(b.numbers)


def first_names_same(a: Unit, b: Unit) -> bool:
    """The same first name, or two ways to write one, or first name and surname the other way round."""
    if not a.keys.isdisjoint(b.keys) or _one_within_the_other(a, b):
        return True
    return _crossed(a, b)


def first_names_agree(a: Unit, b: Unit) -> bool:
    """The same first name, or one so close that it may be mistyped; or one of them is not known."""
    if not a.keys or not b.keys or first_names_same(a, b):
        return True
    return any(close(mine, theirs) for mine in a.forenames for theirs in b.forenames)


def same_names_and_birth(a: Unit, b: Unit) -> bool:
    """The very same first name, surname and birth date, and no sign of another sex."""
    return not (
        a.forenames.isdisjoint(b.forenames)
        or a.surnames.isdisjoint(b.surnames)
        or a.borns.isdisjoint(b.borns)
        or (bool(a.sexes and b.sexes) and a.sexes.isdisjoint(b.sexes))
    )


def _crossed(a: Unit, b: Unit) -> bool:
    """The first name of one is the surname of the other, and the other way round, give or take a slip."""
    first = not a.given.isdisjoint(b.family) or any(close(x, y) for x in a.forenames for y in b.surnames)
    return first and (not a.family.isdisjoint(b.given) or any(close(x, y) for x in a.surnames for y in b.forenames))


def _one_within_the_other(a: Unit, b: Unit) -> bool:
    """'Ali' and 'Ali Hassan' may be one; 'Ali Hassan' and 'Ali Hussain' are two."""
    if any(" " in name for name in a.forenames) and any(" " in name for name in b.forenames):
        return False
    return not a.given.isdisjoint(b.given)


def _in_turn(a: Unit, b: Unit) -> bool:
    """No pupil number of one was seen while one of the other's was in use."""
    return all(mine[1] < theirs[0] or theirs[1] < mine[0] for mine in a.upns.values() for theirs in b.upns.values())
