"""School Census: every pupil on roll on the census day, with SEN provision and needs, attendance and suspensions.

Layout: the COLLECT CSV export, one file per table, autumn 2020 onwards; sent by the council after each census. Ids of
rows are new in every export, so a pupil's id is worked out (see ``_collect.worked_out_id``) and is not the id of the
school's own system: linkage joins the two. Attendance, by the census guides: the autumn census carries the summer term
before it, the spring census the autumn term, the summer census the spring term.
"""

from goldenthread.extracts import _census
from goldenthread.extracts import _census_tables as census
from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import blank, bridged, order

_SYSTEM = "census"
_ON, _OFF = "pupilonroll", "pupilnolongeronroll"
_ROLLS = (("onroll", _ON), ("offroll", _OFF))


def _makes_people(table: str, homes: tuple[str, ...]) -> tuple[Makes, ...]:
    """Person and identifiers of the pupils in ``table``; ``homes``: the tables that may hold their postcodes."""
    every = " union all ".join(
        f"select {table}tableid, postcode, {home}orderseqcolumn as place from {home} where postcode is not null"
        for home in homes
    )
    return (
        Makes(
            "person",
            table,
            f"""
            select given.*, 'EDU' as agency, '{_SYSTEM}' as system, pupil as source_person_id, surname, forename,
                middlenames as middle_names, formersurname as former_surname, preferredsurname as preferred_surname,
                dob as born,
                {bridged("sex", "sex")} as sex, ethnicity, home.postcode, case when upn_ok then upn end as upn,
                case when formerupn_ok then formerupn end as former_upn,
                case when uniquelearnernumber_ok then uniquelearnernumber end as uln, setting_urn, false as sealed
            from {table} left join (
                select {table}tableid, arg_min(postcode, place) as postcode from ({every}) group by 1
            ) as home using ({table}tableid)
            """,
        ),
        Makes(
            "identifier",
            table,
            f"""
            select given.*, number.kind, number.value, number.valid
            from (
                select given, unnest([
                    {{'kind': 'UPN', 'value': upn, 'valid': upn_ok}},
                    {{'kind': 'FORMER_UPN', 'value': formerupn, 'valid': formerupn_ok}},
                    {{'kind': 'ULN', 'value': uniquelearnernumber, 'valid': uniquelearnernumber_ok}}
                ]) as number
                from {table}
            )
            where number.value is not null
            """,
        ),
    )


def _makes_enrolments(table: str, year: str, code: str, ended: str) -> tuple[Makes, ...]:
    """The enrolment, and the school's involvement. The newest census that has the pupil at the school says how it is.

    An older census must not leave a school open to a child who has moved on, so these two are keyed by pupil and not by
    census: an involvement also gives way when a later census has the pupil at another school.
    """
    return (
        Makes(
            "enrolment",
            table,
            f"""
            select given.* replace (concat_ws('|', 'school_census', 'enrolment', setting_urn, pupil) as row_key),
                setting_urn, {code} as enrolment_code, {year} as year_group, entrydate as started, {ended} as ended,
                as_at
            from {table}
            """,
        ),
        Makes(
            "involvement",
            table,
            f"""
            select given.* replace (
                    concat_ws('|', 'school_census', 'involvement', coalesce(nullif({code}, 'C'), 'M'), pupil) as row_key
                ),
                'EDU' as agency, setting_urn, entrydate as started, {ended} as ended
            from {table}
            where setting_urn is not null
            """,
        ),
    )


def _makes_addresses(home: str) -> Makes:
    return Makes(
        "address",
        home,
        f"select given.*, 'HOME' as kind, postcode, as_at as started from {home} where postcode is not null",
    )


def _makes_sessions(table: str, started: str) -> Makes:
    return Makes(
        "attendance",
        table,
        f"""
        select given.*, setting_urn, 'TERM' as period, {started} as started, attendancereason as code, sessions
        from {table}
        where attendancereason is not null
        """,
    )


