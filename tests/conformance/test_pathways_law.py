"""Every provision held: one duration or none, a level, evidence that says so on screen, and an official address."""

from datetime import date

import pytest

from goldenthread.law import Evidence, Level, Provision, name_of, provisions


@pytest.mark.parametrize("name", provisions())
def test_a_provision_can_be_read_and_traced(name: str) -> None:
    provision = provisions()[name]
    assert name_of(provision) == name
    assert provision.says.endswith(".")
    assert provision.url.startswith("https://www.") or provision.level is Level.LOCAL
    assert (provision.read_on is not None) == (provision.evidence in (Evidence.SOURCE, Evidence.SECONDARY))
    assert bool(provision.warning()) == (provision.evidence in (Evidence.SECONDARY, Evidence.MEMORY))
    assert (provision.in_force_from or date.min) <= (provision.in_force_to or date.max)


def test_only_a_verified_must_is_called_law() -> None:
    assert all(p.level is Level.MUST and p.evidence is Evidence.SOURCE for p in provisions().values() if p.is_legal())
    assert any(p.is_legal() for p in provisions().values())


def made_up(level: Level = Level.LOCAL, evidence: Evidence = Evidence.OWN, **duration: int) -> Provision:
    return Provision("An instrument", "s1", "It says so.", "", level, evidence, **duration)


def test_a_provision_has_one_duration_of_at_least_one() -> None:
    with pytest.raises(ValueError, match="one duration, not 2"):
        made_up(weeks=6, days=42)
    with pytest.raises(ValueError, match="at least one"):
        made_up(weeks=0)
    with pytest.raises(ValueError, match="decided by the partnership"):
        made_up(level=Level.MUST)


@pytest.mark.parametrize(
    ("duration", "says"),
    [({"weeks": 20}, "20 weeks"), ({"months": 1}, "1 month"), ({"working_days": 20}, "20 working days"), ({}, "")],
)
def test_a_duration_in_words(duration: dict[str, int], says: str) -> None:
    assert made_up(**duration).duration_says() == says
