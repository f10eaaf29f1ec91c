"""The area's schools and settings: one row per school, its phase and where it lies.

Layout: Golden Thread list settings, version 1; kept by the council. It holds nobody's personal data.
"""

from goldenthread.extracts._extract import Extract, Makes
from goldenthread.extracts._own import blank, list_of_our_own

_NAME = "settings"
_OWN = "setting_urn,setting_name,phase_code,setting_postcode,locality_code,host_la_org"

EXTRACT = Extract(
    name=_NAME,
    title="Schools and settings",
    agency="LASEN",
    supplier="the council, from the public register of schools",
    system="area",
    cadence_days=366,
    gateway="None is needed: the list is about schools, and the register it comes from is public.",
    tables=(
        list_of_our_own(
            _NAME,
            _OWN,
            told_by=("setting_urn", "setting_name", "phase_code"),
            required=("setting_urn", "setting_name"),
            codes={"phase_code": "setting_phase"},
        ),
    ),
    records=(
        Makes(
            "setting",
            _NAME,
            """
            select given.*, setting_urn, setting_name, phase_code as phase, setting_postcode as postcode,
                locality_code as locality, host_la_org as host_la
            from settings
            """,
        ),
    ),
    checks=(blank(_NAME, "setting_urn", "school's URN"), blank(_NAME, "phase_code", "school's phase")),
    about_people=False,
)
