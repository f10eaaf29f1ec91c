"""The code lists against the lists of the collections they come from, typed out here apart from them."""

import pytest

from goldenthread.codes import lists
from goldenthread.law import Evidence

# From the published specifications, as the references of the project record them.
OFFICIAL = {
    "sen_provision": "N K E",
    "sen_need": "SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD DS OTH NSA",
    "exclusion_category": "SUSP PERM LNCH",
    "exclusion_reason": (
        "PP PA VP VA OW BW BU TB RA LG DS SM SB MB AB DR AR SR VR DA DM TH LD CB DB MT MP OS PH"  # May 2026: 29
    ),
    "attendance": "/ \\ L K V P W B D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z # C C1 C2 E I J1 M R S T G N O U",
    "sen2_outcome": "Y N A W H",
    "sen_setting": "OLA OPA EHE EYP OTH NEET NIEC NIEO",
    "cease_reason": "1 2 3 4 5 6 7 8 9",
    "upn_unknown": "UN1 UN2 UN3 UN5 UN8 UN9 UN10",
    "cin_need": "N0 N1 N2 N3 N4 N5 N6 N7 N8 N9",
    "cin_closure": "RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9",
    "abuse": "NEG PHY SAB EMO MUL",
    "sex": "M F U",
    "enrolment": "C M S F O G P",
    "ethnicity": (
        "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
    ),
    "csds_team_type": "06 16 17 23 26 32 33 34 36 37 38 45 50 58",
    "year_group": "E1 E2 N1 N2 R 1 2 3 4 5 6 7 8 9 10 11 12 13 14 M X",
    "ehc_exception": "EX-SCH EX-EY EX-PERS EX-AWAY EX-APPT EX-COVID",
}
# From the conventions and templates of our own, version 1.
OWN = {
    "record_status": "C D",
    "agency": "EDU LASEN EP VS EH CSC CWD ASC ICB CH CAMHS AMH ACUTE HOST PROV ADVOC FAM CYP VOL OTH",
    "service": "SLT OT PT PAED ASD ADHD CAMHS HV SN AUD CCN PSY DIET WHEEL MDT RESP CONT EP OTH",
    "role": (
        "SENCO TEACH TA HEAD EYP FEL EHCO EP SW TM FSW IRO VSH HV NN SN SLT OT PT DOC NURSE CAMHSP GP KW PA ASW DCO"
        " DMO DSCO COMM PANEL ADMIN OTH"
    ),
    "not_held": "CHILD FAMILY SETTING WORKER REARR NEVER OTH",
    "mode": "HOME CLINIC SETTING VIDEO PHONE LETTER ONLINE",
    "risk_level": "GREEN AMBER RED UNK",
    "short_break_basis": "LO S17 S17N S20R48 S20 ASC UNK",
    "short_break_route": "UNI TGT SBT CWD CCC UNK",
    "short_break_provision": "DAY HOL HOME OUTREACH FOSTER RESID NIGHTSIT DP OTH",
    "short_break_assessment": "NONE LIGHT EH CF CCC",
    "short_break_end": "AGE MOVED FAMILY PROVIDER NEEDMET LAC DIED OTH",
    "short_break_event": "REV IRO VIS ASM REA RSK",
    "short_break_trigger": "SCHED HOSP AE EXCL PTT ATT RISK CARER HOURS REFUSE FAMILY OTH",
    "short_break_outcome": "SAME UP DOWN CHANGE END REFCSC REFHLTH REFEHC",
    "away_basis": "S20 S31 S38 S42 S85 S86 MHA REMAND OTH UNK",
    "away_notification": "S85 S86 NEITHER",
    "away_setting": "RSS RSSCH CH SCH SUPP FOST HOSP CARE FECR OTH",
    "away_approval": "NO DCS NONE",
    "away_end": "PLANNED BREAKDOWN NOTICE CLOSED AGE HOME MOVED OTH",
    "away_event": "V28 V85 MAR LACR EHCR CETR PEP WELF CALL",
    "education_status": "FT PT TUITION NONE NOTAGE UNK",
    "away_health_status": "MET PART WAIT DROPPED UNASSESSED NONE UNK",
    "away_progress": "GOOD SOME STALLED WORSE UNK",
    "request_from": "PAR YP SCHOOL EY FE HEALTH CSC YJ TRANSFER OTH",
    "ehc_close": "ISSUED REFUSED NOTISSUED WITHDRAWN MOVED DIED OTH",
    "adviser": "PAR EDU SENSORY MED SLT OT PT CAMHS NURSE EP CSC ASC PFA OTHLA REQ",
    "advice_return": "FULL PART NOTKNOWN NONEED REUSED NONE",
    "review": "ANNUAL EARLY PHASE TRANSFERIN REASSESS",
    "review_trigger": "SUSP PEXRISK PTT BREAKDOWN LACMOVE HOSP FAMILY OTH",
    "review_decision": "MAINTAIN AMEND CEASE REASSESS",
    "phase_transfer": "EYSCH INFJUN PRIMID PRISEC MIDSEC SECP16 P16P16",
    "health_check": "AN NB W6 Y1 Y2 M3 M6 HO SE NCMPR NCMP6",
    "health_check_status": "DUE OFFERED BOOKED DONE DNA CANCPROV CANCFAM DECLINED MOVEDIN NOTAPPL",
    "health_check_not_done": "HOSP AWAY NOCONTACT CAPACITY LANGUAGE OTH",
    "health_check_onward": "NONE ADVICE REVIEW REFER EARLYHELP",
    "declined_by": "MOTHER FATHER CARER",
    "derivation": "CODED INFERRED",
    "asq3_band": "ABOVE MONITOR BELOW",
    "priority_band": "URG SOON STD",
    "clinical_flag": "DYSPHAGIA SELFHARM SAFEGUARD REGRESSION DSRRED DSRAMBER",
    "waiting_for": "FIRST ASSESS DIAG TREAT SPECIALIST EQUIP REVIEW",
    "first_contact": "TRIAGE ADVICE ASSESS TREAT GROUP LETTER",
    "waiting_support": "NONE RESOURCES GROUP DROPIN SCHOOLPROG KEYWORKER PHONE OTH",
    "referral_rejected": "INCOMPLETE CRITERIA AREA AGE REDIRECT DUPLICATE",
    "clock_stop": "TREATED NOTREAT WATCH DECLINED DISCHARGED",
    "referral_closed": "TREATED DISCHARGED WITHDREW DNA MOVED AGEDOUT TRANSFER REJECTED DUPLICATE DIED OTH",
    "harm_review": "NONE LOW MOD SEVERE",
    "leaving_destination": "SCHOOL EHE AP PEX MOVED UNKNOWN OTH",
    "exclusion_governors_decision": "UPHELD REINSTATED NOTED",
    "exclusion_panel_outcome": "UPHELD RECOMMEND QUASHED",
    "session": "AM PM",
}
IN_THE_PRODUCT_ONLY = {"duty", "linked_identifier_type", "setting_phase", "term"}


