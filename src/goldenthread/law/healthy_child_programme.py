"""The universal health visitor reviews of the Healthy Child Programme, and the ages at which they are due."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_ACT = "Local Authorities (Public Health Functions) Regulations 2013 (SI 2013/351), reg 5A as inserted by SI 2015/921"
_URL = "https://www.legislation.gov.uk/uksi/2015/921/regulation/2/made"
_FROM = date(2015, 10, 1)
_READ = date(2026, 11, 25)


UNIVERSAL_REVIEWS = Provision(
    _ACT,
    "reg 5A(1)",
    "Each council provides five health visitor reviews, so far as is reasonably practicable. It is a duty to provide a "
    "service; a family may decline.",
    _URL,
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
)


def _age(
    pinpoint: str, says: str, *, days: int | None = None, weeks: int | None = None, months: int | None = None
) -> Provision:
    """An age at which a review opens or by which it is made: for one child a standard, the duty being the service's."""
    return Provision(
        _ACT,
        pinpoint,
        f"{says} The council's duty is to provide the service; this is no legal limit for one child.",
        _URL,
        Level.STANDARD,
        Evidence.SOURCE,
        read_on=_READ,
        in_force_from=_FROM,
        days=days,
        weeks=weeks,
        months=months,
    )


ANTENATAL_IN_THE_LAST_12_WEEKS = _age(
    "reg 5A(2)(a)",
    "The antenatal review is made after 28 weeks of pregnancy: in the twelve weeks before the birth.",
    weeks=12,
)
NEW_BIRTH_OPENS = _age("reg 5A(2)(b)", "The new birth visit can be made from the age of one day.", days=1)
NEW_BIRTH_BY_2_WEEKS = _age("reg 5A(2)(b)", "The new birth visit is made by the age of two weeks.", weeks=2)
SIX_TO_EIGHT_WEEKS_OPENS = _age("reg 5A(2)(c)", "The second review can be made from the age of six weeks.", weeks=6)
SIX_TO_EIGHT_WEEKS_BY_8_WEEKS = _age("reg 5A(2)(c)", "The second review is made by the age of eight weeks.", weeks=8)
ONE_YEAR_OPENS = _age("reg 5A(2)(d)", "The one-year review can be made from the age of nine months.", months=9)
ONE_YEAR_BY_15_MONTHS = _age("reg 5A(2)(d)", "The one-year review is made by the age of fifteen months.", months=15)
TWO_YEAR_OPENS = _age("reg 5A(2)(e)", "The two-year review can be made from the age of two.", months=24)
TWO_YEAR_BY_30_MONTHS = _age("reg 5A(2)(e)", "The two-year review is made by the age of two and a half.", months=30)
UNTIL_THE_FIFTH_BIRTHDAY = _age("reg 5A(4)(a)", "Only a child under five is eligible.", months=60)
