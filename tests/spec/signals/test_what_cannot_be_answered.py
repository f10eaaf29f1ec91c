"""What has not come, or is late, is 'not known, because …': never 'no', and never silence."""

import pytest

from goldenthread.engine import DuckDBEngine
from goldenthread.records import agency_tables
from goldenthread.signals import LIVE, SHADOW, TRIAL, run, signals

AS_OF_ROWS = """
    short_break | child_id | package_id | legal_basis | version_started | started
                | Asha     | P1         | S17         | 2024-02-05      | 2024-02-05
"""


def test_a_table_nobody_ever_sent_makes_the_sign_not_known(look):
    looked = look(
        "short_break_unreviewed",
        f"""{AS_OF_ROWS}
        feed | record            | state | because
             | short_break       | fresh |
             | short_break_event | fresh |
             | care_review       | never | no social-care review has been received.
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"everyone": "Not known: no social-care review has been received."}


def test_a_table_intake_does_not_speak_of_is_as_one_nobody_sent(look):
    looked = look(
        "stuck_waiting",
        """
        health_wait | child_id | service | requested
                    | Ben      | OT      | 2024-01-10
        feed        | record      | state
                    | care_review | fresh
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"everyone": "Not known: nothing has been received about health wait."}


def test_where_having_nothing_is_the_sign_a_late_feed_makes_it_not_known(look):
    looked = look(
        "short_break_unreviewed",
        f"""{AS_OF_ROWS}
        source | source              | sender | state | because
               | short_break_events  | LA:941 | late  | the short-breaks register is 50 days old.
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"everyone": "Not known: the short-breaks register is 50 days old."}


def test_one_late_sender_of_several_is_said_beside_what_was_found(look):
    looked = look(
        "short_break_unreviewed",
        f"""{AS_OF_ROWS}
        source | source              | sender | state | because
               | short_break_events  | LA:941 | fresh |
               | short_break_events  | LA:942 | late  | LA:942 has sent nothing since 1 May 2025.
        """,
    )
    assert sorted(looked.named) == ["Asha"]
    assert looked.not_known == {"everyone": "Not known: LA:942 has sent nothing since 1 May 2025."}


def test_an_extract_that_never_came_is_said_where_another_fed_the_same_table(look):
    looked = look(
        "short_break_unreviewed",
        f"""{AS_OF_ROWS}
        source | source              | sender | state | because
               | short_break_events  | LA:941 | fresh |
               | ssd                 |        | never | Safeguarding Dataset: nothing has been received.
               | school_roll         |        | never | School roll: nothing has been received.
        """,
    )
    assert sorted(looked.named) == ["Asha"]
    assert looked.not_known == {"everyone": "Not known: Safeguarding Dataset: nothing has been received."}


def test_a_late_feed_that_says_something_is_still_believed_and_its_age_said(look):
    looked = look(
        "stuck_waiting",
        """
        health_wait | child_id | service | requested
                    | Ben      | OT      | 2024-01-10
        feed        | record      | state | because
                    | health_wait | late  | the newest waiting list is of 2 June 2025.
        """,
    )
    assert sorted(looked.named) == ["Ben"]
    assert looked.not_known == {"everyone": "Not known: the newest waiting list is of 2 June 2025."}


@pytest.mark.parametrize("sign", signals())
def test_each_table_left_out_in_turn_is_not_known(sign, look):
    for missing in signals()[sign].needs:
        told = "".join(
            f"\n             | {record} | {'never' if record == missing else 'fresh'}" for record in agency_tables()
        )
        looked = look(sign, f"        feed | record | state{told}")
        assert looked.named == {}
        assert looked.not_known == {"everyone": f"Not known: {missing.replace('_', ' ')}: never."}


@pytest.fixture
def register(area: DuckDBEngine):
    def read(undecided: str) -> dict[str, str]:
        run(area, look_on, undecided)
        return dict(area.rows("select signal, status from signal_register"))

    from datetime import date

    look_on = date(2025, 7, 18)
    yield read
    if "fact_signal_status" in area.tables():
        area.create("fact_signal_status", "select * from fact_signal_status where false")


def test_a_sign_starts_in_shadow_until_a_named_person_lets_it_through(area, register):
    assert set(register(SHADOW).values()) == {SHADOW}
    assert set(register(LIVE).values()) == {LIVE}
    area.create(
        "fact_signal_status",
        """
        select * from (values
            (1, 'stuck_waiting', 'live'), (2, 'stuck_waiting', 'shadow'), (3, 'bounced', 'trial'), (4, 'gone', 'live')
        ) v(status_id, signal, status)
        """,
    )
    told = register(SHADOW)
    assert told["bounced"] == TRIAL
    assert told["stuck_waiting"] == SHADOW  # the newest decision holds
    assert "gone" not in told
