"""The Visits to Children in Long-Term Residential Care Regulations 2011: children away and not looked after."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_ACT = "Visits to Children in Long-Term Residential Care Regulations 2011 (SI 2011/1010)"
_URL = "https://www.legislation.gov.uk/uksi/2011/1010/made"
_FROM = date(2011, 4, 25)

WORKING_DAY = Provision(
    _ACT,
    "reg 2",
    "A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and "
    "Wales.",
    _URL,
    Level.MUST,
    Evidence.SOURCE,
    read_on=date(2026, 11, 25),
    in_force_from=_FROM,
)
VISITS = Provision(
    _ACT,
    "reg 3",
    "A child in a residential school, hospital or care home for three months or more is visited by the council. The "
    "intervals are not verified, so none is held here.",
    _URL,
    Level.MUST,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    in_force_from=_FROM,
)
NOTIFY_AT_THREE_MONTHS = Provision(
    "Children Act 1989",
    "ss85 and 86",
    "The council is told when a child is, or is meant to be, away in such a place for three months in a row.",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/85",
    Level.MUST,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    months=3,
)
