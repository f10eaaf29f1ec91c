"""The conventions of Golden Thread's own import templates: the row block, the person block, types by name ending."""

from collections.abc import Mapping

from goldenthread.codes import lists
from goldenthread.extracts._extract import OWN, Check, Heading, Kind, Layout, Makes, Presence, Table

ROW = "record_id,record_status_code,updated_at,extract_date,source_org"
PERSON = (
    "source_person_id,nhs_number,upn,uln,la_child_id,surname,forename,former_surname,preferred_forename,"
    "date_of_birth,sex,postcode,address_restricted_flag"
)

# whose record a file of social care's is: the children with disabilities team's where it leads, else social care's.
# Others may lead and do not hold it: what they may read of it, the agreement says (docs/decisions/0020).
LED_BY = "case when lead_agency_code = 'CWD' then 'CWD' else 'CSC' end"

_BY_NAME = {
    "nhs_number": Kind.NHS,
    "upn": Kind.UPN,
    "uln": Kind.ULN,
    "surname": Kind.NAME,
    "forename": Kind.NAME,
    "former_surname": Kind.NAME,
    "preferred_forename": Kind.NAME,
    "date_of_birth": Kind.DATE,
    "sex": Kind.CODE,
}
_BY_ENDING = {
    "_codes": Kind.CODES,
    "_code": Kind.CODE,
    "_date": Kind.DATE,
    "_at": Kind.MOMENT,
    "_flag": Kind.FLAG,
    "_org": Kind.ORG,
    "_urn": Kind.URN,
    **dict.fromkeys(
        ("_count", "_number", "_minutes", "_sessions", "_nights", "_weeks", "_months", "_score", "_metres", "_pence"),
        Kind.WHOLE,
    ),
}
_NOT_NUMBERS = frozenset({"nhs_number", "mother_nhs_number"})
_COMMON_LISTS = {
    "record_status_code": "record_status",
    "sex": "sex",
    "service_code": "service",
    "onward_service_code": "service",
    "lead_agency_code": "agency",
    "agencies_present_codes": "agency",
    "not_held_code": "not_held",
    "mode_code": "mode",
    "risk_level_code": "risk_level",
    "need_code": "sen_need",
    "sen_provision_code": "sen_provision",
    "year_group_code": "year_group",
    "session_code": "session",
    "csds_team_type_code": "csds_team_type",
}
_KEYS = ("record_id", "source_org", "source_person_id")
_ALWAYS = ("record_status_code", "updated_at", "extract_date", "date_of_birth")


def kind_of(name: str) -> Kind:
    """What a column holds, by its name or the ending of its name."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name in _NOT_NUMBERS:
        return Kind.TEXT
    return next((kind for ending, kind in _BY_ENDING.items() if name.endswith(ending)), Kind.TEXT)


def headings(
    names: str,
    *,
    keys: tuple[str, ...] = (),
    required: tuple[str, ...] = (),
    codes: Mapping[str, str] | None = None,
    held_back: tuple[str, ...] = (),
) -> tuple[Heading, ...]:
    """The columns of a template from its header line; ``codes`` adds to the lists every template shares."""
    lists = {**_COMMON_LISTS, **(codes or {})}

    def presence(name: str) -> Presence:
        return Presence.KEY if name in keys else Presence.REQUIRED if name in required else Presence.OPTIONAL

    def code_list(name: str) -> str:
        return "role" if name.endswith("_role_code") else lists.get(name, "")

    return tuple(
        Heading(name, kind_of(name), presence(name), code_list(name), held_back=name in held_back)
        for name in (name.strip() for name in names.split(","))
    )


def template(
    name: str,
    own: str,
    *,
    told_by: tuple[str, ...],
    required: tuple[str, ...],
    codes: Mapping[str, str],
    held_back: tuple[str, ...] = (),
    person_optional: bool = False,
    restated: bool = False,
) -> Table:
    """A template with the row block and the person block. Its key is the sender and the sender's own record id."""
    keys = tuple(key for key in _KEYS if not (person_optional and key == "source_person_id"))
    always = tuple(key for key in _ALWAYS if not (person_optional and key == "date_of_birth"))
    columns = headings(
        f"{ROW},{PERSON},{own}", keys=keys, required=(*always, *required), codes=codes, held_back=held_back
    )
    version = "coalesce(r.updated_at, cast(r.extract_date as varchar), '')"
    return Table(
        name,
        (Layout("1", OWN, columns, ("record_id", "source_org", "source_person_id", *told_by)),),
        sender="r.source_org",
        received="r.extract_date",
        person="r.source_person_id",
        row_key=f"'{name}|' || r.source_org || '|' || r.record_id",
        version=f"coalesce(cast(r.extract_date as varchar), '') || '|' || {version}" if restated else version,
        deleted="coalesce(r.record_status_code = 'D', false)",
        scope="r.source_org",
    )


