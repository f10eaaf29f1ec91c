"""The recipes of CONTRIBUTING, taken from the page as they stand: each is tried, and each fits on a screen."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
FILES = ROOT / "tests" / "unit" / "extracts" / "files"
_BLOCK = re.compile(r"`(src/goldenthread/[\w/.]+)`[^`]*?:\n\n```\w+\n(.*?)```", re.DOTALL)
RECIPES: dict[str, str] = dict(_BLOCK.findall(GUIDE))
SCREEN = 90  # lines: what somebody can read without losing the thread


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a package to which every file of the guide was added."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "src", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for path, code in RECIPES.items():
        target = folder / Path(path).relative_to("src")
        assert not target.exists(), f"{path} is there already; the guide must add something new."
        target.write_text(code)
    return folder


@pytest.fixture(scope="module")
def tried(package: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of it."""
    folder = tmp_path_factory.mktemp("files")
    for kind in ("teams", "team_members", "community_waits"):
        for file in (FILES / kind).glob("*.csv"):
            shutil.copy(file, folder)
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("recipes_tried.py")), str(folder)],
        env=env, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_each_recipe_is_complete_and_fits_on_a_screen() -> None:
    wanted = {"records", "extracts", "law", "pathways", "signals", "web"}
    assert {Path(path).parts[2] for path in RECIPES} == wanted
    for part in GUIDE.split("\n## ")[1:]:
        assert part.count("\n") <= SCREEN, part.splitlines()[0]


def test_the_files_are_written_as_the_house_writes(package: Path) -> None:
    ours = [str(package / Path(path).relative_to("src")) for path in RECIPES if path.endswith(".py")]
    config = ("--config", str(ROOT / "pyproject.toml"))
    for how in (("check",), ("format", "--check")):
        done = subprocess.run([sys.executable, "-m", "ruff", *how, *config, *ours], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_the_extract_is_recognised_and_checked(tried: dict[str, Any]) -> None:
    assert tried["recognised"]["orders from the service.csv"] == "equipment_orders"
    assert tried["put_right"] == [["It is said to have come before it was ordered."]]


def test_the_pathway_runs(tried: dict[str, Any]) -> None:
    assert tried["clocks"] == [
        ["E1", "overdue", "2025-06-12"],
        ["E2", "met", "2025-06-13"],
        ["E3", "met_late", "2025-06-13"],
        ["E4", "cannot_tell", "2025-06-14"],
    ]


def test_the_sign_names_the_child(tried: dict[str, Any]) -> None:
    said = "Equipment ordered on 1 May 2025 has not come"
    assert tried["signs"] == [["Equipment that has not come", said, "2025-06-12"]]


def test_the_page_opens(tried: dict[str, Any]) -> None:
    assert tried["page"].startswith("200 ")
    assert "Ordered on 1 May 2025, due by 12 June 2025." in tried["page"]
    assert "Ordered on 2 May" not in tried["page"]
