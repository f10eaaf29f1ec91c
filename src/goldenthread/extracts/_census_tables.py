"""The kinds of file in a School Census delivery, and how their rows belong to a pupil, a school and a census day."""

from goldenthread.extracts import _census
from goldenthread.extracts._collect import columns, ids, layout, worked_out_id
from goldenthread.extracts._extract import Heading, Layout, Table

_PUPIL_COLUMNS = (
    "upn formerupn surname forename middlenames preferredsurname formersurname uniquelearnernumber dob sex ethnicity"
    " entrydate leavingdate enrolstatus ncyearactual ncyearleaving senprovision"
)
_LISTS = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "enrolstatus": "enrolment",
    "ncyearactual": "year_group",
    "ncyearleaving": "year_group",
    "senprovision": "sen_provision",
    "sentype": "sen_need",
    "attendancereason": "attendance",
    "category": "exclusion_category",
    **dict.fromkeys(("reason1", "reason2", "reason3", "reason"), "exclusion_reason"),
}
_REASON = {"reason1": ("reason",), "sessions": ("absencesessions",)}


def header() -> Table:
    """The table that says which school's census of which day the rows belong to."""
    headings = columns(
        _census.HEADER,
        keys=("schoolcensustableid", "lea", "referencedate"),
        codes={"term": "term"},
        needed="term year referencedate lea urn datetime",
    )
    census = "concat_ws('|', r.lea, r.year, r.term, r.nativeid)"
    return Table(
        "schoolcensus",
        (layout("autumn 2020", headings, "schoolcensustableid term referencedate lea urn"),),
        sender="'LA:' || r.lea",
        received="r.referencedate",
        person="null",
        row_key=f"'school_census|schoolcensus|' || {census}",
        version="concat_ws('|', r.referencedate, r.datetime)",
        scope=census,
        own_id="schoolcensustableid",
        also={
            "census": census,
            "term_started": "case r.term when 'SPR' then make_date(r.year - 1, 9, 1)"
            " when 'SUM' then make_date(r.year, 1, 1) when 'AUT' then make_date(r.year, 4, 1) end",
            "half_term_started": "case when r.term = 'AUT' then make_date(r.year, 6, 1) end",
        },
    )


def pupils(table: str, versions: dict[str, tuple[str, bool]]) -> Table:
    """Pupils on roll, or those who have left since the census before."""

    def of(version: str, names: str, gender: bool) -> Layout:
        headings = columns(
            names,
            keys=(f"{table}tableid", "schoolcensustableid"),
            required=("surname", "forename", "dob"),
            codes=_LISTS,
            aliases={"sex": ("gender",)} if gender else {},
            needed=_PUPIL_COLUMNS,
        )
        return layout(version, headings, f"{table}tableid schoolcensustableid surname forename dob entrydate")

    pupil = worked_out_id("r", "dob", "concat_ws('/', r.nativeid, upper(r.surname))")
    return Table(
        table,
        tuple(of(version, names, gender) for version, (names, gender) in versions.items()),
        sender="p.gt_sender",
        received="p.gt_received",
        person=pupil,
        row_key=f"concat_ws('|', 'school_census', '{table}', p.census, {pupil})",
        version="p.gt_version",
        scope="p.census",
        own_id=f"{table}tableid",
        parent=("schoolcensus", "schoolcensustableid"),
        also={
            "pupil": pupil,
            "census": "p.census",
            "setting_urn": "p.urn",
            "as_at": "p.referencedate",
            "term": "p.term",
            "term_started": "p.term_started",
            "half_term_started": "p.half_term_started",
        },
    )


def of_pupil(table: str, parent: str, names: str, told_by: str, key: str, needed: str) -> Table:
    """A table whose rows belong to a pupil; ``key``: SQL for what tells a pupil's rows apart."""
    headings = columns(
        f"{ids(table, parent)} {names}",
        keys=(f"{table}tableid", f"{parent}tableid"),
        codes=_LISTS,
        aliases={name: aliases for name, aliases in _REASON.items() if name in names.split()},
        needed=needed,
    )
    return Table(
        table,
        (layout("autumn 2020", headings, f"{table}tableid {parent}tableid {told_by}"),),
        sender="p.gt_sender",
        received="p.gt_received",
        person="p.pupil",
        row_key=f"concat_ws('|', 'school_census', '{table}', p.census, p.pupil, {key})",
        version="p.gt_version",
        scope="p.census",
        own_id=f"{table}tableid",
        parent=(parent, f"{parent}tableid"),
        also={
            "pupil": "p.pupil",
            "setting_urn": "p.setting_urn",
            "as_at": "p.as_at",
            "term_started": "p.term_started",
            "half_term_started": "p.half_term_started",
        },
    )


def not_needed(table: str, parent: str, names: str) -> Table:
    """A table that is known, so that nobody wonders about it, and of which nothing is read."""
    headings = tuple(Heading(name, held_back=True) for name in f"{ids(table, parent)} {names}".split())
    told = (layout("autumn 2020", headings, f"{table}tableid"),)
    return Table(table, told, "null", "null", "null", row_key="''", version="''")


def sessions(table: str, parent: str) -> Table:
    """Half-days by reason of absence, of one pupil in one term."""
    return of_pupil(
        table,
        parent,
        "sessions attendancereason",
        "attendancereason",
        "r.attendancereason",
        "sessions attendancereason",
    )


def exclusions(table: str, parent: str) -> Table:
    """Suspensions and exclusions of one pupil."""
    return of_pupil(
        table,
        parent,
        "startdate sessions category reason1 reason2 reason3 senprovision reinstatementdate reviewdate reviewresult"
        " senexpert",
        "startdate category",
        f"r.startdate, r.category, r.{table}orderseqcolumn",
        "startdate sessions category reason1 reason2 reason3",
    )


def addresses(table: str, parent: str) -> Table:
    """Addresses of one pupil."""
    return of_pupil(
        table,
        parent,
        "uniquepropertyreferencenumber postcode saon paon street locality town administrativearea posttown addressline1"
        " addressline2 addressline3 addressline4 addressline5",
        "postcode",
        f"r.{table}orderseqcolumn",
        "postcode",
    )
