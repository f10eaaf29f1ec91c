"""SEN2: every request, assessment, plan, placement and review of a council, person by person, once a year.

Layout: the COLLECT CSV export in nine files, versions 1.1 to 1.3; a council's case system can write the same at any
time. Ids of rows are new in every export, so a person's id is worked out (see ``_collect.worked_out_id``).
``reviewmeeting`` is the meeting and ``lastreview`` the decision letter: two dates, two clocks. An active plan that no
row names, because it is old or moved in from another council, is a plan all the same, made on a day that is not known.
"""

from collections.abc import Mapping

from goldenthread.extracts._collect import columns, ids, layout, worked_out_id
from goldenthread.extracts._extract import Check, Extract, Makes, Table
from goldenthread.extracts._own import blank, bridged, order

_SYSTEM = "sen2"
_CODES = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "upnunknown": "upn_unknown",
    "requestoutcome": "sen2_outcome",
    "assessmentoutcome": "sen2_outcome",
    "sensetting": "sen_setting",
    "ceasereason": "cease_reason",
    "sentype": "sen_need",
}
_HEADER = f"{ids('sen2')} collection year referencedate sourcelevel lea softwarecode release serialno datetime dmo dco"
_PERSON = f"{ids('person', 'sen2')} surname forename personbirthdate sex ethnicity postcode upn uniquelearnernumber"
_REQUEST = (
    f"{ids('requests', 'person')} receiveddate rya requestoutcomedate requestoutcome requestmediation requesttribunal"
    " exported"
)
_ASSESSMENT = (
    f"{ids('assessment', 'requests')} assessmentoutcome assessmentoutcomedate assessmentmediation assessmenttribunal"
    " othermediation othertribunal week20"
)
_PLAN = f"{ids('namedplan', 'assessment')} startdate planres planwbp pb oa dp ceasedate ceasereason"
_PLACE = "urn ukprn sensetting sensettingother placementrank senunitindicator resourcedprovisionindicator"
_ACTIVE = f"{ids('activeplans', 'requests')} transferla lastreview"
_PLACED = f"{ids('placementdetail', 'activeplans')} {_PLACE} entrydate leavingdate"


def _table(
    name: str,
    parent: str,
    versions: Mapping[str, str],
    *,
    told_by: str,
    needed: str,
    key: str,
    also: Mapping[str, str],
    older_names: Mapping[str, tuple[str, ...]] | None = None,
) -> Table:
    """A file below the person; ``key``: SQL for what makes its row the same row next year."""
    return Table(
        name,
        tuple(
            layout(
                version,
                columns(
                    names,
                    keys=(f"{name}tableid", f"{parent}tableid"),
                    codes=_CODES,
                    needed=needed,
                    aliases=older_names or {},
                ),
                f"{name}tableid {parent}tableid {told_by}",
            )
            for version, names in versions.items()
        ),
        sender="p.gt_sender",
        received="p.gt_received",
        person="p.pupil",
        row_key=f"concat_ws('|', 'sen2', '{name}', p.gt_sender, {key})",
        version="p.gt_version",
        scope="p.gt_sender",
        own_id=f"{name}tableid",
        parent=(parent, f"{parent}tableid"),
        also={"pupil": "p.pupil", "as_at": "p.gt_received", **also},
    )


def _header() -> Table:
    headings = columns(
        f"{_HEADER} dsco", keys=("sen2tableid", "lea", "referencedate"), needed="year referencedate lea datetime"
    )
    return Table(
        "sen2",
        (layout("1.3", headings, "sen2tableid collection referencedate lea"),),
        sender="'LA:' || r.lea",
        received="r.referencedate",
        person="null",
        row_key="concat_ws('|', 'sen2', 'sen2', r.lea, r.year)",
        version="concat_ws('|', r.referencedate, r.datetime)",
        scope="'LA:' || r.lea",
        own_id="sen2tableid",
    )


def _person() -> Table:
    pupil = worked_out_id("r", "personbirthdate", "concat_ws('/', upper(r.surname), r.postcode)")
    versions = {"1.1": {"sex": ("gendercurrent",)}, "1.3": {}}
    return Table(
        "person",
        tuple(
            layout(
                version,
                columns(
                    f"{_PERSON} upnunknown",
                    keys=("persontableid", "sen2tableid"),
                    required=("surname", "forename", "personbirthdate"),
                    codes=_CODES,
                    aliases=older,
                ),
                "persontableid sen2tableid surname forename personbirthdate",
            )
            for version, older in versions.items()
        ),
        sender="p.gt_sender",
        received="p.gt_received",
        person=pupil,
        row_key=f"concat_ws('|', 'sen2', 'person', p.gt_sender, {pupil})",
        version="p.gt_version",
        scope="p.gt_sender",
        own_id="persontableid",
        parent=("sen2", "sen2tableid"),
        also={"pupil": pupil, "as_at": "p.gt_received"},
    )


