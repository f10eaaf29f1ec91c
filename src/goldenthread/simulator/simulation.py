"""Makes one area from a preset and a seed: the truth first, then every agency's files, then the judge's tables."""

from datetime import date
from pathlib import Path

from goldenthread.simulator import attendance, conditions, shown, truth, world
from goldenthread.simulator.planting import plant
from goldenthread.simulator.settings import ErrorRates, check_effects, error_rates, preset_called
from goldenthread.simulator.views import census, council, health, lists, rolls, sen2, sessions, ssd
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Looking
from goldenthread.simulator.views.own import Post

_DEFAULT_DAY = date(2025, 7, 18)
_AREA = 1


def simulate(
    preset: str,
    seed: int,
    out: Path,
    errors: str = "realistic",
    without: tuple[str, ...] = (),
    as_of: date = _DEFAULT_DAY,
) -> None:
    """Writes ``out/extracts`` and ``out/truth``, byte for byte the same for the same arguments.

    ``preset`` is tiny, town or area; ``errors`` is mild, realistic or stress; ``without`` names effects to leave out;
    ``as_of`` is the day of the newest delivery. Raises SettingsError for a preset or level there is not,
    EffectError for an
    effect that cannot be left out.
    """
    check_effects(tuple(without))
    rates, size = error_rates(errors), preset_called(preset)
    area = world.make(size, seed, as_of, _AREA)
    beds = plant(area)
    delivery = Delivery(out, _AREA, area.people.ids)
    sent = _send(area, rates, delivery)
    true, delivered = conditions.find(truth.facts(area)), conditions.find(shown.facts(area, sent))
    told = truth.told(area, seed, errors, tuple(without))
    delivery.close(told, truth.tables(area, true, delivered, beds.planted, beds.negatives))


def _send(area: world.World, rates: ErrorRates, delivery: Delivery) -> shown.Sent:
    """Every agency's files; returns the newest rows of those the conditions rest on."""
    looking = Looking(area, rates, delivery)
    post = Post(delivery, area.time.as_of, rates.of("rows", "correction"))
    school = looking.through("school", "schools", ("upn", "uln"))
    casework = looking.through("sen", "send casework", ("upn", "uln", "nhs"))
    social = looking.through("care", "social care", ("upn", "nhs", "la_child_id"))
    daily = attendance.attend(area)
    roll = rolls.send_rolls(area, school, post)
    sessions.send_sessions(area, school, daily, delivery)
    census.send_census(area, rates, school, daily, delivery)
    sen2.send_sen2(area, casework, delivery)
    ssd.send_ssd(area, social, delivery)
    waits = health.send_waits(area, rates, looking, post)
    health.send_checks(area, looking, post)
    cases, reviews = council.send_ehc(area, rates, casework, post)
    notices = council.send_exclusions(area, rates, looking, post)
    packages, break_events = council.send_short_breaks(area, looking, post)
    placements, away_events = council.send_away(area, looking, post)
    lists.send_lists(area, post)
    return shown.Sent(roll, waits, cases, reviews, notices, packages, break_events, placements, away_events)
