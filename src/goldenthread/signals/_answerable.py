"""Whether a sign can be looked for at all: has what it rests on come, and is it fresh?

What has not come yet is *not known*, never *no*. A sign that needs a table nobody ever sent is not looked for; one that
rests on a feed having nothing is not looked for while that feed is late. Every other feed that is late, or that never
came while another fed the same table, is said beside what was found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.engine import Engine
from goldenthread.extracts import extracts
from goldenthread.signals._signal import Signal

NEVER, LATE, FRESH = "never", "late", "fresh"
_STEPS = (FRESH, LATE, NEVER)


@dataclass(frozen=True)
class Standing:
    """How one table or one extract stands: never, late or fresh, and why."""

    state: str
    because: str


@dataclass(frozen=True)
class Feeds:
    """Every table rules read, and every extract's senders, as they stand on the day."""

    tables: Mapping[str, Standing]
    senders: Mapping[str, list[Standing]]

    def of(self, name: str) -> Standing:
        """How a table, or else an extract, stands; an extract stands as its freshest sender does."""
        if name in self.tables:
            return self.tables[name]
        told = self.senders.get(name, [])
        nobody = Standing(NEVER, f"nothing has been received about {name.replace('_', ' ')}.")
        return min(told, key=lambda one: _STEPS.index(one.state), default=nobody)


def feeds(engine: Engine) -> Feeds:
    """Reads ``feed`` and ``source``, which intake makes."""
    tables = {
        record: Standing(state, because or f"{record.replace('_', ' ')}: {state}.")
        for record, state, because in engine.rows("select record, state, because from feed order by record")
    }
    senders: dict[str, list[Standing]] = {}
    for source, sender, state, because in engine.rows(_SENDERS):
        senders.setdefault(source, []).append(Standing(state, because or f"{source} from {sender}: {state}."))
    return Feeds(tables, senders)


def not_known(signal: Signal, now: Feeds) -> tuple[bool, list[str]]:
    """Whether the sign cannot be looked for, and the sentences that say what is not known and why."""
    needed = {need: now.of(need) for need in signal.needs}
    silent = [now.of(name) for name in signal.silence]
    came = [need for need, standing in needed.items() if standing.state != NEVER]
    senders = [one for source in _feeding(came) for one in now.senders.get(source, [])]
    barred = len(came) < len(needed) or any(one.state != FRESH for one in silent)
    return barred, _sentences([*needed.values(), *silent, *senders])


def _sentences(all_of: Iterable[Standing]) -> list[str]:
    return sorted({_sentence(one.because) for one in all_of if one.state != FRESH})


def _sentence(because: str) -> str:
    if because.startswith("Not known"):
        return because
    return f"Not known: {because[0].lower()}{because[1:]}" if because.startswith("No") else f"Not known: {because}"


def _feeding(needs: Iterable[str]) -> list[str]:
    """The extracts that any of these tables is read from."""
    wanted = set(needs)
    return [name for name, extract in extracts().items() if wanted & {makes.record for makes in extract.records}]


_SENDERS = "select source, sender, state, because from source order by source, sender"
