"""School roll: one row per pupil per enrolment, the names behind the attendance register between two censuses.

Layout: Golden Thread import template school_roll, version 1; sent by each school or its trust.
"""

from goldenthread.extracts._extract import Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "school_roll"
_OWN = (
    "setting_urn,enrolment_code,year_group_code,sen_provision_code,need_code,fsm_flag,looked_after_flag,"
    "young_carer_flag,admission_date,expected_leaving_date,leaving_date,leaving_destination_code"
)

EXTRACT = Extract(
    name=_NAME,
    title="School roll",
    agency="EDU",
    supplier="each school, academy trust or college, from its management information system",
    system="school",
    cadence_days=7,
    gateway=(
        "Education Act 1996 s434 and s537A, and SI 2024/208 (School Attendance (Pupil Registration) (England) "
        "Regulations): schools keep a register of pupils and share it with the council; Children and Families Act "
        "2014 s22 and s24: the council finds the children for whom it is responsible."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("setting_urn", "enrolment_code", "admission_date"),
            required=("setting_urn", "enrolment_code", "admission_date"),
            codes={
                "enrolment_code": "enrolment",
                "leaving_destination_code": "leaving_destination",
            },
            held_back=("fsm_flag", "looked_after_flag", "young_carer_flag"),
            restated=True,
        ),
    ),
    records=(
        *people(_NAME, "'EDU'", "school", "setting_urn"),
        Makes(
            "enrolment",
            _NAME,
            """
            select given.*, setting_urn, enrolment_code, year_group_code as year_group, admission_date as started,
                leaving_date as ended, leaving_destination_code as leaving_destination, extract_date as as_at
            from school_roll
            """,
        ),
        Makes(
            "sen_provision",
            _NAME,
            """
            select given.*, sen_provision_code as level, setting_urn,
                least(extract_date, coalesce(leaving_date, extract_date)) as as_at
            from school_roll
            where sen_provision_code is not null
            """,
        ),
        Makes(
            "sen_need",
            _NAME,
            """
            select given.*, need_code as need, 1 as rank, least(extract_date, coalesce(leaving_date, extract_date))
                as as_at
            from school_roll
            where need_code is not null
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            """
            select given.*, 'EDU' as agency, setting_urn, admission_date as started, leaving_date as ended
            from school_roll
            where setting_urn is not null and coalesce(enrolment_code, 'C') <> 'P'
            """,
        ),
    ),
    restated=True,
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "admission_date", "admission date"),
        blank(_NAME, "sen_provision_code", "SEN provision", "leaving_date is null"),
        before_birth(_NAME, "admission_date", "admission date"),
        order(_NAME, "admission_date", "leaving_date", "The pupil left before being admitted."),
    ),
)
