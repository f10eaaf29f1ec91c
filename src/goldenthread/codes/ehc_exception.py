"""The exceptions that disapply a time limit of the EHC process (SEND Regulations 2014)."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="ehc_exception",
    source="SEND Regulations 2014 regs 5(4), 8(2), 10(4), 13(3)",
    year=2014,
    codes={
        "EX-SCH": "school closed for four weeks or more",
        "EX-EY": "early-years setting closed for four weeks or more",
        "EX-PERS": "exceptional personal circumstances",
        "EX-AWAY": "away from the area for four weeks or more",
        "EX-APPT": "missed an appointment made by the adviser (adviser's clock only)",
        "EX-COVID": "1 May to 25 September 2020 only",
    },
    evidence=Evidence.SECONDARY,
)
