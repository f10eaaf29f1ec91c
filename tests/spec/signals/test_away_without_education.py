"""Residential, in another council's area, aged 5 to 17, no education for six weeks, every visit held (T26)."""

SIGN = "away_without_education"


def test_visited_and_without_education_for_six_weeks(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started
                       | Asha     | P1           | CH           | LA:941  | LA:942  | 2025-01-13
        away_event     | child_id | placement_id | kind | due        | held       | education_status | education_since
                       | Asha     | P1           | V28  | 2025-03-03 | 2025-03-03 | FT               | 2025-01-20
                       | Asha     | P1           | V28  | 2025-06-02 | 2025-06-02 | NONE             | 2025-05-06
                       | Asha     | P1           | V28  | 2025-07-14 | 2025-07-14 | NONE             | 2025-05-06
        child          | child_id | born
                       | Asha     | 2011-03-04
        """,
    )
    assert looked.named == {"Asha": "2025-06-17"}
    assert looked.says == {
        "Asha": "Living away in another council's area since 13 January 2025; no education since 6 May 2025"
    }
    assert looked.because == {"Asha": ["away_placement:1", "away_event:2", "away_event:3"]}


def test_six_weeks_are_counted_to_the_day(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started
                       | Six      | P1           | CH           | LA:941  | LA:942  | 2025-01-13
                       | Nearly   | P2           | CH           | LA:941  | LA:942  | 2025-01-13
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | Six      | P1           | V28  | 2025-07-14 | NONE             | 2025-06-06
                       | Nearly   | P2           | V28  | 2025-07-14 | NONE             | 2025-06-07
        child          | child_id | born
                       | Six      | 2011-03-04
                       | Nearly   | 2011-03-04
        """,
    )
    assert looked.named == {"Six": "2025-07-18"}


def test_the_newest_statement_holds_and_not_known_breaks_nothing(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started    | education_started
                       | Back     | P1           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | Tuition  | P2           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | Unsaid   | P3           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | Undated  | P4           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | Started  | P5           | CH           | LA:941  | LA:942  | 2025-01-13 | 2025-07-01
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | Back     | P1           | V28  | 2025-04-07 | NONE             | 2025-01-13
                       | Back     | P1           | MAR  | 2025-07-01 | FT               |
                       | Tuition  | P2           | V28  | 2025-04-07 | NONE             | 2025-01-13
                       | Tuition  | P2           | V28  | 2025-06-02 | TUITION          |
                       | Unsaid   | P3           | V28  | 2025-04-07 | NONE             | 2025-01-13
                       | Unsaid   | P3           | V28  | 2025-06-02 | UNK              |
                       | Undated  | P4           | V28  | 2025-04-07 | NONE             |
                       | Undated  | P4           | V28  | 2025-06-02 | NONE             |
                       | Started  | P5           | V28  | 2025-04-07 | NONE             | 2025-01-13
        child          | child_id | born
                       | Back     | 2011-03-04
                       | Tuition  | 2011-03-04
                       | Unsaid   | 2011-03-04
                       | Undated  | 2011-03-04
                       | Started  | 2011-03-04
        """,
    )
    # where no visit says since when, it is since the first visit that found it so
    assert looked.named == {"Unsaid": "2025-02-24", "Undated": "2025-05-19"}


def test_near_misses(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started    | ended
                       | AtHome   | P1           | CH           | LA:941  | LA:941  | 2025-01-13 |
                       | Foster   | P2           | FOST         | LA:941  | LA:942  | 2025-01-13 |
                       | Toddler  | P3           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | Adult    | P4           | FECR         | LA:941  | LA:942  | 2025-01-13 |
                       | Home     | P5           | CH           | LA:941  | LA:942  | 2025-01-13 | 2025-07-11
                       | Moved    | P6           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | Moved    | P7           | RSS          | LA:941  | LA:943  | 2025-07-07 |
                       | Sixteen  | P8           | SUPP         | LA:941  | LA:942  | 2025-01-13 |
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | AtHome   | P1           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Foster   | P2           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Toddler  | P3           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Adult    | P4           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Home     | P5           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Moved    | P6           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Sixteen  | P8           | V28  | 2025-06-02 | NONE             | 2025-03-03
        child          | child_id | born
                       | AtHome   | 2011-03-04
                       | Foster   | 2011-03-04
                       | Toddler  | 2020-07-19
                       | Adult    | 2007-07-18
                       | Home     | 2011-03-04
                       | Moved    | 2011-03-04
                       | Sixteen  | 2008-09-01
        """,
    )
    assert sorted(looked.named) == ["Sixteen"]


