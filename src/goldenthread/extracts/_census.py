"""The tables and headings of the School Census's COLLECT export, autumn 2020 onwards, and how they changed by year.

Source: DfE School Census technical specification, as kept year by year in liia-tools-pipeline (headings are facts).
Years are calendar years of the census day; 'spring 2025' holds from then until a later version is listed.
"""

from goldenthread.extracts._collect import ids

HEADER = (
    f"{ids('schoolcensus')} name collection term year referencedate serialno sourcelevel estab softwarecode datetime"
    " release xversion lea urn"
)

_PUPIL = (
    f"{ids('pupilonroll', 'schoolcensus')} upn formerupn surname forename middlenames preferredsurname"
    " uniquelearnernumber formersurname dob hoursatsetting schoollunchtaken parttime entrydate topupfunding"
    " termlysessionspossible moveoffrollflag fundedhours missingaddress sex yssa language classtype"
    " enrolstatus boarder plaa senprovision ncyearactual dafindicator extendedhours resourcedprovisionindicator"
    " senunitindicator servicechild"
)
_LEAVER = (
    f"{ids('pupilnolongeronroll', 'schoolcensus')} upn formerupn surname forename middlenames preferredsurname"
    " uniquelearnernumber formersurname dob entrydate leavingdate parttime termlysessionspossible moveonrollflag sex"
    " boarder language"
)
_HOURS = (
    " qualhrs nonqualhrs summerhalfterm2sessionspossible mathsgcsehighestpriorattainment"
    " englishgcsehighestpriorattainment mathsgcsefundingexemption englishgcsefundingexemption"
    " englishgcsehighestpriorattainmentpreviousyear mathsgcsehighestpriorattainmentpreviousyear nonqualhrspreviousyear"
    " qualhrspreviousyear tlevelnonqualhrs tlevelqualhrs"
)
_GCSE_2020 = " mathsgcsepriorattainmentyeargroup englishgcsepriorattainmentyeargroup"
_GCSE = " mathsgcsepriorattainmentyear11 englishgcsepriorattainmentyear11"
_TOTALS = " termlysessionsauthorised termlysessionsunauthorised"
_SUMMER_TOTALS = " summerhalfterm2sessionsauthorised summerhalfterm2sessionsunauthorised"
_SCHOOLING = " termlysessionseducational termlysessionsexceptional"
_COVID = " termlysessionscoronavirus"
_EARLY = " unitcontacttime duplicatenotfunded ethnicity eyppr eyppbf"
_AUTUMN = _HOURS + " ftemp duplicatenotfunded"

# version: (headings, whether sex is still headed 'gender')
ON_ROLL = {
    "autumn 2020": (_PUPIL + _AUTUMN + _GCSE_2020 + _TOTALS + _SUMMER_TOTALS + " thirtyhourcode", True),
    "autumn 2021": (_PUPIL + _AUTUMN + _GCSE + _TOTALS + _SUMMER_TOTALS + " thirtyhourcode", True),
    "autumn 2023": (_PUPIL + _AUTUMN + _GCSE + _TOTALS + _SUMMER_TOTALS + " thirtyhourcode", False),
    "autumn 2024": (_PUPIL + _AUTUMN + _GCSE + _TOTALS + _SUMMER_TOTALS + " eligibilitycode eyppr eyppbf", False),
    "autumn 2025": (_PUPIL + _AUTUMN + _GCSE + " eligibilitycode eyppr eyppbf", False),
    "spring 2021": (_PUPIL + _EARLY + _TOTALS + _SCHOOLING + _COVID + " thirtyhourcode", True),
    "spring 2023": (_PUPIL + _EARLY + _TOTALS + _SCHOOLING + " thirtyhourcode youngcarer", True),
    "spring 2024": (_PUPIL + _EARLY + _TOTALS + _SCHOOLING + " thirtyhourcode youngcarer", False),
    "spring 2025": (_PUPIL + _EARLY + " eligibilitycode youngcarer", False),
    "summer 2020": (_PUPIL + _TOTALS + " thirtyhourcode", True),
    "summer 2021": (_PUPIL + _TOTALS + _SCHOOLING + _COVID + " thirtyhourcode", True),
    "summer 2023": (_PUPIL + _TOTALS + _SCHOOLING + " thirtyhourcode", True),
    "summer 2024": (_PUPIL + _TOTALS + _SCHOOLING + " thirtyhourcode eyppr eyppbf expandedhours", False),
    "summer 2025": (_PUPIL + " eligibilitycode eyppr eyppbf expandedhours", False),
}
OFF_ROLL = {
    "autumn 2020": (_LEAVER + _HOURS + _GCSE_2020 + _TOTALS + _SUMMER_TOTALS + " missingaddress ncyearleaving", True),
    "autumn 2021": (_LEAVER + _HOURS + _GCSE + _TOTALS + _SUMMER_TOTALS + " missingaddress ncyearleaving", True),
    "autumn 2023": (_LEAVER + _HOURS + _GCSE + _TOTALS + _SUMMER_TOTALS + " missingaddress ncyearleaving", False),
    "autumn 2025": (_LEAVER + _HOURS + _GCSE + " missingaddress ncyearleaving", False),
    "spring 2021": (_LEAVER + " ethnicity" + _TOTALS + _SCHOOLING + _COVID, True),
    "spring 2023": (_LEAVER + " ethnicity" + _TOTALS + _SCHOOLING, True),
    "spring 2024": (_LEAVER + " ethnicity" + _TOTALS + _SCHOOLING, False),
    "spring 2025": (_LEAVER + " ethnicity", False),
    "summer 2020": (_LEAVER + _TOTALS, True),
    "summer 2021": (_LEAVER + _TOTALS + _SCHOOLING + _COVID, True),
    "summer 2023": (_LEAVER + _TOTALS + _SCHOOLING, True),
    "summer 2024": (_LEAVER + _TOTALS + _SCHOOLING, False),
    "summer 2025": (_LEAVER, False),
}

