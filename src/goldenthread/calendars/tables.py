"""Makes the calendar as tables, so that a rule counts working days and school days by joining on running numbers."""

from datetime import date, timedelta
from itertools import accumulate

import pyarrow as pa

from goldenthread.calendars.bank_holidays import bank_holidays
from goldenthread.calendars.counting import in_words, is_working, school_year
from goldenthread.calendars.terms import national_terms
from goldenthread.engine import Engine

ANY_SCHOOL = "ANY"  # stands for a child whose school is not known: the council's calendar, or the national pattern

_TERM_COLUMNS = "cast(null as varchar) as setting_urn, cast(null as varchar) as term, cast(null as date) as started, "
_NO_TERMS = f"select {_TERM_COLUMNS} cast(null as date) as ended, cast(null as varchar) as closed where false"
_NO_SETTINGS = "select cast(null as varchar) as setting_urn where false"


def make(engine: Engine, first: date, last: date) -> None:
    """Makes `calendar` and `school_day` from ``first`` to ``last``, both included.

    `calendar`(day, is_working, working_number, holiday, says): ``working_number`` counts the working days up to and
    including the day, so the n-th working day after a start is the working day whose number is the start's plus n.
    `school_day`(setting_urn, day, is_school_day, school_number, estimated): for every school in `setting` and
    `school_term`, and for ANY_SCHOOL. ``estimated`` is true where the school has sent no terms for that part of the
    year and the council's calendar, or failing that the national pattern, stands in. Both tables may be absent.

    Raises ValueError when the span leaves the years whose bank holidays are known, EngineError when a statement fails.
    """
    engine.attach_arrow("calendar", _calendar(first, last))
    engine.attach_arrow("national_term", _national(first, last))
    held = engine.tables()
    engine.create("told_term", _TOLD.format(terms="school_term" if "school_term" in held else f"({_NO_TERMS})"))
    engine.create("term_cover", _COVER)
    engine.create("open_day", _OPEN)
    engine.create("school_day", _SCHOOL_DAY.format(settings="setting" if "setting" in held else f"({_NO_SETTINGS})"))


def _calendar(first: date, last: date) -> pa.Table:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [is_working(day) for day in days]
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "is_working": pa.array(working, pa.bool_()),
            "working_number": pa.array(accumulate(map(int, working)), pa.int32()),
            "holiday": pa.array([bank_holidays(day.year).get(day) for day in days], pa.string()),
            "says": pa.array([in_words(day) for day in days], pa.string()),
        }
    )


def _national(first: date, last: date) -> pa.Table:
    terms = [term for year in range(school_year(first), school_year(last) + 1) for term in national_terms(year)]
    return pa.table(
        {
            "term": pa.array([term.term for term in terms], pa.string()),
            "started": pa.array([term.started for term in terms], pa.date32()),
            "ended": pa.array([term.ended for term in terms], pa.date32()),
        }
    )


_YEAR_OF = "extract(year from {0}) - case when extract(month from {0}) < 9 then 1 else 0 end"

# every stretch of school days anybody has told us of; the council's own have no school, the national ones are ours
_TOLD = f"""
select distinct coalesce(setting_urn, 'COUNCIL') as told_by, {_YEAR_OF.format("started")} as school_year, term,
    started, ended, coalesce(closed, '') as closed
from {{terms}} where started is not null and ended is not null
union all
select 'NATIONAL', {_YEAR_OF.format("started")}, term, started, ended, '' from national_term
"""

# the part of a school year that somebody's terms speak for: all of it once all three terms have been told
_COVER = """
select told_by, school_year,
    case when count(distinct term) = 3 then make_date(cast(school_year as integer), 9, 1) else min(started) end
        as covers_from,
    case when count(distinct term) = 3 then make_date(cast(school_year as integer) + 1, 8, 31) else max(ended) end
        as covers_to
from told_term group by told_by, school_year
"""

_OPEN = """
with shut as (
    select distinct told_by, try_cast(trim(one) as date) as day
    from (select told_by, unnest(string_split(closed, ';')) as one from told_term where closed <> '')
)
select distinct told_term.told_by, calendar.day
from told_term
join calendar on calendar.day between told_term.started and told_term.ended and calendar.is_working
left join shut on shut.told_by = told_term.told_by and shut.day = calendar.day
where shut.day is null
"""

_SCHOOL_DAY = f"""
with school as (
    select setting_urn from {{settings}} where setting_urn is not null
    union select told_by from told_term where told_by not in ('COUNCIL', 'NATIONAL')
    union select '{ANY_SCHOOL}'
),
dated as (select day, {_YEAR_OF.format("day")} as school_year from calendar),
told as (
    select school.setting_urn, dated.day,
        case when own.told_by is not null then own.told_by
            when council.told_by is not null then 'COUNCIL' else 'NATIONAL' end as told_by
    from school
    cross join dated
    left join term_cover own on own.told_by = school.setting_urn and own.school_year = dated.school_year
        and dated.day between own.covers_from and own.covers_to
    left join term_cover council on council.told_by = 'COUNCIL' and council.school_year = dated.school_year
        and dated.day between council.covers_from and council.covers_to
)
select told.setting_urn, told.day, open_day.day is not null as is_school_day,
    cast(count(open_day.day) over (partition by told.setting_urn order by told.day) as integer) as school_number,
    told.told_by in ('COUNCIL', 'NATIONAL') as estimated
from told
left join open_day on open_day.told_by = told.told_by and open_day.day = told.day
"""
