"""Ethnic background: used to audit fairness and never as a reason."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="ethnicity",
    source="DfE Common Basic Data Set; SSDA903, children in need census and SEN2",
    year=2026,
    codes={
        "WBRI": "White British",
        "WIRI": "White Irish",
        "WOTH": "any other White background",
        "WIRT": "Traveller of Irish heritage",
        "WROM": "Gypsy or Roma",
        "MWBC": "White and Black Caribbean",
        "MWBA": "White and Black African",
        "MWAS": "White and Asian",
        "MOTH": "any other mixed background",
        "AIND": "Indian",
        "APKN": "Pakistani",
        "ABAN": "Bangladeshi",
        "AOTH": "any other Asian background",
        "BCRB": "Black Caribbean",
        "BAFR": "Black African",
        "BOTH": "any other Black background",
        "CHNE": "Chinese",
        "OOTH": "any other ethnic background",
        "REFU": "refused",
        "NOBT": "not yet obtained",
    },
)
