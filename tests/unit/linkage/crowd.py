"""Made-up children as hostile sources would list them: written from a catalogue of errors, not from the simulator.

Families with brothers and sisters, twins and cousins; names of several origins; every source with error rates of its
own, drawn afresh for every crowd. ``Crowd.rows`` are person rows, ``Crowd.truth`` says which child each person_key is.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from goldenthread.engine import DuckDBEngine
from goldenthread.records.people import Address, Identifier, Person

AS_OF = date(2025, 7, 18)
Row = dict[str, Any]

ORIGINS: dict[str, tuple[float, str, str, str]] = {
    "british": (
        0.62,
        "Oliver George Harry Noah Jack Leo Arthur Alfie Charlie Freddie Theo Archie Henry Joshua Thomas William James "
        "Jacob Ethan Daniel Samuel Joseph Mason Finley Riley Connor Callum Kieran Jordan Kyle",
        "Olivia Amelia Isla Ava Emily Sophia Grace Lily Freya Ivy Ella Florence Poppy Charlotte Evie Rosie Jessica "
        "Daisy Chloe Megan Holly Abigail Phoebe Ruby Lucy Imogen Bethany Eleanor Matilda Alice",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts "
        "Green Hall Wood Jackson Clarke O'Neill Pascoe Tregenza Penrose Hocking Rowe Martin Cooper Hill Ward Moore "
        "Turner Parker Cook Bailey Carter Mitchell Shaw Bennett Gray Mills Rogers Stone Fox Reid Lloyd",
    ),
    "south asian": (
        0.14,
        "Muhammad Ibrahim Yusuf Ayaan Zayn Haris Rayyan Arjun Rohan Ali Hassan Hussain Adam Musa",
        "Fatima Aisha Maryam Zainab Anaya Priya Aaliyah Hafsa Khadija Simran Inaya Safa",
        "Khan Ahmed Hussain Begum Patel Singh Kaur Ali Miah Akhtar Shah Malik Chowdhury Rahman Iqbal",
    ),
    "east european": (
        0.10,
        "Jakub Kacper Filip Szymon Mateusz Andrei Stefan Nikolai Bartosz Oskar",
        "Zuzanna Julia Maja Oliwia Aleksandra Ioana Andreea Katarzyna Milena Weronika",
        "Nowak Kowalski Wiśniewski Wójcik Popescu Ionescu Dąbrowski Zieliński Petrov Łukasik",
    ),
    "african": (
        0.14,
        "Abdirahman Kwame Emmanuel Tobi Chidi Samuel Mohamed Yonas Abel David Kofi Liban",
        "Ayomide Blessing Hodan Amina Ngozi Zuri Temi Miriam Grace Hibo Esther Sahra",
        "Okafor Mensah Adeyemi Warsame Abdi Boateng Hassan Tesfaye Mohamed Osei Eze Jama",
    ),
}
ANOTHER_WAY = {
    "Oliver": "Ollie", "Thomas": "Tom", "Samuel": "Sam", "William": "Will", "Joseph": "Joe", "Daniel": "Danny",
    "Joshua": "Josh", "Jacob": "Jake", "Abigail": "Abby", "Jessica": "Jess", "Bethany": "Beth", "Eleanor": "Ellie",
    "Matilda": "Tilly", "Charlotte": "Lottie", "Muhammad": "Mohammed", "Yusuf": "Yousef", "Hussain": "Hussein",
    "Aisha": "Ayesha", "Zainab": "Zaynab", "Maryam": "Mariam", "Mateusz": "Matthew", "Jakub": "Jacob",
    "Katarzyna": "Kasia", "Aleksandra": "Ola", "Mohamed": "Muhammad", "Amina": "Aminah", "Ibrahim": "Ebrahim",
    "Ayaan": "Ayan", "Khadija": "Khadijah", "Rayyan": "Rayan",
}  # fmt: skip
DIGITS = "0123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Source:
    """One sender's system. Shares of its children: ``covers`` of the area's, ``nhs`` and ``upn`` of its rows."""

    system: str
    covers: float
    nhs: float = 0.0
    upn: float = 0.0
    twice: float = 0.01
    slip: float = 1.0  # its error rates, as a multiple of the catalogue's
    names: bool = True
    postcode: bool = True


SOURCES = (
    Source("school", 0.9, upn=0.995, twice=0.005, slip=0.8),
    Source("sen2", 0.15, upn=0.94, twice=0.008, slip=0.8),
    Source("care", 0.14, nhs=0.55, upn=0.70, twice=0.02, slip=2.0),
    Source("community", 0.25, nhs=0.97, twice=0.03, slip=1.4),
    Source("checks", 0.6, nhs=0.99, twice=0.01),
    Source("camhs", 0.09, nhs=0.96, twice=0.03, slip=1.4),
    Source("breaks", 0.04, nhs=0.4, upn=0.5, slip=1.6),
)
# errors per row: how often a row has each
RATES = {
    "typo_forename": 0.01,
    "typo_surname": 0.01,
    "another_way": 0.012,
    "swapped_names": 0.004,
    "other_surname": 0.012,
    "hyphen": 0.006,
    "day_month": 0.003,
    "born_digit": 0.004,
    "first_january": 0.001,
    "moved": 0.07,
    "postcode_typo": 0.006,
    "no_sex": 0.004,
    "wrong_sex": 0.002,
    "wrong_number": 0.003,
}


@dataclass(frozen=True)
class Child:
    """One child as it truly is."""

    number: int
    forename: str
    surname: str
    other_surname: str
    born: date
    sex: str
    postcode: str
    before: str
    school: int
    nhs: str
    upn: str
    twin_of: int | None
    origin: str


@dataclass
class Crowd:
    """Rows, and who they are."""

    children: list[Child]
    rows: list[Row] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)

    def engine(self, folder: Path, decisions: list[tuple[str, str, str]] | None = None) -> DuckDBEngine:
        """An engine that holds the rows as intake would make them."""
        return engine(folder, self.rows, decisions)


def engine(folder: Path, rows: list[Row], decisions: list[tuple[str, str, str]] | None = None) -> DuckDBEngine:
    """An engine with sent_person, sent_identifier, sent_address and link_decision (left, right, decision)."""
    made = DuckDBEngine(folder / "spill")
    made.connection.execute("set threads = 1").fetchall()  # the tables are small
    made.attach_arrow("sent_person", table(Person, rows))
    made.attach_arrow("sent_identifier", table(Identifier, []))
    made.attach_arrow("sent_address", table(Address, []))
    made.create(
        "link_decision",
        "select null::varchar as left_key, null::varchar as right_key, null::varchar as decision,"
        " null::timestamp as decided_at, null::varchar as decided_by where false",
    )
    for place, (left, right, decision) in enumerate(decisions or []):
        made.connection.execute(
            "insert into link_decision values (?, ?, ?, timestamp '2025-07-01' + to_days(?), 'u1')",
            [left, right, decision, place],
        ).fetchall()
    return made


_TYPES = {"VARCHAR": pa.string(), "DATE": pa.date32(), "BOOLEAN": pa.bool_(), "INTEGER": pa.int32()}


def table(record: Any, rows: list[Row]) -> pa.Table:
    """Rows as a record's table, every column there."""
    columns = record.columns()
    schema = pa.schema([(name, _TYPES[column.type]) for name, column in columns.items()])
    return pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows], schema=schema)