_TABLES = (
    _header(),
    _person(),
    _table(
        "requests",
        "person",
        {"1.1": _REQUEST, "1.3": f"{_REQUEST} requestsource"},
        told_by="receiveddate requestoutcome",
        needed="receiveddate requestoutcomedate requestoutcome",
        key="p.pupil, r.receiveddate",
        also={"request": "concat_ws('|', p.pupil, r.receiveddate)"},
    ),
    _table(
        "assessment",
        "requests",
        {"1.1": _ASSESSMENT},
        told_by="assessmentoutcome assessmentoutcomedate",
        needed="assessmentoutcome assessmentoutcomedate week20",
        key="p.request, r.assessmentorderseqcolumn",
        also={"request": "p.request", "received": "p.receiveddate"},
    ),
    _table(
        "namedplan",
        "assessment",
        {"1.1": _PLAN},
        told_by="startdate ceasedate ceasereason",
        needed="startdate planres ceasedate ceasereason",
        key="p.request, r.startdate",
        also={"request": "p.request", "received": "p.received"},
    ),
    _table(
        "plandetail",
        "namedplan",
        {"1.1": f"{ids('plandetail', 'namedplan')} {_PLACE}"},
        told_by="urn ukprn placementrank",
        needed="urn ukprn sensetting placementrank",
        key="p.request, r.placementrank, coalesce(r.urn, r.ukprn, r.sensetting)",
        also={"planres": "p.planres"},
    ),
    _table(
        "activeplans",
        "requests",
        {
            "1.1": f"{_ACTIVE} res wbp",
            "1.2": f"{_ACTIVE} reviewmeeting reviewoutcome",
            "1.3": f"{_ACTIVE} reviewmeeting reviewoutcome reviewdraft phasetransferduedate phasetransferfinaldate",
        },
        told_by="transferla lastreview",
        needed="transferla res reviewmeeting reviewoutcome lastreview",
        key="p.request",
        also={"request": "p.request"},
    ),
    _table(
        "placementdetail",
        "activeplans",
        {"1.1": f"{_PLACED} attendancepattern", "1.2": f"{_PLACED} res wbp"},
        told_by="urn ukprn placementrank entrydate",
        needed="urn ukprn sensetting placementrank entrydate leavingdate res",
        key="p.request, r.entrydate, r.placementrank, coalesce(r.urn, r.ukprn, r.sensetting)",
        also={"plan_res": "p.res"},
        older_names={"wbp": ("wpb",)},
    ),
    _table(
        "senneed",
        "activeplans",
        {"1.1": f"{ids('senneed', 'activeplans')} sentype sentyperank"},
        told_by="sentype sentyperank",
        needed="sentype sentyperank",
        key="p.gt_received, p.request, r.sentyperank, r.sentype",
        also={},
    ),
)

_LAST_ASSESSMENT = """
                select requeststableid, assessmenttableid, assessmentoutcome, assessmentoutcomedate, week20
                from assessment
                qualify row_number() over (partition by requeststableid order by assessmentorderseqcolumn desc) = 1
"""
_LAST_PLAN = """
                select assessmenttableid, startdate, ceasedate from namedplan
                qualify row_number() over (partition by assessmenttableid order by namedplanorderseqcolumn desc) = 1
"""

