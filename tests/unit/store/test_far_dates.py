"""A day around which working days are not known is refused in a sentence, and changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from goldenthread import pipeline
from goldenthread.calendars import FIRST_YEAR, LAST_YEAR
from goldenthread.store import Store, StoreError


@pytest.mark.parametrize("day", [date(LAST_YEAR + 1, 1, 1), date(LAST_YEAR - 1, 6, 1), date(FIRST_YEAR, 6, 1)])
def test_a_day_outside_the_calendar_is_refused_in_a_sentence(tmp_path: Path, day: date) -> None:
    store = Store.create(tmp_path / "store")
    with pytest.raises(StoreError, match=f"as of {day}: working days are known"):
        pipeline.refresh(store, "", day)
    assert store.runs() == []
