"""What an independent review panel decided about an exclusion."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="exclusion_panel_outcome",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "UPHELD": "upheld",
        "RECOMMEND": "reconsideration recommended",
        "QUASHED": "quashed",
    },
)