def people(of: str, agency: str, system: str, setting: str = "null") -> tuple[Makes, ...]:
    """The person, identifier and address records of a template's person block. ``agency``, ``setting``: SQL."""
    return (
        Makes(
            "person",
            of,
            f"""
            select given.*, {agency} as agency, '{system}' as system, source_person_id, surname, forename,
                former_surname, preferred_forename, date_of_birth as born, {bridged("sex", "sex")} as sex, postcode,
                case when nhs_number_ok then nhs_number end as nhs_number, case when upn_ok then upn end as upn,
                case when uln_ok then uln end as uln, la_child_id, {setting} as setting_urn,
                address_restricted_flag as address_restricted, false as sealed
            from {of} where source_person_id is not null
            """,
        ),
        Makes(
            "identifier",
            of,
            f"""
            select given.*, number.kind, number.value, number.valid
            from (
                select given, unnest([
                    {{'kind': 'NHS', 'value': nhs_number, 'valid': nhs_number_ok}},
                    {{'kind': 'UPN', 'value': upn, 'valid': upn_ok}},
                    {{'kind': 'ULN', 'value': uln, 'valid': uln_ok}},
                    {{'kind': 'LA_CHILD_ID', 'value': la_child_id, 'valid': true}}
                ]) as number
                from {of} where source_person_id is not null
            )
            where number.value is not null
            """,
        ),
        Makes(
            "address",
            of,
            f"""
            select given.*, 'HOME' as kind, postcode, address_restricted_flag as restricted
            from {of} where source_person_id is not null and postcode is not null
            """,
        ),
    )


def person_checks(of: str) -> tuple[Check, ...]:
    """What can be wrong with the person block, whatever the template."""
    return (
        blank(of, "date_of_birth", "birth date", "source_person_id is not null"),
        Check(
            of,
            "date_of_birth",
            "date_of_birth > extract_date",
            "The birth date is after the day of the extract.",
            "Correct the birth date.",
        ),
        Check(
            of,
            "nhs_number",
            "nhs_number is not null and not nhs_number_ok",
            "The NHS number fails its check digit.",
            "Look the number up and correct it.",
        ),
        Check(
            of,
            "upn",
            "upn is not null and not upn_ok",
            "The unique pupil number fails its check letter.",
            "Look the number up and correct it.",
        ),
        Check(
            of,
            "source_person_id",
            "not coalesce(nhs_number_ok, false) and not coalesce(upn_ok, false) and la_child_id is null"
            " and (surname is null or forename is null or postcode is null) and source_person_id is not null",
            "There is no usable identifier, and not the full name and postcode either.",
            "Send an NHS number, UPN or council child id, or the full name and postcode.",
        ),
    )


def bridged(column: str, codes: str) -> str:
    """SQL for a code in the list's present form: older codes as the codes they are counted with, any other as sent."""
    older = " ".join(f"when '{old}' then '{new}'" for old, new in sorted(lists()[codes].bridge.items()))
    return f"case {column} {older} else {column} end"


def blank(of: str, column: str, says: str, when: str = "true") -> Check:
    """A check that a column that every clock needs is not blank."""
    return Check(of, column, f"{column} is null and {when}", f"The {says} is blank.", f"Enter the {says}.")


def order(
    of: str, first: str, second: str, problem: str, remedy: str = "Check both dates and correct the wrong one."
) -> Check:
    """A check that two dates come in the only order that can be."""
    return Check(of, second, f"{second} < {first}", problem, remedy)


def before_birth(of: str, column: str, says: str) -> Check:
    """A check that something did not happen before the child was born."""
    return order(of, "date_of_birth", column, f"The {says} is before the birth date.")


def list_of_our_own(
    name: str, own: str, *, told_by: tuple[str, ...], required: tuple[str, ...], codes: Mapping[str, str]
) -> Table:
    """A list the area keeps about its own teams, staff or schools: the row block and no person block."""
    keys = tuple(key for key in _KEYS if key != "source_person_id")
    always = tuple(key for key in _ALWAYS if key != "date_of_birth")
    columns = headings(f"{ROW},{own}", keys=keys, required=(*always, *required), codes=codes)
    return Table(
        name,
        (Layout("1", OWN, columns, ("record_id", "source_org", *told_by)),),
        sender="r.source_org",
        received="r.extract_date",
        person="null",
        row_key=f"'{name}|' || r.source_org || '|' || r.record_id",
        version="coalesce(r.updated_at, cast(r.extract_date as varchar), '')",
        deleted="coalesce(r.record_status_code = 'D', false)",
        scope="r.source_org",
    )