def test_where_a_visit_was_missed_the_other_sign_finds_the_child(look):
    drawn = """
        away_placement | child_id   | placement_id | setting_code | home_la | host_la | started
                       | Missed     | P1           | CH           | LA:941  | LA:942  | 2025-01-13
                       | MadeUp     | P2           | CH           | LA:941  | LA:942  | 2025-01-13
                       | Rearranged | P3           | CH           | LA:941  | LA:942  | 2025-01-13
                       | DueToday   | P4           | CH           | LA:941  | LA:942  | 2025-01-13
        away_event     | child_id   | placement_id | kind | due        | held       | not_held | education_status
                       | Missed     | P1           | V28  | 2025-04-07 | 2025-04-07 |          | NONE
                       | Missed     | P1           | V28  | 2025-06-02 |            | WORKER   |
                       | MadeUp     | P2           | V28  | 2025-04-07 |            | WORKER   |
                       | MadeUp     | P2           | V28  | 2025-05-05 | 2025-05-05 |          | NONE
                       | Rearranged | P3           | V28  | 2025-04-07 |            | REARR    |
                       | Rearranged | P3           | V28  | 2025-04-14 | 2025-04-14 |          | NONE
                       | DueToday   | P4           | V28  | 2025-04-07 | 2025-04-07 |          | NONE
                       | DueToday   | P4           | V28  | 2025-07-18 |            |          |
        child          | child_id   | born
                       | Missed     | 2011-03-04
                       | MadeUp     | 2011-03-04
                       | Rearranged | 2011-03-04
                       | DueToday   | 2011-03-04
        """
    assert sorted(look(SIGN, drawn).named) == ["DueToday", "Rearranged"]
    assert sorted(look("away_visit_missed", drawn).named) == ["MadeUp", "Missed"]


def test_a_child_returned_by_two_councils_is_one_child(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started
                       | Twice    | P1           | CH           | LA:941  | LA:942  | 2025-01-13
                       | Twice    | P9           | CH           | LA:942  | LA:942  | 2025-01-13
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | Twice    | P1           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Twice    | P9           | MAR  | 2025-06-02 | NONE             | 2025-03-03
        child          | child_id | born
                       | Twice    | 2011-03-04
        """,
    )
    assert looked.named == {"Twice": "2025-04-14"}


def test_nobody_has_said_whether_the_child_is_taught_or_whose_area_it_is(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started    | education_started
                       | Silent   | P1           | CH           | LA:941  | LA:942  | 2025-01-13 |
                       | NoHost   | P2           | CH           | LA:941  |         | 2025-01-13 |
                       | Taught   | P3           | CH           | LA:941  | LA:942  | 2025-01-13 | 2025-01-20
                       | JustGone | P4           | CH           | LA:941  | LA:942  | 2025-07-01 |
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | Silent   | P1           | V28  | 2025-06-02 | UNK              |
                       | NoHost   | P2           | V28  | 2025-06-02 | NONE             | 2025-03-03
        child          | child_id | born
                       | Silent   | 2011-03-04
                       | NoHost   | 2011-03-04
                       | Taught   | 2011-03-04
                       | JustGone | 2011-03-04
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {
        "Silent": "Not known: nobody has recorded whether this child is in education.",
        "NoHost": "Not known: the register does not say in whose area this child lives.",
    }


def test_the_copy_of_the_council_where_a_child_lives_makes_nobody_live_at_home(look):
    """LA:942 returns the same stay from the day after; Bea did come home, and her own council says so."""
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started
                       | Twice    | P1           | CH           | LA:941  | LA:942  | 2025-01-13
                       | Twice    | P9           | CH           | LA:942  | LA:942  | 2025-01-14
                       | Bea      | P2           | CH           | LA:941  | LA:942  | 2025-01-13
                       | Bea      | P3           | CH           | LA:941  | LA:941  | 2025-06-02
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | Twice    | P1           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Bea      | P2           | V28  | 2025-06-01 | NONE             | 2025-03-03
        child          | child_id | born
                       | Twice    | 2011-03-04
                       | Bea      | 2011-03-04
        """,
    )
    assert looked.named == {"Twice": "2025-04-14"}


def test_a_place_of_a_kind_that_stands_in_no_list_is_not_known(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | home_la | host_la | started
                       | Kind     | P1           | ZZZ          | LA:941  | LA:942  | 2025-01-13
                       | Other    | P2           | OTH          | LA:941  | LA:942  | 2025-01-13
        away_event     | child_id | placement_id | kind | held       | education_status | education_since
                       | Kind     | P1           | V28  | 2025-06-02 | NONE             | 2025-03-03
                       | Other    | P2           | V28  | 2025-06-02 | NONE             | 2025-03-03
        child          | child_id | born
                       | Kind     | 2011-03-04
                       | Other    | 2011-03-04
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"Kind": "Not known: the register does not say in what kind of place this child lives."}