def person(key: str, **said: Any) -> Row:
    """One person row; ``key`` is 'system|sender|id'."""
    system, sender, own = key.split("|")
    given = {
        "record_id": f"L00001:{abs(hash(key)) % 99991}",
        "person_key": key,
        "source": system,
        "sender": sender,
        "system": system,
        "source_person_id": own,
        "row_key": key,
        "version": "1",
        "deleted": False,
        "received": AS_OF,
        "sealed": False,
    }
    return {**given, **said}


def crowd(
    seed: int, families: int = 700, sources: tuple[Source, ...] = SOURCES, noise: float = 1.0, **rates: float
) -> Crowd:
    """A crowd by seed. Rates are those of RATES times ``noise``, times the source's own, times a draw of 0.5 to 1.5."""
    draw = random.Random(seed)
    made = Crowd(_children(draw, families))
    for source in sources:
        wobble = {
            name: rate * noise * source.slip * draw.uniform(0.5, 1.5) for name, rate in {**RATES, **rates}.items()
        }
        for child in made.children:
            if draw.random() < source.covers:
                for _ in range(1 + (draw.random() < source.twice)):
                    _list(made, draw, source, child, wobble)
    draw.shuffle(made.rows)
    return made


def _list(made: Crowd, draw: random.Random, source: Source, child: Child, rates: dict[str, float]) -> None:
    sender = f"s{child.school}" if source.system == "school" else "x"
    key = f"{source.system}|{sender}|{len(made.truth):06d}"
    made.rows.append(person(key, **_said(made, draw, source, child, rates)))
    made.truth[key] = child.number


def _said(made: Crowd, draw: random.Random, source: Source, child: Child, rates: dict[str, float]) -> Row:
    def err(name: str) -> bool:
        return draw.random() < rates[name]

    forename = ANOTHER_WAY.get(child.forename, child.forename) if err("another_way") else child.forename
    surname = child.other_surname if err("other_surname") else child.surname
    surname = f"{surname}-{child.other_surname}" if err("hyphen") else surname
    forename = _typo(draw, forename) if err("typo_forename") else forename
    surname = _typo(draw, surname) if err("typo_surname") else surname
    forename, surname = (surname, forename) if err("swapped_names") else (forename, surname)
    postcode = child.before if err("moved") else child.postcode
    postcode = postcode[:-1] + draw.choice("ABDEFGHJ") if err("postcode_typo") else postcode
    other = draw.choice(made.children)
    numbers = other if err("wrong_number") else child
    sex = None if err("no_sex") else {"M": "F", "F": "M"}[child.sex] if err("wrong_sex") else child.sex
    return {
        "forename": forename if source.names else None,
        "surname": surname if source.names else None,
        "born": _born(draw, child.born, err("day_month"), err("born_digit"), err("first_january")),
        "sex": sex,
        "postcode": postcode if source.postcode else None,
        "nhs_number": numbers.nhs if draw.random() < source.nhs else None,
        "upn": numbers.upn if draw.random() < source.upn else None,
    }


