"""Who each sender says a child is: names, birth date, identifiers and addresses, exactly as one source sees them."""

from goldenthread.records._record import Category, Record, date, flag, text


class Person(Record):
    """A person as one source sees them in one row; linkage collapses the rows of one ``person_key``."""

    TABLE = "person"
    CATEGORY = Category.IDENTITY
    SOURCE = "every extract that names people"
    HOLDER = "r.agency"

    agency = text("the kind of agency", codes="agency")
    system = text("the system the id belongs to; several feeds of one system share it")
    source_person_id = text("the sender's own id for the person")
    surname = text("surname as sent")
    forename = text("forename as sent")
    middle_names = text("middle names as sent")
    former_surname = text("a surname held before")
    preferred_surname = text("the surname the family uses")
    preferred_forename = text("the forename the child uses")
    born = date("birth date")
    expected = date("expected birth date, for a child not yet born")
    sex = text("M, F or U", codes="sex")
    ethnicity = text("ethnicity code as sent; audits fairness and is never a reason", codes="ethnicity")
    postcode = text("home postcode as sent")
    nhs_number = text("NHS number, ten digits, valid; else null")
    upn = text("unique pupil number, valid; else null")
    former_upn = text("an earlier unique pupil number")
    uln = text("unique learner number, valid; else null")
    la_child_id = text("the council's own child id")
    setting_urn = text("the school the sender has the child at")
    address_restricted = flag("the address must not be shown anywhere")
    sealed = flag("the sender marks a severed identity, as after adoption")
    died = date("the day the child died, where the sender says so")


class Identifier(Record):
    """One identifier of one person, with the dates it was theirs."""

    TABLE = "identifier"
    CATEGORY = Category.IDENTITY
    SOURCE = "person blocks; ssd_linked_identifiers; census former UPN"

    kind = text("NHS, UPN, FORMER_UPN, ULN or LA_CHILD_ID")
    value = text("the identifier as sent, spaces removed")
    valid = flag("its check character is right")
    valid_from = date("first day it was theirs")
    valid_to = date("last day it was theirs")


class Address(Record):
    """One address of one person, with its dates."""

    TABLE = "address"
    CATEGORY = Category.IDENTITY
    SOURCE = "person blocks; census addresses; ssd_address"

    kind = text("HOME, PLACEMENT or OTHER")
    postcode = text("postcode as sent")
    started = date("first day there")
    ended = date("last day there")
    restricted = flag("must not be shown anywhere")


class Involvement(Record):
    """A team that is open to a child, and from what we know it."""

    TABLE = "involvement"
    CATEGORY = Category.IDENTITY
    SOURCE = "ssd_involvements; enrolments; open waits; EHC cases; short-break and away lead workers"
    HOLDER = "r.agency"

    agency = text("the kind of agency", codes="agency")
    service = text("the health service, where it is one", codes="service")
    team = text("the team's name or id as sent")
    setting_urn = text("the school, where the team is a school")
    worker = text("the worker's id as sent")
    role = text("the worker's role", codes="role")
    started = date("since when")
    ended = date("until when; null while open")
