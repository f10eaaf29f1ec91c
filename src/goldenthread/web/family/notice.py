"""What the notice says: worked out from the feeds that can be read, the sources that came, and the agreement in force.

Nothing here is written by hand about any one area, so the notice cannot lag behind what the system does (TL3).
"""

from goldenthread.access import AGENCY_CATEGORY, CATEGORY_WORDS, HOLDER_WORDS, Purpose
from goldenthread.extracts import Extract, extracts
from goldenthread.law import Provision
from goldenthread.web.components.words import AGENCIES, plural
from goldenthread.web.family.held import held
from goldenthread.web.rows import Row
from goldenthread.web.sources import kinds_of
from goldenthread.web.viewing import Viewing

LOOKERS = {
    "EDU": "Schools, about their own pupils", "LASEN": "The council's SEND team", "EP": "Educational psychologists",
    "VS": "The virtual school", "EH": "Early help", "CSC": "Children's social care",
    "CWD": "The children with disabilities team", "ASC": "Adult social care", "ICB": "The integrated care board",
    "CH": "Community health services", "CAMHS": "CAMHS", "AMH": "Adult mental health", "ACUTE": "Hospitals",
}  # fmt: skip


def feeds(at: Viewing) -> list[Row]:
    """What is held, from whom and under which law: one row a feed about people, with who sent it and how new it is."""
    came = at.rows(
        """
        select source, array_agg(distinct sender) filter (where sender is not null) as senders, max(newest) as newest
        from published.source group by source
        """
    )
    told = {row["source"]: row for row in came}
    return [_feed(one, told.get(name)) for name, one in extracts().items() if one.about_people]


def _feed(one: Extract, came: Row | None) -> Row:
    senders = sorted(came["senders"] or []) if came else []
    return {
        "title": one.title,
        "ask": HOLDER_WORDS.get(one.agency, HOLDER_WORDS["LASEN"]),
        "gateway": one.gateway,
        "kept": _years(one.kept),
        "holds": held(one),
        "senders": kinds_of(senders),
        "newest": came["newest"] if came else None,
    }


def _years(kept: Provision) -> str:
    """'6 years' rather than '72 months', where it is whole years."""
    unit, number = kept.duration() or ("", 0)
    return plural(number // 12, "year") if unit == "months" and number % 12 == 0 else kept.duration_says()


def may_see(at: Viewing) -> list[Row]:
    """Who may see which kinds of record, by the sharing agreement that is in force: one row an agency."""
    found = at.rows(
        """
        with newest as (
            select distinct on (agency, holder, category, purpose) agency, holder, category, purpose, gives
            from casework.sharing_agreement
            where from_date <= %(as_of)s and (to_date is null or to_date > %(as_of)s)
            order by agency, holder, category, purpose, from_date desc, term_id desc
        )
        select agency, purpose,
               array_agg(distinct category) filter (where gives = 'full') as full_,
               array_agg(distinct category) filter (where gives = 'involvement') as hint
        from newest group by agency, purpose order by agency, purpose
        """
    )
    return [_looker(row) for row in found]


def _looker(row: Row) -> Row:
    full, hint = set(row["full_"] or []), set(row["hint"] or [])
    own = AGENCY_CATEGORY.get(row["agency"])
    return {
        "who": LOOKERS.get(row["agency"], AGENCIES.get(row["agency"], row["agency"])),
        "why": Purpose[row["purpose"]].says if row["purpose"] in Purpose.__members__ else row["purpose"],
        "full": [says for name, says in CATEGORY_WORDS.items() if name in full],
        "own": CATEGORY_WORDS.get(own or "", "") if own not in full else "",
        "hint": [says for name, says in CATEGORY_WORDS.items() if name in hint - full],
    }
