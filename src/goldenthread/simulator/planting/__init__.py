"""Plants the failings the product must find, and near misses that it must leave alone."""

from goldenthread.simulator.planting.adoption import adopt
from goldenthread.simulator.planting.beds import Beds
from goldenthread.simulator.planting.care import plant_contacts, plant_short_breaks
from goldenthread.simulator.planting.school import plant_away, plant_suspensions
from goldenthread.simulator.planting.waiting import plant_lists, plant_long_waits
from goldenthread.simulator.world import World

__all__ = ["Beds", "plant"]


def plant(world: World) -> Beds:
    """Changes true events so that each of the six conditions has the children it needs; returns whom it touched.

    A condition that arises by itself is filled up to its number; at least a quarter of the number is always planted.
    """
    beds = Beds(world)
    adopt(beds)
    plant_lists(beds)
    plant_long_waits(beds)
    plant_contacts(beds)
    plant_suspensions(beds)
    plant_short_breaks(beds)
    plant_away(beds)
    return beds
