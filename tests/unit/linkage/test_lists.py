"""Any lists of people as CSV: headings recognised, children numbered, and a plain sentence for what cannot be read."""

import csv
from pathlib import Path

import pytest

from goldenthread.linkage import LinkageError, link_lists


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_two_lists_with_other_headings_and_dates_are_linked(tmp_path: Path) -> None:
    club = write(tmp_path / "club.csv", "First name,Last Name,DOB,Gender,Post code\nZoë,O’Brien,2015-03-14,F,ZZ1 1AA\n")
    camp = write(tmp_path / "camp.csv", "id;Surname;Forename;Date of birth\n7;OBrien;Zoe;14/03/2015\n8;Hill;Max;\n")
    said = link_lists([club, camp], tmp_path / "links.csv")
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["list"], row["line"], row["id"], row["child"]) for row in rows] == [
        ("club.csv", "2", "", "1"),
        ("camp.csv", "2", "7", "1"),
        ("camp.csv", "3", "8", "2"),
    ]
    assert rows[1]["says"] == "same name, birth date"
    assert said.startswith("3 rows of 2 lists are 2 people")


def test_a_birth_date_that_cannot_be_read_is_counted_and_not_guessed(tmp_path: Path) -> None:
    club = write(tmp_path / "club.csv", "forename,surname,dob\nZoe,Hall,3/14/2015\nMax,Hall,2014-05-04\n")
    assert "club.csv: 1 birth dates are neither" in link_lists([club], tmp_path / "links.csv")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"colour,size\nred,4\n", "no headings for a forename and a surname"),
        ("forename,surname\nZoë,Hall\n".encode("latin-1"), "cannot be read as a CSV file in UTF-8"),
        (b"", "cannot be read as a CSV file|has no headings"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_refused_in_a_sentence(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(LinkageError, match=why) as told:
        link_lists([path], tmp_path / "links.csv")
    assert "list.csv" in str(told.value)
    assert not (tmp_path / "links.csv").exists()


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LinkageError, match=r"gone\.csv is not there"):
        link_lists([tmp_path / "gone.csv"], tmp_path / "links.csv")


@pytest.mark.parametrize("out", ["club.csv", "./folder/../club.csv", "link.csv"])
def test_a_list_is_never_written_over(tmp_path: Path, out: str) -> None:
    (tmp_path / "folder").mkdir()
    text = "forename,surname,dob\nZoe,Hall,2015-03-14\n"
    club = write(tmp_path / "club.csv", text)
    (tmp_path / "link.csv").symlink_to(club)
    with pytest.raises(LinkageError, match="is one of the lists to link, and would be lost"):
        link_lists([club], tmp_path / out)
    assert club.read_text() == text


def test_what_cannot_be_written_whole_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    club = write(tmp_path / "club.csv", "forename,surname,dob\nZoe,Hall,2015-03-14\n")
    older = write(tmp_path / "links.csv", "older\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("csv.writer", full)
    with pytest.raises(LinkageError, match="No space left on device"):
        link_lists([club], older)
    assert older.read_text() == "older\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["club.csv", "links.csv"]
