"""Whether this store may be called real: what must hold first, who confirmed it, and when.

The rules are those of the trust rules (docs/trust-rules.md) that are marked for real data. What the product holds by
itself is worked out here from the store; what only people can know, a named person confirms with a reason. Nobody can
release a store while one of the first kind does not hold, or while this version does only part of a rule.
"""

from dataclasses import asdict, dataclass
from typing import Any

from goldenthread.extracts import extracts
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

# feeds that no default build may read (TL1)
NEVER_READ = ("police", "offence", "benefit", "housing", "exploitation")


@dataclass(frozen=True)
class Rule:
    """One thing that must hold before real data is used. ``confirmed``: by a person; else worked out."""

    rule: str  # the trust rule it answers
    says: str
    confirmed: bool
    lacks: str = ""  # what this version does not do of the whole rule; while anything is lacking, no store is real


RULES = (
    Rule("TL1", "No police, benefits or housing feed can be read by this build", False),
    Rule(
        "TL2",
        "Every sign in the run in force is in the published register, with what it rests on",
        False,
        "error rates by group are not measured",
    ),
    Rule(
        "TL9",
        "Every look is in the audit log, and its newest hash outside the database",
        False,
        "families cannot read the log themselves; staff read it to them",
    ),
    Rule(
        "TL12",
        "No sign is anybody's work before a named person let it through",
        False,
        "a past run cannot be worked out again with the rules of its day",
    ),
    Rule(
        "TL3",
        "Families were told before the first file came: the notice was published and its date is known",
        True,
    ),
    Rule(
        "TL8",
        "The sharing agreement in force is the partnership's own and is signed",
        True,
        "a received file is kept whole, with columns that are never read",
    ),
    Rule(
        "TL10",
        "Restricted children (protected address, adoption, sealed) were checked with those who know them",
        True,
        "a seal or a withheld category is obeyed and has no page to record it on; consent and prosecution have no feed",
    ),
    Rule(
        "TL22",
        "Impact assessment, record of processing, joint-controller agreement and equality assessment exist",
        True,
        "whether it helped families is not measured; nothing makes sure that an objection is answered",
    ),
)


def standing(at: Viewing) -> Row:
    """Whether the store is real, and if not, why not: ``state`` is made_up, released or not_released."""
    release = at.row("select rules, by_name, at, why from casework.real_data_release order by release_id desc limit 1")
    found = [_whole(one, _holds(at, one, release)) for one in RULES]
    missing = [one for one in found if not one["holds"]]
    state = "made_up" if at.simulated else "not_released" if missing or release is None else "released"
    return {"state": state, "rules": found, "missing": missing, "release": release}


def _whole(rule: Rule, told: dict[str, Any]) -> dict[str, Any]:
    """A rule holds when what was asked of it does, and this version does all of it."""
    return {**asdict(rule), **told, "holds": told["holds"] and not rule.lacks, "partly": told["holds"] and rule.lacks}


def _holds(at: Viewing, rule: Rule, release: Row | None) -> dict[str, Any]:
    if not rule.confirmed:
        holds, because = _CHECKS[rule.rule](at)
        return {"holds": holds, "because": because}
    told = release is not None and rule.rule in release["rules"]
    return {
        "holds": told,
        "because": f"Confirmed by {release['by_name']}" if told and release else "Nobody has confirmed it",
    }


def _no_such_feed(_: Viewing) -> tuple[bool, str]:
    found = [name for name in extracts() if any(word in name for word in NEVER_READ)]
    return (
        not found,
        f"{len(extracts())} feeds can be read, none of those" if not found else f"It can: {', '.join(found)}",
    )


def _registered(at: Viewing) -> tuple[bool, str]:
    found = at.row(
        """
        select count(*) as number, string_agg(title, '; ' order by title) filter (
                   where coalesce(says, '') = '' or coalesce(basis, '') = '' or coalesce(expires, '') = '') as missing
        from published.signal_register
        """
    ) or {"number": 0, "missing": None}
    if found["missing"]:
        return False, f"Without a complete entry: {found['missing']}"
    if not found["number"]:
        return False, "No sign has been published yet"
    return True, f"{found['number']} signs, each with a complete entry"


def _logged(at: Viewing) -> tuple[bool, str]:
    from django.conf import settings

    from goldenthread.store import audit

    kept, known = audit.kept_head(settings.STORE)
    found = at.row(
        """
        select coalesce(max(number), 0) as newest,
               (select encode(c.hash, 'hex') from audit.chain c where c.number = %(kept)s) as held
        from audit.chain
        """,
        kept=kept,
    ) or {"newest": 0, "held": None}
    newest, holds = found["newest"], kept > 0 and found["held"] == known
    return holds, f"{newest:,} entries; the copy outside the database stands at {kept:,}"


def _let_through(at: Viewing) -> tuple[bool, str]:
    found = at.rows(
        """
        select r.title from published.signal_register r
        where r.status <> 'shadow' and not exists (
            select 1 from casework.signal_status s where s.signal = r.signal and s.status = r.status)
        order by r.title
        """
    )
    if found:
        return False, f"Let through by nobody: {'; '.join(row['title'] for row in found)}"
    return True, "Every sign is in shadow, or a named person let it through"


_CHECKS = {"TL1": _no_such_feed, "TL2": _registered, "TL9": _logged, "TL12": _let_through}
