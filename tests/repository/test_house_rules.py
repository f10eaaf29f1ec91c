"""The rules of the house that a linter does not know: sizes, opening sentences, names, locks and tracked files."""

import ast
import subprocess
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goldenthread"
DRAWER_NAMES = {"utils", "helpers", "manager", "services", "misc", "common"}


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text()) for path in modules()}


def functions() -> list[tuple[str, int]]:
    found = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length))
    return found


def tracked() -> list[str]:
    return subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")


def test_files_are_under_400_lines() -> None:
    files = (*modules(), *SOURCE.rglob("*.sql"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"))
    long = {str(p.relative_to(ROOT)): n for p in files if (n := len(p.read_text().splitlines())) >= 400}
    assert not long, f"Part these files by subject: {long}"


def test_functions_are_short() -> None:
    lengths = functions()
    assert not [(name, n) for name, n in lengths if n > 60]
    assert median(n for _, n in lengths) < 10


def test_every_module_opens_with_a_sentence() -> None:
    silent = [str(path.relative_to(ROOT)) for path, tree in trees().items() if not ast.get_docstring(tree)]
    assert not silent, f"Say in one sentence what these are for: {silent}"


def test_no_drawer_modules() -> None:
    named = {part for path in modules() for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert not {name for name in named if name.strip("_") in DRAWER_NAMES}


def test_public_functions_have_docstrings() -> None:
    silent = []
    for path, tree in trees().items():
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not silent, f"{len(silent)} without a docstring: {silent[:20]}"


def test_nothing_below_web_and_cli_reads_the_clock() -> None:
    banned = {"today", "now", "utcnow", "time_ns"}
    found = []
    for path, tree in trees().items():
        layer = path.relative_to(SOURCE).parts[0]
        if layer in {"web", "cli", "__main__.py", "store"}:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in banned:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found, f"as_of is always given; these read the clock: {found}"


@pytest.mark.parametrize("name", ["core", "spark", "dev"])
def test_locks_are_hashed_and_name_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    assert "://" not in text
    requirements = [line for line in text.splitlines() if "==" in line]
    assert requirements
    assert text.count("--hash=sha256:") >= len(requirements)


def test_every_dependency_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start, stop = lines.index("dependencies = ["), lines.index("[project.scripts]")
    listed = [line for line in lines[start:stop] if line.strip().startswith('"')]
    assert listed
    assert not [line for line in listed if "#" not in line]


def test_no_large_or_stray_files_are_tracked() -> None:
    paths = [ROOT / name for name in tracked() if name]
    large = [str(p.relative_to(ROOT)) for p in paths if p.exists() and p.stat().st_size > 900_000]
    assert not large


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        assert path.read_text().startswith(f"# {int(path.name[:4])}. ")
