"""What pages may show of a cell that was set aside: what is wrong with it, and nothing of who it is about."""

import re

from goldenthread.extracts import Heading, Kind

_TELLS_WHO = frozenset({Kind.TEXT, Kind.NAME, Kind.NHS, Kind.UPN, Kind.ULN, Kind.SURROGATE})
_OF_A_LIFE = ("birth", "dob", "death", "postcode", "address")  # what else tells who a child is, or where it lives
# what is shown as sent: a short code, a date or a small number; a row whose columns slipped has names in any column
_SHORT_CODE = "[A-Za-z0-9]{1,4}"
_DATE_OR_NUMBER = "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{1,4}"
_MOST = 40  # letters of a cell
_OFTEN = 3  # rows; a code that stands in as many is a code, whatever its length


def shown(heading: Heading, cell: str) -> str:
    """SQL of what may be shown of ``cell``: as sent, its form alone ('aaa-99'), or null where it tells who it is."""
    if heading.kind in _TELLS_WHO or any(word in heading.name for word in _OF_A_LIFE):
        return "cast(null as varchar)"
    as_sent = _SHORT_CODE if heading.kind in (Kind.CODE, Kind.CODES) else _DATE_OR_NUMBER
    form = rf"regexp_replace(regexp_replace(left({cell}, {_MOST}), '\pL', 'a', 'g'), '[0-9]', '9', 'g')"
    return f"case when regexp_full_match({cell}, '{as_sent}') then {cell} else {form} end"


def protected(flags: list[str]) -> str:
    """SQL over a row of ``raw`` and ``read``: whether one of its ``flags`` says, or may say, that it is protected."""
    said = (f'(raw."{flag}" is not null and read."{flag}" is distinct from false)' for flag in flags)
    return " or ".join(said) or "false"


def told(code: str, rows: int) -> str:
    """A code that is in no list, as a finding tells it: as sent where it is short or stands in several rows."""
    if rows >= _OFTEN or re.fullmatch(_SHORT_CODE, code):
        return code[:_MOST]
    return re.sub(r"[0-9]", "9", re.sub(r"[^\W\d_]", "a", code[:_MOST]))