# Tables that are known and of which nothing is needed: (the table each row belongs to, its headings after the ids).
NOT_NEEDED = {
    "approvisiondetailoffroll": (
        "pupilnolongeronroll",
        "prevurn apreason senprovisionentry",
    ),
    "approvisiondetailonroll": (
        "pupilonroll",
        "prevurn apreason senprovisionentry",
    ),
    "childcare": (
        "school",
        "openingtime closingtime noofchildcareplaces childcarewksopen onsite childcaresignposting"
        " typeofchildcare childcareprovider otherschools childcareplacesavailability childcarebefore8am"
        " childcarecovers8amto6pm childcareuntil6pm holidaychildcareproviderhours",
    ),
    "classes": (
        "school",
        "ppateachers exceptiona exceptionb exceptionc exceptiond exceptione exceptionf classname teachers"
        " nonteachers homepupils guestpupils exceptiong exceptionh classactivity yeargroup category"
        " keystage",
    ),
    "fsmperiod": (
        "pupilonroll",
        "fsmstartdate fsmenddate ukcountry",
    ),
    "fsmperiodsonroll": (
        "pupilonroll",
        "fsmstartdate fsmenddate ukcountry",
    ),
    "fundingbasisitems": (
        "pupilonroll",
        "fundingbasis",
    ),
    "learnerfamoffroll": (
        "pupilnolongeronroll",
        "learnerfamtype learnerfamcode learnerfamhours",
    ),
    "learnerfamonroll": (
        "pupilonroll",
        "learnerfamtype learnerfamcode learnerfamhours",
    ),
    "learnersupportoffroll": (
        "pupilnolongeronroll",
        "supportcode",
    ),
    "learnersupportonroll": (
        "pupilonroll",
        "supportcode",
    ),
    "learningaimsoffroll": (
        "programmeaimsoffroll",
        "pupilnolongeronrolltableid qn learningstartdate learningplannedenddate learningactualenddate scc"
        " coreaim partnerukprn learningaimstatus learningaimwithdrawalreason traineeship progtype",
    ),
    "learningaimsonroll": (
        "programmeaimsonroll",
        "pupilonrolltableid qn coreaim partnerukprn learningstartdate learningplannedenddate"
        " learningactualenddate scc learningaimwithdrawalreason learningaimstatus traineeship progtype",
    ),
    "programmeaimsoffroll": (
        "pupilnolongeronroll",
        "qn programmestartdate programmeplannedenddate programmeactualenddate traineeship"
        " programmeaimstatus programmeaimwithdrawalreason progtype",
    ),
    "programmeaimsonroll": (
        "pupilonroll",
        "qn learningstartdate learningplannedenddate learningactualenddate learningaimstatus"
        " learningaimwithdrawalreason traineeship progtype programmestartdate programmeplannedenddate"
        " programmeactualenddate programmeaimstatus programmeaimwithdrawalreason",
    ),
    "provisions": (
        "school",
        "specialschooltype",
    ),
    "school": (
        "schoolcensus",
        "schoolname email phoneno intake phase type highestncyeargroup governance lowestncyeargroup"
        " maxdaypupils maxboarders minmaleage maxmaleage minfemaleage maxfemaleage secondarylodged"
        " secondarywithdrawn secondaryheard secondaryupheld secondaryrejected infantslodged"
        " infantswithdrawn infantsheard infantsupheld infantsrejected parttimenotin privatestudy"
        " pupilsatotherschool workexperience fecollege freemealstaken childmothers teenmotherplaces"
        " childcareplaces accommodation",
    ),
    "schoolarrangedapdetailoffroll": (
        "pupilnolongeronroll",
        "urn ukprn entrydate leavingdate apsessionsperweek apsettingtype placementreason"
        " senprovisionentry senprovisionleaving apattendancepattern applacementpostcode companynumber",
    ),
    "schoolarrangedapdetailonroll": (
        "pupilonroll",
        "urn ukprn entrydate leavingdate apsessionsperweek apsettingtype placementreason"
        " senprovisionentry senprovisionleaving apattendancepattern applacementpostcode companynumber",
    ),
    "workplaceentityoffroll": (
        "learningaimsoffroll",
        "wpstartdate wpenddate wphours wpmode wpemployerid",
    ),
    "workplaceentityonroll": (
        "learningaimsonroll",
        "wpstartdate wpenddate wphours wpmode wpemployerid",
    ),
}
