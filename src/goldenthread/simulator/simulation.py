"""Makes one area from a preset and a seed: the truth first, then every agency's files, then the judge's tables."""

from datetime import date
from pathlib import Path

import numpy as np

from goldenthread.simulator import attendance, conditions, truth, world
from goldenthread.simulator.settings import check_effects, error_rates, preset_called
from goldenthread.simulator.views import census, council, health, lists, rolls, sen2, sessions, ssd
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Looking
from goldenthread.simulator.views.own import Post

_DEFAULT_DAY = date(2025, 7, 18)
_AREA = 1


def simulate(
    preset: str, seed: int, out: Path, errors: str = "realistic", without: tuple[str, ...] = (), as_of: date = _DEFAULT_DAY
) -> None:
    """Writes ``out/extracts`` and ``out/truth``, byte for byte the same for the same arguments.

    ``preset`` is tiny, town or area; ``errors`` is mild, realistic or stress; ``without`` names effects to leave out;
    ``as_of`` is the day of the newest delivery. Raises SettingsError for a preset or level there is not, EffectError for an
    effect that cannot be left out.
    """
    check_effects(tuple(without))
    rates, size = error_rates(errors), preset_called(preset)
    area = world.make(size, seed, as_of, _AREA)
    true = conditions.find(truth.facts(area))
    delivery = Delivery(out, _AREA, area.people.ids)
    looking = Looking(area, rates, delivery)
    post = Post(delivery, area.time.as_of, rates.of("rows", "correction"), rates.of("rows", "withdrawn"))
    school = looking.through("school", "schools", ("upn", "uln"))
    daily = attendance.attend(area)
    rolls.send_rolls(area, school, post)
    sessions.send_sessions(area, school, daily, delivery)
    census.send_census(area, rates, school, daily, delivery)
    health.send_waits(area, rates, looking, post)
    health.send_checks(area, rates, looking, post)
    casework = looking.through("sen", "send casework", ("upn", "uln", "nhs"))
    sen2.send_sen2(area, casework, delivery)
    council.send_ehc(area, rates, casework, post)
    ssd.send_ssd(area, looking.through("care", "social care", ("upn", "nhs", "la_child_id")), delivery)
    council.send_exclusions(area, rates, looking, post)
    council.send_short_breaks(area, looking, post)
    council.send_away(area, looking, post)
    lists.send_lists(area, post)
    none = {name: np.zeros(area.people.size, dtype=bool) for name in conditions.NAMES}
    delivery.close(truth.told(area, seed, errors, tuple(without)), truth.tables(area, true, true, none, none))
