"""What a school wrote in the register for a half-day session."""

from datetime import date

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

_FROM_MEMORY = "P W B D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z # C C1 C2 E I J1 M R S T G N O U J H Y F"

LIST = CodeList(
    name="attendance",
    source="Attendance regulations, SI 2024/208 reg 10",
    year=2024,
    codes={
        "/": "present, morning",
        "\\": "present, afternoon",
        "L": "late before the register closed",
        "K": "education arranged by the council",
        "V": "educational visit",
        "P": "sporting activity",
        "W": "work experience",
        "B": "other approved educational activity",
        "D": "dual registered, at the other school",
        "X": "not of compulsory school age",
        "Q": "no transport or access arrangement made",
        "Y1": "transport not available",
        "Y2": "travel disruption",
        "Y3": "part of the site closed",
        "Y4": "site closed unexpectedly",
        "Y5": "in criminal justice detention",
        "Y6": "public health",
        "Y7": "other unavoidable cause",
        "Z": "not yet on roll",
        "#": "planned closure",
        "C": "exceptional leave",
        "C1": "performance or employment",
        "C2": "part-time timetable",
        "E": "suspended or excluded, no alternative provision",
        "I": "illness",
        "J1": "job or school interview",
        "M": "medical or dental appointment",
        "R": "religious observance",
        "S": "study leave",
        "T": "parent travelling for work",
        "G": "holiday not granted",
        "N": "no reason yet",
        "O": "absent without authorisation",
        "U": "arrived after the register closed",
    },
    bridge={  # codes in use before 19 August 2024; C and Y split into several and cannot be bridged
        "J": "J1",
    },
    retired={
        "J": "interview",
        "H": "family holiday agreed",
        "Y": "unable to attend because of exceptional circumstances",
        "F": "extended family holiday agreed",
    },
    evidence=Evidence.SOURCE,
    from_memory=frozenset(_FROM_MEMORY.split()),
    replaced_on=date(2024, 8, 19),
)
