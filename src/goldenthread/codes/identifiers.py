"""The numbers people are known by, and how to tell a mistyped one: NHS number, unique pupil number, learner number.

Each rule is written twice, in Python for one number and as a DuckDB expression for a column; a property test compares
the two. A right check character is weak evidence: one random letter in 23, and one random digit in 11, passes.
Sources: NHS Data Dictionary (NHS NUMBER, modulus 11); DfE UPN guide (modulus 23); Learner Records Service (ULN).
"""

import re
from collections.abc import Callable

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S; a letter's value is its place, from 0
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_MADE_UP_NHS = "999"  # the range reserved for test data
_UNKNOWN_ULN = "9999999999"  # "not known" in the Individualised Learner Record
_KNOWN_UPN_AUTHORITIES = range(201, 939)  # the local-authority numbers DfE has issued lie within this range


def bare(text: str) -> str:
    """The identifier without spaces, dashes or case."""
    return re.sub(r"[\s\u00a0-]", "", text).upper()


def nhs_number_ok(text: str, simulated: bool = True) -> bool:
    """Whether ten digits pass modulus 11. Repeated digits never do; the 999 range only in a simulated store."""
    digits = bare(text)
    if not _TEN_DIGITS.fullmatch(digits) or len(set(digits)) == 1:
        return False
    if digits.startswith(_MADE_UP_NHS) and not simulated:
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def upn_ok(text: str) -> bool:
    """Whether thirteen characters pass modulus 23. A temporary number, ending in a letter, can pass too."""
    upn = bare(text)
    if not _UPN.fullmatch(upn) or any(letter not in UPN_LETTERS for letter in (upn[0], upn[12]) if letter.isalpha()):
        return False
    values = (int(mark) if mark.isdigit() else UPN_LETTERS.index(mark) for mark in upn[1:])
    return UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % 23] == upn[0]


def upn_authority_known(text: str) -> bool:
    """Whether the council number inside a unique pupil number is one DfE could have issued: a reason to warn only."""
    upn = bare(text)
    return bool(_UPN.fullmatch(upn)) and int(upn[1:4]) in _KNOWN_UPN_AUTHORITIES


def uln_ok(text: str) -> bool:
    """Whether ten digits pass the learner number's modulus 11. 9999999999 means not known and fails."""
    digits = bare(text)
    if not _TEN_DIGITS.fullmatch(digits) or digits[0] == "0" or digits == _UNKNOWN_ULN:
        return False
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return rest != 0 and 10 - rest == int(digits[9])


def bare_sql(column: str) -> str:
    """DuckDB expression: ``column`` without spaces, dashes or case; null when nothing is left."""
    return f"nullif(upper(regexp_replace({column}, '[\\s\\x{{a0}}-]', '', 'g')), '')"


def _digit(column: str, place: int) -> str:
    return f"(ascii(substr({column}, {place}, 1)) - 48)"


def _weighted(column: str) -> str:
    return " + ".join(f"{_digit(column, place)} * {11 - place}" for place in range(1, 10))


def nhs_number_sql(column: str, simulated: bool = True) -> str:
    """DuckDB expression: true when ``column``, already bare, holds a valid NHS number; null for null."""
    made_up = "" if simulated else f" and not starts_with({column}, '{_MADE_UP_NHS}')"
    return (
        f"({column} similar to '[0-9]{{10}}' and {column} <> repeat(substr({column}, 1, 1), 10){made_up}"
        f" and (11 - ({_weighted(column)}) % 11) <> 10"
        f" and (11 - ({_weighted(column)}) % 11) % 11 = {_digit(column, 10)})"
    )


def uln_sql(column: str) -> str:
    """DuckDB expression: true when ``column``, already bare, holds a valid unique learner number; null for null."""
    return (
        f"({column} similar to '[1-9][0-9]{{9}}' and {column} <> '{_UNKNOWN_ULN}'"
        f" and ({_weighted(column)}) % 11 <> 0 and 10 - ({_weighted(column)}) % 11 = {_digit(column, 10)})"
    )


def upn_sql(column: str) -> str:
    """DuckDB expression: true when ``column``, already bare, holds a valid unique pupil number; null for null."""
    letters = f"[{UPN_LETTERS}]"
    middle = " + ".join(f"{_digit(column, place)} * {place}" for place in range(2, 13))
    last = (
        f"(case when substr({column}, 13, 1) similar to '[0-9]' then {_digit(column, 13)}"
        f" else instr('{UPN_LETTERS}', substr({column}, 13, 1)) - 1 end)"
    )
    return (
        f"({column} similar to '{letters}[0-9]{{11}}([0-9]|{letters})'"
        f" and substr('{UPN_LETTERS}', (({middle} + {last} * 13) % 23) + 1, 1) = substr({column}, 1, 1))"
    )


CHECKS: dict[str, Callable[[str], bool]] = {"NHS": nhs_number_ok, "UPN": upn_ok, "ULN": uln_ok}
