"""The type of special educational need."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="sen_need",
    source="DfE Common Basic Data Set, May 2026",
    year=2026,
    codes={
        "SPLD": "specific learning difficulty",
        "MLD": "moderate learning difficulty",
        "SLD": "severe learning difficulty",
        "PMLD": "profound and multiple learning difficulty",
        "SEMH": "social, emotional and mental health",
        "SLCN": "speech, language and communication",
        "HI": "hearing impairment",
        "VI": "vision impairment",
        "MSI": "multi-sensory impairment",
        "PD": "physical disability",
        "ASD": "autistic spectrum",
        "DS": "Down syndrome",
        "OTH": "other",
        "NSA": "SEN support but no specialist assessment",
    },
    evidence=Evidence.SOURCE,
)
