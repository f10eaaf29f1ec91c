"""Which loads count: those held, that no later reading of the same file has replaced."""

from collections.abc import Iterable

from goldenthread.store import Load


def standing(loads: Iterable[Load]) -> list[Load]:
    """The loads that count, oldest first, out of every load there is.

    A load that was read again stays replaced even when the newer reading is withdrawn: both are of one file.
    """
    listed = list(loads)
    replaced = {earlier for load in listed for earlier in load.more.get("replaces", ())}
    return [load for load in listed if load.state == "held" and load.load_id not in replaced]
