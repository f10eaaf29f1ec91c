"""The check-digit rules: the published vectors, any single slip, and the Python rule against its SQL twin."""

import string

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.codes.identifiers import (
    CHECKS,
    UPN_LETTERS,
    bare,
    bare_sql,
    nhs_number_ok,
    nhs_number_sql,
    uln_ok,
    uln_sql,
    upn_authority_known,
    upn_ok,
    upn_sql,
)

VALID_NHS = ("9434765919", "9434765870", "4010232137", "943 476 5919", "943-476-5919")
INVALID_NHS = (
    "9434765918",  # wrong check digit
    "0000000000",
    "1111111111",
    "9999999999",  # these three pass the sum and are no numbers
    "943476591",
    "94347659199",
    "943476591A",
    "",
)
VALID_UPN = ("H801200001001", "B801200005001", "b801200005001", " B801 200005001")
INVALID_UPN = (
    "A801200005001",  # wrong check letter
    "I801200001001",  # I, O and S are not letters of the scheme
    "O801200001001",
    "S801200001001",
    "B80120000500I",
    "B80120000500",
    "B8012000050011",
    "8801200005001",
    "",
)
VALID_ULN = ("1000000027", "1000000035")
INVALID_ULN = ("1000000026", "9999999999", "0000000000", "0100000027", "100000002", "")
SQL = {"NHS": nhs_number_sql, "UPN": upn_sql, "ULN": uln_sql}

digits = st.text(string.digits, min_size=9, max_size=9)
upn_body = st.text(string.digits, min_size=12, max_size=12)
anything = st.one_of(
    st.text(string.digits, min_size=8, max_size=11),
    st.text(string.digits + UPN_LETTERS + "IOS", min_size=12, max_size=14),
    st.builds(str.__add__, st.sampled_from(string.ascii_uppercase), upn_body),
    st.builds(
        lambda a, b, c: a + b + c,
        st.sampled_from(UPN_LETTERS),
        st.text(string.digits, min_size=11, max_size=11),
        st.sampled_from(UPN_LETTERS + "IOS"),
    ),
    st.text(max_size=15),
)


def sql_says(rule: str, texts: list[str]) -> list[tuple[str | None, bool | None]]:
    """What the SQL rule makes of texts as sent: bare form and verdict."""
    connection = duckdb.connect()
    connection.execute("create table sent (n integer, as_sent varchar)")
    connection.executemany("insert into sent values (?, ?)", list(enumerate(texts)))
    return connection.execute(
        f"select bare, {SQL[rule]('bare')} from (select n, {bare_sql('as_sent')} as bare from sent) order by n"
    ).fetchall()


def with_check(body: str) -> str | None:
    """Nine digits and their NHS check digit; None where the sum allows none."""
    check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else body + str(check % 11)


@pytest.mark.parametrize(
    ("rule", "texts", "expected"),
    [
        ("NHS", VALID_NHS, True),
        ("NHS", INVALID_NHS, False),
        ("UPN", VALID_UPN, True),
        ("UPN", INVALID_UPN, False),
        ("ULN", VALID_ULN, True),
        ("ULN", INVALID_ULN, False),
    ],
)
def test_published_vectors(rule: str, texts: tuple[str, ...], expected: bool) -> None:
    assert [text for text in texts if CHECKS[rule](text) is not expected] == []
    verdicts = sql_says(rule, list(texts))
    assert all(verdict is expected for shape, verdict in verdicts if shape is not None)


def test_a_worked_example_by_hand() -> None:
    """B801200005001: 8*2 + 0*3 + 1*4 + 2*5 + 0 + 0 + 0 + 0 + 5*10 + 0 + 0 + 1*13 = 93 = 4*23 + 1, and letter 1 is B."""
    assert 93 % 23 == 1
    assert UPN_LETTERS[1] == "B"
    assert len(UPN_LETTERS) == 23
    assert upn_ok("B801200005001")


def test_a_blank_is_not_known_rather_than_wrong() -> None:
    for rule in SQL:
        assert sql_says(rule, ["", "  ", "\u00a0"]) == [(None, None)] * 3


def test_numbers_made_for_tests_are_right_only_in_a_made_up_area() -> None:
    made_up = next(n for n in (with_check(f"999{i:06d}") for i in range(100)) if n)
    assert nhs_number_ok(made_up)
    assert not nhs_number_ok(made_up, simulated=False)
    found = duckdb.connect().execute(
        f"select {nhs_number_sql('x')}, {nhs_number_sql('x', simulated=False)} from (select '{made_up}' as x)"
    )
    assert found.fetchone() == (True, False)
    assert nhs_number_ok("9434765919", simulated=False)


def test_an_unissued_authority_is_a_reason_to_warn_and_no_more() -> None:
    assert upn_authority_known("B801200005001")
    assert not upn_authority_known("B001200005001")
    assert not upn_authority_known("not a number")


@given(st.lists(anything, min_size=1, max_size=60))
@settings(deadline=None, max_examples=25)
def test_python_and_sql_agree(texts: list[str]) -> None:
    texts = [text for text in texts if "\x00" not in text]
    for rule, check in CHECKS.items():
        for text, (shape, verdict) in zip(texts, sql_says(rule, texts), strict=True):
            if text.isascii():
                assert shape == (bare(text) or None)
            assert verdict is (None if shape is None else check(shape)), (rule, text)


@given(digits, st.integers(0, 9), st.integers(1, 9))
@settings(max_examples=200)
def test_one_wrong_digit_never_passes_as_an_nhs_number(body: str, place: int, by: int) -> None:
    number = with_check(body)
    if number is None or len(set(number)) == 1:
        return
    assert nhs_number_ok(number)
    slip = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not nhs_number_ok(slip)


@given(digits, st.integers(0, 8))
@settings(max_examples=200)
def test_two_neighbouring_digits_swapped_never_pass_as_an_nhs_number(body: str, place: int) -> None:
    number = with_check(body)
    if number is None or number[place] == number[place + 1]:
        return
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not nhs_number_ok(swapped)


@given(upn_body, st.integers(0, 11), st.integers(1, 9))
@settings(max_examples=200)
def test_one_wrong_digit_never_passes_as_a_pupil_number(body: str, place: int, by: int) -> None:
    [letter] = [letter for letter in UPN_LETTERS if upn_ok(letter + body)]
    slip = body[:place] + str((int(body[place]) + by) % 10) + body[place + 1 :]
    assert not upn_ok(letter + slip)


@given(st.text(string.digits, min_size=11, max_size=11), st.sampled_from(UPN_LETTERS))
@settings(max_examples=100)
def test_a_temporary_pupil_number_has_exactly_one_check_letter(body: str, last: str) -> None:
    assert sum(upn_ok(letter + body + last) for letter in UPN_LETTERS) == 1


@given(digits)
@settings(max_examples=200)
def test_a_learner_number_has_at_most_one_check_digit(body: str) -> None:
    assert sum(uln_ok(body + str(check)) for check in range(10)) <= 1
