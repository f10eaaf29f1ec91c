"""Turns codes into the words people use, inside a rule."""

from goldenthread.codes import lists

# the exceptions that reg 8(2) gives an adviser, and the same inside a rule
ADVICE_EXCEPTIONS = ("EX-PERS", "EX-AWAY", "EX-APPT")
LISTED_ADVICE_EXCEPTIONS = f"({', '.join(repr(code) for code in ADVICE_EXCEPTIONS)})"

# why a request for a new assessment of a child who has a plan is held to no limit of a first request
REASSESSED = (
    "It is a reassessment of an existing plan: regulations 25 and 27 of the SEND Regulations 2014 set other limits for "
    "it, which are not counted here yet."
)


def coded(column: str, code_list: str) -> str:
    """A portable SQL expression: the meaning of ``column`` in a code list, or the code as it was sent."""
    meanings = {**lists()[code_list].codes, **lists()[code_list].retired}
    whens = " ".join(f"when '{code}' then '{_escaped(says)}'" for code, says in meanings.items())
    return f"(case {column} {whens} else {column} end)"


def _escaped(text: str) -> str:
    return text.replace("'", "''")
