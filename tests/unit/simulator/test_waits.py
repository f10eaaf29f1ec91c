"""A health service's list is a queue: who was referred first is seen first, in the band they were put in."""

from datetime import date

import numpy as np
import pytest

from goldenthread.simulator import world
from goldenthread.simulator.settings import preset_called


@pytest.mark.parametrize("seed", [3, 8])
def test_only_those_who_missed_their_turn_are_seen_after_the_next_in_the_queue(seed: int) -> None:
    waits = world.make(preset_called("town"), seed, date(2025, 7, 18)).waits
    seen = waits["first_contact"] != 0
    overtaken = total = 0
    for service in sorted(set(waits["service"].tolist())):
        mine = seen & (waits["service"] == service) & (waits["band"] == "STD")
        order = np.argsort(waits["original"][mine], kind="stable")
        later = np.diff(waits["first_contact"][mine][order])
        overtaken += int(np.sum(later < -7))
        total += len(later)
    assert total > 1000
    assert overtaken / total < 0.10  # six in a hundred of those called miss their turn, and wait on