@pytest.mark.parametrize("name", sorted(OFFICIAL | OWN))
def test_list_holds_exactly_its_codes(name: str) -> None:
    assert set(lists()[name].codes) == set((OFFICIAL | OWN)[name].split())


def test_every_list_is_held_against_a_source() -> None:
    assert set(lists()) == set(OFFICIAL) | set(OWN) | IN_THE_PRODUCT_ONLY


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_a_list_of_others_says_how_sure_we_are(name: str) -> None:
    assert lists()[name].evidence is not Evidence.OWN


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_list_of_our_own_claims_no_source(name: str) -> None:
    assert lists()[name].evidence is Evidence.OWN


def test_what_is_not_verified_is_marked() -> None:
    attendance = lists()["attendance"]
    assert set(attendance.codes) - attendance.from_memory == {"/", "\\", "L", "K", "V"}
    assert lists()["upn_unknown"].from_memory == set(lists()["upn_unknown"].codes)


def test_older_codes_lead_to_codes_in_force() -> None:
    for name, held in lists().items():
        if name != "csds_team_type":  # its bridge leads to our service list
            assert set(held.bridge.values()) <= set(held.codes), name
        assert set(held.from_memory) <= held.known(), name
    assert set(lists()["csds_team_type"].bridge.values()) <= set(lists()["service"].codes)


def test_bridges_that_the_references_name() -> None:
    assert lists()["exclusion_category"].bridge["FIXD"] == "SUSP"
    assert lists()["attendance"].bridge == {"J": "J1"}
    reasons = lists()["exclusion_reason"].bridge
    assert (reasons["BW"], reasons["SB"], reasons["LD"], reasons["CB"]) == ("OW", "SM", "DB", "DB")
    assert not {"MB", "AB", "MP", "OS"} & set(reasons), "the references set no bridge for these"


def test_the_same_letters_mean_different_things_in_different_lists() -> None:
    assert lists()["sen_need"].meaning("DS") != lists()["exclusion_reason"].meaning("DS")
    assert lists()["sen_need"].meaning("??") is None


def test_early_years_and_census_ethnicity_codes_are_known() -> None:
    assert lists()["ethnicity"].bridge["WENG"] == "WBRI"
    assert {"ANEP", "OAFG", "WCOR"} <= lists()["ethnicity"].known()
