"""Who declined a health check."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="declined_by",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "MOTHER": "mother",
        "FATHER": "father",
        "CARER": "other carer",
    },
)