def _born(draw: random.Random, born: date, swapped: bool, digit: bool, default: bool) -> date:
    if default:
        return date(born.year, 1, 1)
    if swapped and born.day <= 12:
        return date(born.year, born.day, born.month)
    return born + timedelta(days=draw.choice((-1, 1, 10, -10, 365))) if digit else born


def _typo(draw: random.Random, name: str) -> str:
    place = draw.randrange(1, len(name))
    kind = draw.randrange(4)
    if kind == 0 and place < len(name) - 1:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if kind == 1:
        return name[:place] + name[place + 1 :]
    return name[:place] + draw.choice(LETTERS) + name[place + (kind == 2) :]


def _children(draw: random.Random, families: int) -> list[Child]:
    made: list[Child] = []
    for _ in range(families):
        _family(draw, made, families)
    return made


def _family(draw: random.Random, made: list[Child], families: int) -> None:
    origin = draw.choices(list(ORIGINS), [share for share, *_ in ORIGINS.values()])[0]
    boys, girls, surnames = (names.split() for names in ORIGINS[origin][1:])
    surname, other = draw.choices(surnames, [1 / (place + 3) for place in range(len(surnames))], k=2)
    home, before = (_postcode(draw, families) for _ in range(2))
    born = date(2000, 9, 1) + timedelta(days=draw.randrange(365 * 24))
    taken: set[str] = set()
    for _ in range(draw.choices((1, 2, 3, 4), (45, 38, 13, 4))[0]):
        twins = 2 if draw.random() < 0.03 else 1
        for turn in range(twins):
            sex = draw.choice("MF")
            pool = [name for name in (boys if sex == "M" else girls) if name not in taken]
            forename = draw.choices(pool, [1 / (place + 4) for place in range(len(pool))])[0]
            taken.add(forename)
            number = len(made)
            made.append(
                Child(number, forename, surname, other, born, sex, home, before, draw.randrange(1 + families // 200),
                      _number(draw, 10), "Z" + _number(draw, 12), number - 1 if turn else None, origin)
            )  # fmt: skip
        born += timedelta(days=draw.randrange(400, 1500))
        if born > date(2025, 6, 1):
            return


def _postcode(draw: random.Random, families: int) -> str:
    block = draw.randrange(max(1, families // 12))
    first, second = "ABDEFGHJLN"[block // 40 % 10], "ABDEFGHJLNPQRSTUWXYZ"[block // 2 % 20]
    return f"ZZ{1 + block // 4000 % 9} {block // 400 % 10}{first}{second}"


def _number(draw: random.Random, length: int) -> str:
    return "".join(draw.choice(DIGITS) for _ in range(length))


@dataclass(frozen=True)
class Score:
    """Pairs of persons of different sources."""

    precision: float
    recall: float
    unshared: float
    false: int
    twins_false: int
    pairs: int
    unshared_pairs: int


def score(engine: DuckDBEngine, crowd: Crowd) -> Score:
    """Held against the truth: precision and recall of pairs across sources, and recall where no number is shared."""
    child = dict(engine.rows("select person_key, child_id from link"))
    rows = {row["person_key"]: row for row in crowd.rows}
    groups: dict[Any, dict[str, list[str]]] = {"true": defaultdict(list), "made": defaultdict(list)}
    for key, number in crowd.truth.items():
        groups["true"][number].append(key)
        groups["made"][child[key]].append(key)
    count: Counter[str] = Counter()
    for left, right in _pairs(groups["true"], rows):
        found = child[left] == child[right]
        shared = any(rows[left][n] and rows[left][n] == rows[right][n] for n in ("nhs_number", "upn"))
        count.update({"true": 1, "found": found, "unshared": not shared, "unshared_found": found and not shared})
    for left, right in _pairs(groups["made"], rows):
        a, b = crowd.truth[left], crowd.truth[right]
        twins = a in (b, crowd.children[b].twin_of) or b == crowd.children[a].twin_of
        count.update({"made": 1, "false": a != b, "twins_false": a != b and twins})
    return Score(
        1 - count["false"] / max(1, count["made"]),
        count["found"] / max(1, count["true"]),
        count["unshared_found"] / max(1, count["unshared"]),
        count["false"],
        count["twins_false"],
        count["true"],
        count["unshared"],
    )


def _pairs(groups: dict[Any, list[str]], rows: dict[str, Row]) -> Any:
    for keys in groups.values():
        for place, left in enumerate(keys):
            for right in keys[place + 1 :]:
                if (rows[left]["system"], rows[left]["sender"]) != (rows[right]["system"], rows[right]["sender"]):
                    yield left, right
