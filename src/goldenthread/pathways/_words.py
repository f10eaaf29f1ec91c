"""Turns codes into the words people use, inside a rule."""

from goldenthread.codes import lists


def coded(column: str, code_list: str) -> str:
    """A portable SQL expression: the meaning of ``column`` in a code list, or the code as it was sent."""
    meanings = {**lists()[code_list].codes, **lists()[code_list].retired}
    whens = " ".join(f"when '{code}' then '{_escaped(says)}'" for code, says in meanings.items())
    return f"(case {column} {whens} else {column} end)"


def _escaped(text: str) -> str:
    return text.replace("'", "''")
