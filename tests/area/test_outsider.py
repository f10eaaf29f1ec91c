"""An area written by hand: whom the worklist must name and whom it must not, whatever the senders did to their files.

Forty-six children, each written for one statement below; the files are in ``outsider``, made from the layouts alone.
Their senders do what senders do. Three write UTF-16, semicolons or single carriage returns, one puts a title on top,
another writes NULL for nothing, two saved a return again with a spreadsheet, one repeats the headings and one ends with
a total. A list of May comes after that of June, a list comes twice, a roll is cut off, and two files are no CSV at all.
The day is 30 June 2025, the newest date of any file.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pyarrow.parquet as pq
import pytest

from goldenthread import intake, pipeline
from goldenthread.intake import FileReport
from goldenthread.store import Store

pytestmark = [pytest.mark.area, pytest.mark.slow]

FILES = Path(__file__).parent / "outsider"
DAY = date(2025, 6, 30)
Row = tuple[object, ...]


def day(month: int, number: int, year: int = 2025) -> date:
    """A day of 2025, unless another year is given."""
    return date(year, month, number)


# sign: (condition, whom it names, since when; whom it must not name, and why)
WORKLIST: dict[str, tuple[str, dict[str, date], dict[str, str]]] = {
    "waiting_without_sen_support": (
        "T03",
        {
            "Amber Quillfeather": DAY,  # referred on 30 June 2024: twelve months to the day
            "Bram O'Dellacourt": day(11, 6, 2024),  # the transfer in September 2024 reset nothing
            "Tegan Mossgrove": day(3, 1),
        },
        {
            "Tamsin Mossgrove": "her twin waits, not she",
            "Cass Thistlemoor": "one day short of twelve months",
            "Dara Umberleigh": "two censuses said N, the school's roll says K since",
            "Edie Vexworthy": "the wait closed in June; the list of May, which comes later, knows it open",
            "Finlo Wrenfield": "the referral was rejected",
            "Gwen Yarrowby": "no school has said: not known",
        },
    ),
    "on_several_lists": (
        "T07",
        {
            "Hamza Zephyrine": DAY,  # 211 + 197 + 152 days: 80 weeks today
            "Isla-Mae Brackenbury-Noll": day(5, 31),  # 650 days on three lists: 90 above, 30 for each list
        },
        {
            "Jago Cindermoor": "559 days",
            "Kezia Drumlanrick": "one of the three is urgent",
            "Leif Eskerdale-Vane": "one provider holds all three",
        },
    ),
    "repeated_contacts": (
        "T10",
        {
            "Mina Fallowmere": day(5, 20),  # the first contact is eighteen months old to the day
            "Nye Gossamwick": day(11, 12, 2024),  # a plan, and social care has no pupil number for him
        },
        {
            "Orla Hollinbrake": "the first contact is a day too old",
            "Piran Ivelchester": "an assessment began",
            "Quin Jesmondale": "neither support nor a plan",
        },
    ),
    "suspended_without_review": (
        "T17",
        {
            "Rafe Kestrelwood": day(5, 12),
            "Saoirse Loamshire": day(5, 12),  # an annual review is no early one; the census repeats one suspension
        },
        {
            "Tomos Mallowfield": "29 sessions",
            "Una Nettlecombe-Rye": "an early review was held",
            "Vik Ottershaw-Pell": "one of the three was cancelled",
            "Wilf Peverellone": "no plan",
            "Xanthe Quenbyshaw": "twenty of the sessions were last school year",
        },
    ),
    "short_break_unreviewed": (
        "T23",
        {
            "Yusuf Rookhopedale": DAY,  # nine months today, never reviewed
            "Zora Sallowfen": DAY,  # reviewed on 29 December: six months and a day
            "Arlo Tamarwick": day(11, 2, 2024),  # a visit and a health service's review since are no social-care review
        },
        {
            "Beca Ullesthorne": "reviewed six months ago to the day",
            "Caio Vennbridge": "a universal break",
            "Dilys Wharfemoor": "a day under nine months",
            "Emrys Yaxleighton": "social care assessed in February",
            "Freya Zennorvale": "reviewed in June, and the file says so late",
        },
    ),
    "away_without_education": (
        "T26",
        {
            "Gethin Ashgillan": DAY,  # since 19 May: six weeks today
            "Hebe Birkdaleby": day(4, 14),  # 'not known' in April breaks nothing
        },
        {
            "Ivo Calderhythe": "41 days",
            "Jonty Dunnockley": "taught again",
            "Kitty Elderhaugh": "a visit was missed: another sign",
            "Lorcan Fernhurstle": "in the home council's area",
            "Maeve Garthmoor": "with foster carers",
        },
    ),
}

# child, clock: due, stopped, state
CLOCKS = {
    ("Peony", "EHC-06"): [(day(3, 24), day(3, 24), "met")],
    ("Peony", "EHC-20"): [(DAY, None, "due_soon")],
    ("Peony", "EHC-ADV"): [(day(5, 6), day(5, 6), "met"), (day(5, 7), None, "overdue")],
    ("Rhodri", "EHC-06"): [(DAY, None, "due_soon")],
    ("Rhodri", "EHC-20"): [(day(10, 6), None, "running")],
    ("Una", "AR-DEC4"): [(day(12, 3, 2024), day(11, 25, 2024), "met"), (day(3, 10), None, "overdue")],
    ("Noor", "HCP-NB"): [(day(3, 29, 2024), day(3, 27, 2024), "met")],
    ("Noor", "HCP-6W"): [(day(5, 10, 2024), None, "not_known")],
    ("Noor", "HCP-1Y"): [(day(6, 15), None, "overdue")],
    ("Hamza", "CHS-18"): [(day(4, 6), None, "overdue"), (day(4, 20), None, "overdue"), (day(6, 4), None, "overdue")],
}

# what is not kept whole: file, (read, kept, set aside, held already), and the kinds of what is said of it
NOT_WHOLE = {
    "schools/ravenglass/exclusions.csv": ((23, 22, 1, 0), {"row_of_totals"}),
    "send/weekly/reviews.csv": ((5, 3, 2, 0), {"headings_again", "row_blank"}),
    "zz late post/roll cut off.csv": ((7, 6, 1, 0), {"cut_off", "row_unreadable"}),
    "zz late post/waits ZZ1 June (2).csv": ((17, 0, 0, 17), {"held"}),
    "zz late post/empty.csv": ((0, 0, 0, 0), {"not_csv"}),
    "zz late post/waits.zip": ((0, 0, 0, 0), {"not_csv"}),
}


@pytest.fixture
def reports(store: Store) -> list[FileReport]:
    """What is said of the files when the store takes them in."""
    return intake.load(store, [FILES])


def _every_row_is_accounted_for(reports: list[FileReport]) -> None:
    told = {str(Path(report.path).relative_to(FILES)): report for report in reports}
    counted = {
        name: (report.rows_read, report.rows_kept, report.rows_set_aside, report.rows_already_held)
        for name, report in told.items()
    }
    for name, (read, kept, aside, held) in counted.items():
        assert read == kept + aside + held, name
    assert {name for name, (read, kept, _, _) in counted.items() if read != kept or not read} == NOT_WHOLE.keys()
    for name, (expected, kinds) in NOT_WHOLE.items():
        assert (counted[name], {finding.kind for finding in told[name].findings}) == (expected, kinds), name
    for finding in (finding for report in told.values() for finding in report.findings):
        assert finding.remedy and finding.says, finding
    assert tuple(map(sum, zip(*counted.values(), strict=True))) == (608, 587, 4, 17)


@pytest.fixture
def published(reports: list[FileReport], store: Store, postgres_url: str) -> Iterator[psycopg.Connection[Row]]:
    """The worklist that is in force after a refresh."""
    done = pipeline.refresh(store, postgres_url, say=lambda text: None)
    assert done.as_of == DAY and len(reports) == 50
    with psycopg.connect(postgres_url) as connection:
        yield connection


def test_every_row_is_accounted_for_and_the_right_children_are_named(
    reports: list[FileReport], published: psycopg.Connection[Row], store: Store
) -> None:
    _every_row_is_accounted_for(reports)
    named: dict[object, dict[object, object]] = {sign: {} for sign in WORKLIST}
    children = pq.read_table(store.runs()[-1].table("child")).to_pylist()
    everybody = [f"{child['forename']} {child['surname']}" for child in children]
    assert len(everybody) == len(set(everybody)) == 46, "no child is there twice"
    for sign, child, since in published.execute(
        "select k.signal, c.forename || ' ' || c.surname, k.since from published.concern k"
        " join published.child c on c.child_id = k.child_id"
    ):
        named.setdefault(sign, {})[child] = since
    for sign, (condition, right, near) in WORKLIST.items():
        assert named[sign] == right, condition
        assert not right.keys() & near.keys()
        assert near.keys() <= set(everybody), f"{condition}: a near miss is a child of the area"
    (unanswered,) = published.execute(
        "select u.signal, c.forename, u.because from published.unanswered u"
        " join published.child c on c.child_id = u.child_id"
    ).fetchall()
    assert unanswered[:2] == ("waiting_without_sen_support", "Gwen")
    _clocks_run_by_the_law(published)


def _clocks_run_by_the_law(published: psycopg.Connection[Row]) -> None:
    found: dict[tuple[object, object], list[Row]] = {}
    for child, code, *told in published.execute(
        "select c.forename, k.code, k.due, k.stopped, k.state from published.clock k"
        " join published.child c on c.child_id = k.child_id order by k.due, k.stopped"
    ):
        found.setdefault((child, code), []).append(tuple(told))
    assert {clock: found.get(clock) for clock in CLOCKS} == CLOCKS