_RECORDS = (
    Makes(
        "person",
        "person",
        f"""
        select given.*, 'LASEN' as agency, '{_SYSTEM}' as system, pupil as source_person_id, surname, forename,
            personbirthdate as born, {bridged("sex", "sex")} as sex, ethnicity, postcode,
            case when upn_ok then upn end as upn,
            case when uniquelearnernumber_ok then uniquelearnernumber end as uln, false as sealed
        from person
        """,
    ),
    Makes(
        "identifier",
        "person",
        """
        select given.*, number.kind, number.value, number.valid
        from (
            select given, unnest([
                {'kind': 'UPN', 'value': upn, 'valid': upn_ok},
                {'kind': 'ULN', 'value': uniquelearnernumber, 'valid': uniquelearnernumber_ok}
            ]) as number
            from person
        )
        where number.value is not null
        """,
    ),
    Makes(
        "address",
        "person",
        """
        select given.* replace (concat_ws('|', given.row_key, as_at) as row_key), 'HOME' as kind, postcode,
            as_at as started from person where postcode is not null
        """,
    ),
    Makes(
        "ehc_request",
        "requests",
        f"""
        select given.*, request as case_id, receiveddate as requested, requestoutcome as decision,
            requestoutcomedate as decided, assessmentoutcome as issue_decision,
            assessmentoutcomedate as issue_decided, startdate as final_issued, week20 as exception
        from requests
            left join ({_LAST_ASSESSMENT}) using (requeststableid)
            left join ({_LAST_PLAN}) using (assessmenttableid)
        """,
    ),
    Makes(
        "ehc_plan",
        "namedplan",
        """
        select given.*, request as case_id, startdate as started, ceasedate as ended, ceasereason as cease_reason,
            moved_from
        from namedplan left join (
            select assessmenttableid, max(transferla) as moved_from
            from assessment join activeplans using (requeststableid) group by assessmenttableid
        ) using (assessmenttableid)
        """,
    ),
    Makes(
        "ehc_plan",
        "activeplans",
        """
        select given.*, request as case_id, transferla as moved_from
        from activeplans
        where not exists (
            select 1 from assessment join namedplan using (assessmenttableid)
            where assessment.requeststableid = activeplans.requeststableid
        )
        """,
    ),
    Makes(
        "ehc_placement",
        "plandetail",
        """
        select given.*, urn as setting_urn, ukprn as setting_ukprn, sensetting as setting_code, placementrank as rank,
            planres as residential from plandetail
        """,
    ),
    Makes(
        "ehc_placement",
        "placementdetail",
        """
        select given.*, urn as setting_urn, ukprn as setting_ukprn, sensetting as setting_code, placementrank as rank,
            entrydate as started, leavingdate as ended, coalesce(res, plan_res) as residential from placementdetail
        """,
    ),
    Makes(
        "ehc_review",
        "activeplans",
        """
        select given.* replace (concat_ws('|', given.row_key, coalesce(reviewmeeting, lastreview)) as row_key),
            concat_ws('|', request, coalesce(reviewmeeting, lastreview)) as review_id, 'ANNUAL' as kind,
            reviewmeeting as met, lastreview as decided
        from activeplans
        where coalesce(reviewmeeting, lastreview) is not null
        """,
    ),
    Makes(
        "sen_need",
        "senneed",
        "select given.*, sentype as need, sentyperank as rank, as_at from senneed where sentype is not null",
    ),
    Makes(
        "involvement",
        "requests",
        f"""
        select given.*, 'LASEN' as agency, receiveddate as started,
            coalesce(
                ceasedate,
                case when assessmentoutcome in ('N', 'W') then assessmentoutcomedate end,
                case when requestoutcome in ('N', 'W') then requestoutcomedate end
            ) as ended
        from requests
            left join ({_LAST_ASSESSMENT}) using (requeststableid)
            left join ({_LAST_PLAN}) using (assessmenttableid)
        """,
    ),
)


_CHECKS = (
    blank("person", "personbirthdate", "birth date"),
    order("person", "personbirthdate", "as_at", "The birth date is after the census day.", "Correct the birth date."),
    Check(
        "person",
        "upn",
        "upn is not null and not upn_ok",
        "The unique pupil number fails its check letter.",
        "Look the number up and correct it.",
    ),
    Check(
        "person",
        "upn",
        "upn is null and uniquelearnernumber is null and upnunknown is null",
        "There is neither a unique pupil number nor a learner number, and no reason why.",
        "Enter a number, or the reason there is none.",
    ),
    Check(
        "person",
        "personbirthdate",
        "personbirthdate < cast(as_at - interval 26 year as date)",
        "The person is over 25 on the census day.",
        "Check the birth date, or end the plan.",
    ),
    blank("requests", "receiveddate", "date the request was received"),
    blank("requests", "requestoutcomedate", "date of the decision to assess", "requestoutcome in ('Y', 'N')"),
    order("requests", "receiveddate", "requestoutcomedate", "The decision is dated before the request."),
    order("assessment", "received", "assessmentoutcomedate", "The outcome is dated before the request."),
    blank("assessment", "assessmentoutcomedate", "date of the outcome", "assessmentoutcome in ('Y', 'N')"),
    Check(
        "assessment",
        "assessmentoutcome",
        "assessmentoutcome = 'Y' and assessmenttableid not in (select assessmenttableid from namedplan)",
        "A plan was to be issued, and none is recorded.",
        "Enter the plan with the date it was issued.",
    ),
    blank("namedplan", "startdate", "date of the plan"),
    order("namedplan", "received", "startdate", "The plan is dated before the request."),
    order("namedplan", "startdate", "ceasedate", "The plan ends before it starts."),
    blank("namedplan", "ceasereason", "reason the plan ended", "ceasedate is not null"),
    order(
        "activeplans",
        "reviewmeeting",
        "lastreview",
        "The decision letter is dated before the review meeting.",
        "Check whether the two dates have been swapped.",
    ),
    order("placementdetail", "entrydate", "leavingdate", "The placement ends before it starts."),
)

EXTRACT = Extract(
    name="sen2",
    title="SEN2 person-level return",
    agency="LASEN",
    supplier="the council's SEN team, as returned to DfE each January or at any time from the case system",
    system=_SYSTEM,
    cadence_days=400,  # once a year, with the weeks it takes to return
    gateway=(
        "Education Act 1996 s29(3) and s537A and Children and Families Act 2014 s22 to s24: the council keeps and "
        "returns what it does for children and young people for whom it makes plans."
    ),
    tables=_TABLES,
    records=_RECORDS,
    checks=_CHECKS,
    restated=True,
)