def _makes_suspensions(table: str) -> Makes:
    """Two censuses may carry the same suspension, so it is keyed by pupil, school and first day."""
    return Makes(
        "suspension",
        table,
        f"""
        select given.* replace (
                concat_ws('|', 'school_census', 'suspension', setting_urn, pupil, startdate, category) as row_key
            ),
            setting_urn, {bridged("category", "exclusion_category")} as kind, startdate as started, sessions,
            nullif(concat_ws(';', reason1, reason2, reason3), '') as reasons
        from {table}
        """,
    )


def _pupil_checks(table: str) -> tuple[Check, ...]:
    return (
        blank(table, "dob", "birth date"),
        order(table, "dob", "entrydate", "The pupil entered the school before the birth date."),
        order(table, "dob", "as_at", "The birth date is after the census day.", "Correct the birth date."),
        blank(table, "upn", "unique pupil number"),
        Check(
            table,
            "upn",
            "upn is not null and not upn_ok",
            "The unique pupil number fails its check letter.",
            "Look the number up and correct it.",
        ),
    )


EXTRACT = Extract(
    name="school_census",
    title="School Census",
    agency="EDU",
    supplier="the council, from the COLLECT export of its schools' census returns",
    system=_SYSTEM,
    cadence_days=270,  # the longest gap between censuses read: spring to autumn
    gateway=(
        "Education Act 1996 s537A and SI 2009/1563: schools must return individual pupil information; Children and "
        "Families Act 2014 s22 and s24: the council finds and answers for children who have or may have SEN."
    ),
    tables=(
        census.header(),
        census.pupils(_ON, _census.ON_ROLL),
        census.pupils(_OFF, _census.OFF_ROLL),
        census.of_pupil(
            "senneeds", _ON, "sentyperank sentype", "sentype", "r.sentyperank, r.sentype", "sentyperank sentype"
        ),
        census.addresses("addresses", _ON),
        *(census.addresses(f"addresses{roll}", pupils) for roll, pupils in _ROLLS),
        *(census.sessions(f"termlysessiondetails{roll}", pupils) for roll, pupils in _ROLLS),
        *(census.sessions(f"summerhalfterm2sessiondetails{roll}", pupils) for roll, pupils in _ROLLS),
        *(census.exclusions(f"termlyexclusions{roll}", pupils) for roll, pupils in _ROLLS),
        *(census.not_needed(table, parent, names) for table, (parent, names) in _census.NOT_NEEDED.items()),
    ),
    records=(
        *_makes_people(_ON, ("addresses", "addressesonroll")),
        *_makes_people(_OFF, ("addressesoffroll",)),
        *_makes_enrolments(_ON, "ncyearactual", "enrolstatus", "cast(null as date)"),
        *_makes_enrolments(_OFF, "ncyearleaving", "cast(null as varchar)", "leavingdate"),
        *(_makes_addresses(home) for home in ("addresses", "addressesonroll", "addressesoffroll")),
        Makes(
            "sen_provision",
            _ON,
            f"""
            select given.*, {bridged("senprovision", "sen_provision")} as level, setting_urn, as_at
            from {_ON}
            where senprovision is not null
            """,
        ),
        Makes(
            "sen_need",
            "senneeds",
            "select given.*, sentype as need, sentyperank as rank, as_at from senneeds where sentype is not null",
        ),
        *(_makes_sessions(f"termlysessiondetails{roll}", "term_started") for roll, _ in _ROLLS),
        *(_makes_sessions(f"summerhalfterm2sessiondetails{roll}", "half_term_started") for roll, _ in _ROLLS),
        *(_makes_suspensions(f"termlyexclusions{roll}") for roll, _ in _ROLLS),
    ),
    checks=(
        *_pupil_checks(_ON),
        *_pupil_checks(_OFF),
        blank(_ON, "senprovision", "SEN provision"),
        order(_OFF, "entrydate", "leavingdate", "The pupil left before entering the school."),
        Check(
            _ON,
            "senprovision",
            "senprovision in ('K', 'E') and term = 'SPR' and (select count(*) from senneeds) > 0"
            " and pupilonrolltableid not in (select pupilonrolltableid from senneeds)",
            "The pupil has SEN support or a plan, and no type of need is recorded.",
            "Enter the primary type of need.",
        ),
    ),
    is_complete=True,
)
