"""What must hold of the simulator's parts whatever is drawn: exact shares, right check letters, ages, terms."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.codes import identifiers as rules
from goldenthread.simulator import identifiers
from goldenthread.simulator.dates import as_date, day, half_terms, months_before, to_weekday, years_old
from goldenthread.simulator.draws import Draws, shared_out, top

_DAYS = st.dates(date(1996, 1, 1), date(2039, 12, 31))


@given(born=_DAYS, on=_DAYS)
def test_age_counts_birthdays(born: date, on: date) -> None:
    birthdays = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    assert years_old(np.array([day(born)]), day(on))[0] == birthdays


@given(on=_DAYS, months=st.integers(1, 24))
def test_months_before_is_the_corresponding_day_or_the_months_last(on: date, months: int) -> None:
    found = as_date(months_before(day(on), months))
    assert (found.year * 12 + found.month) == on.year * 12 + on.month - months
    assert found.day == on.day or (found.day < on.day and (found + timedelta(days=1)).day == 1)


@given(on=_DAYS)
def test_work_moves_off_weekends_forward(on: date) -> None:
    moved = as_date(to_weekday(np.array([day(on)]))[0])
    assert moved.weekday() < 5
    assert 0 <= (moved - on).days <= 2


@given(year=st.integers(2012, 2035))
def test_half_terms_follow_each_other_with_about_190_school_days(year: int) -> None:
    halves = half_terms(year)
    assert all(a.last < b.first for a, b in pairwise(halves))
    days = np.concatenate([half.school_days() for half in halves])
    assert 183 <= len(days) <= 203
    assert all(as_date(number).weekday() < 5 for number in days)


@given(total=st.integers(0, 5000), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=30))
def test_shares_add_up_and_lie_within_one_of_proportion(total: int, weights: list[int]) -> None:
    shares = shared_out(total, weights)
    assert shares.sum() == total
    assert all(abs(share - total * weight / sum(weights)) < 1 for share, weight in zip(shares, weights, strict=True))


@given(data=st.data())
def test_a_quota_is_exact_and_takes_the_highest(data: st.DataObject) -> None:
    among = np.array(data.draw(st.lists(st.booleans(), min_size=1, max_size=40)))
    score = np.array(data.draw(st.lists(st.integers(-5, 5), min_size=len(among), max_size=len(among))), dtype=float)
    count = data.draw(st.integers(0, 50))
    marked = top(among, count, score)
    assert marked.sum() == min(count, among.sum())
    assert not (marked & ~among).any()
    if marked.any() and (among & ~marked).any():
        assert score[marked].min() >= score[among & ~marked].max()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_nhs_numbers_are_valid_different_and_of_the_test_range(seed: int) -> None:
    numbers = identifiers.nhs_numbers(np.random.default_rng(seed), 300).tolist()
    assert len(set(numbers)) == 300
    assert all(number.startswith("999") and rules.nhs_number_ok(number) for number in numbers)


@given(
    school=st.integers(1000, 9999), year=st.integers(2000, 2030), serial=st.integers(0, 999), temporary=st.booleans()
)
def test_pupil_numbers_have_their_check_letter_and_no_real_council(
    school: int, year: int, serial: int, temporary: bool
) -> None:
    upn = identifiers.pupil_numbers(*(np.array([n]) for n in (school, year, serial)), temporary=temporary)[0]
    assert rules.upn_ok(upn)
    assert not rules.upn_authority_known(upn)
    assert upn[-1].isalpha() == temporary


@given(serial=st.integers(1, 99_999))
def test_learner_numbers_have_their_check_digit(serial: int) -> None:
    uln = identifiers.learner_numbers(np.array([serial]))[0]
    assert uln is None or rules.uln_ok(uln)


@given(stage=st.text(min_size=1, max_size=20), seed=st.integers(0, 2**31))
def test_a_stage_has_one_stream_and_another_stage_another(stage: str, seed: int) -> None:
    draws = Draws(seed, 1)
    assert draws(stage).random() == draws(stage).random()
    assert draws(stage).random() != draws(stage + "x").random()
    assert draws(stage).random() != Draws(seed, 2)(stage).random()
