"""A child lives away in another council's area with no education for six weeks, though every visit was held (T26).

The inspectors' point: visits happened and nothing followed. Where a visit was missed as well, ``away_visit_missed``
finds the child.
"""

from goldenthread.law import away_from_home
from goldenthread.signals._parts import AWAY_NOW, MISSED_VISIT, NOT_MEASURED, WITHOUT_EDUCATION
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

# residential, and of an age to be in education. Nobody can say whose area a place is in when its council was not sent,
# nor what kind of place it is by a code that stands in no list.
_OF_AGE = """
    of_age as (
        select a.child_id, a.placement_id, a.record_id, a.started, a.education_started,
            case when a.host_la is null or a.home_la is null then 'unsaid'
                when a.host_la <> a.home_la then 'away' else 'home' end as area,
            case when a.setting_code in ('RSS', 'RSSCH', 'CH', 'SCH', 'SUPP', 'HOSP', 'CARE', 'FECR') then 'yes'
                else 'unsaid' end as residential
        from away_now a
        join child c on c.child_id = a.child_id
        where coalesce(a.setting_code, '') not in ('FOST', 'OTH')
            and c.born <= cast($as_of - interval 5 year as date)
            and c.born > cast($as_of - interval 18 year as date)
    )
"""

SIGNAL = Signal(
    title="Living away, visited, and without education",
    says="Living away in another council's area since {started:date}; no education since {stopped:date}",
    asks="Which school or tuition will start, on what day, and who will tell the child?",
    duty=Duty.AWAY_EDUCATION,
    domain="education",
    basis=(away_from_home.NO_EDUCATION_FOR_SIX_WEEKS, away_from_home.SUITABLE_EDUCATION),
    answers=("F29", "F30", "P5"),
    needs=("away_placement", "away_event"),
    silence=("away_events",),
    expires="when education starts, or the placement ends",
    condition="T26",
    finds=f"""
        with {AWAY_NOW},
        {_OF_AGE},
        {WITHOUT_EDUCATION},
        {MISSED_VISIT}
        select o.child_id, min(o.started) as started, min(w.stopped) as stopped, min(w.stopped + $weeks * 7) as since
        from of_age o
        join without_education w on w.child_id = o.child_id and w.placement_id = o.placement_id
        left join missed_visit m on m.child_id = o.child_id and m.placement_id = o.placement_id
        where o.area = 'away' and o.residential = 'yes' and w.stopped <= $as_of - $weeks * 7 and m.child_id is null
        group by o.child_id
    """,
    because=f"""
        with {AWAY_NOW}
        select a.child_id, a.record_id, a.started as happened, 'away_placement' as record
        from away_now a
        join found f on f.child_id = a.child_id
        union all
        select e.child_id, e.record_id, e.held as happened, 'away_event' as record
        from away_event e
        join away_now a on a.child_id = e.child_id and a.placement_id = e.placement_id
        join found f on f.child_id = e.child_id and e.held >= f.stopped and e.held <= $as_of
    """,
    unknown=f"""
        with {AWAY_NOW},
        {_OF_AGE},
        {WITHOUT_EDUCATION},
        said as (
            select distinct child_id, placement_id from away_event
            where held <= $as_of and education_status in ('FT', 'PT', 'TUITION', 'NONE', 'NOTAGE')
        )
        select distinct o.child_id, 'Not known: nobody has recorded whether this child is in education.' as because
        from of_age o
        left join said s on s.child_id = o.child_id and s.placement_id = o.placement_id
        where o.area <> 'home' and o.residential = 'yes' and s.child_id is null and o.education_started is null
            and o.started <= $as_of - $weeks * 7
        union all
        select distinct o.child_id, 'Not known: the register does not say in whose area this child lives.' as because
        from of_age o
        join without_education w on w.child_id = o.child_id and w.placement_id = o.placement_id
        left join found f on f.child_id = o.child_id
        where o.area = 'unsaid' and o.residential = 'yes' and w.stopped <= $as_of - $weeks * 7 and f.child_id is null
        union all
        select distinct o.child_id,
            'Not known: the register does not say in what kind of place this child lives.' as because
        from of_age o
        join without_education w on w.child_id = o.child_id and w.placement_id = o.placement_id
        left join found f on f.child_id = o.child_id
        where o.area <> 'home' and o.residential = 'unsaid' and w.stopped <= $as_of - $weeks * 7 and f.child_id is null
    """,
    given={"weeks": away_from_home.NO_EDUCATION_FOR_SIX_WEEKS.weeks},
    evidence="Inspectors found children living away whose visits were held and who were in no school.",
    error_rate=NOT_MEASURED,
    version="1",
)
