"""What can be typed: make an area, load its files, work it out, judge it, serve it, and check the log.

Exit codes: 0 done, 1 the work failed, 2 the command was wrong.
"""

import argparse
import json
import os
import select
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.cli._shared import CommandError, WrongCommandError, day_in_hand, opened_store, progress, say
from goldenthread.engine import EngineError
from goldenthread.store import StoreError

PRESETS = ("tiny", "town", "area")
FAILED, WRONG = 1, 2
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; what goes wrong is said in a sentence on standard error."""
    told = _parser().parse_args(arguments)
    command: Command = told.command
    try:
        code = command(told)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("\nStopped. What was finished is kept.", file=sys.stderr)
    except (StoreError, EngineError, CommandError) as error:
        print(str(error), file=sys.stderr)
        return WRONG if isinstance(error, WrongCommandError) else FAILED
    except OSError as error:
        if isinstance(error, BrokenPipeError) and _nobody_reads():
            return 0
        print(f"Stopped: {error}.", file=sys.stderr)
    return FAILED


def _nobody_reads() -> bool:
    """Whether whoever read our output has gone, as ``head`` does; if so, lets Python end without a word about it."""
    output = sys.stdout.fileno()
    reader = select.poll()
    reader.register(output, select.POLLOUT)
    if not any(event & (select.POLLERR | select.POLLHUP) for _, event in reader.poll(0)):
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), output)
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="goldenthread", description="One record per child, and who needs whom next.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    simulate = _command(commands, "simulate", _simulate, "make the files of a made-up area, and its truth apart")
    simulate.add_argument("--preset", choices=PRESETS, default="town")
    simulate.add_argument("--seed", type=_whole, default=1)
    simulate.add_argument("--out", type=Path, required=True)
    simulate.add_argument("--errors", choices=("mild", "realistic", "stress"), default="realistic")
    simulate.add_argument("--without", action="append", default=[], metavar="E04")

    load = _command(commands, "load", _load, "take in agencies' files and account for every row")
    _store(load)
    load.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    load.add_argument("--again", action="store_true", help="read again what an older version of Golden Thread read")
    load.add_argument("--made-up", action="store_true", help="the files are made up, though copied from their area")
    load.add_argument("--json", action="store_true", help="print the accounting as JSON")

    refresh = _command(commands, "refresh", _refresh, "work everything out and publish it")
    _store(refresh)
    refresh.add_argument("--as-of", type=_day, help="YYYY-MM-DD; the newest extract date unless given")
    refresh.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")

    evaluate = _command(commands, "evaluate", _evaluate, "hold a refreshed store against the truth of its area")
    _store(evaluate)
    evaluate.add_argument("--truth", type=Path, required=True)
    evaluate.add_argument("--json", action="store_true")

    status = _command(commands, "status", _status, "what the store holds and how fresh it is")
    _store(status)
    status.add_argument("--json", action="store_true")

    link = _command(commands, "link", _link, "link any lists of people with the product's own linker")
    link.add_argument("files", nargs="+", type=Path, metavar="FILE")
    link.add_argument("--out", type=Path, required=True)

    serve = _command(commands, "serve", _serve, "serve the pages on this machine")
    _store(serve)
    serve.add_argument("--port", type=_port, default=8000)

    run = _command(commands, "run", _run, "from nothing to served pages: a made-up area, or your own files")
    _store(run)
    run.add_argument("--port", type=_port, default=8000)
    run.add_argument("--preset", choices=PRESETS, help="town, where the store holds no area yet")
    run.add_argument("--seed", type=_whole, help="1, where the store holds no area yet")
    run.add_argument("--extracts", type=Path, help="a folder of your own files instead of a made-up area")
    run.add_argument("--no-serve", action="store_true", help="stop when everything is ready to serve")

    _leaving(commands)

    audit = _command(commands, "audit", _audit, "check the log of who looked at what")
    audit.add_argument("action", choices=("verify",))
    _store(audit)
    return parser


def _leaving(commands: Any) -> None:
    """The commands by which what was loaded counts no longer, or is gone."""
    withdraw = _command(commands, "withdraw", _withdraw, "keep a file, but let it count no longer; or count it again")
    _store(withdraw)
    withdraw.add_argument(
        "loads", nargs="+", metavar="LOAD", help="such as L00012, as status and the Intake page name it"
    )
    withdraw.add_argument("--undo", action="store_true", help="let it count again")

    erase = _command(commands, "erase", _erase, "erase files, or one child's rows, as law, sender or family ask")
    _store(erase)
    erase.add_argument("loads", nargs="*", metavar="LOAD", help="such as L00012, as status and the Intake page name it")
    erase.add_argument("--sender", help="everything one sender sent, such as ODS:RK9")
    erase.add_argument("--past", action="store_true", help="every file that today may no longer be kept")
    erase.add_argument("--child", metavar="REFERENCE", help="every row about one child, as the child's page names them")
    erase.add_argument("--again", action="store_true", help="the same of people erased before and sent again since")
    erase.add_argument("--yes", action="store_true", help="do it; without this, only say what would go")
    for command in (withdraw, erase):
        command.add_argument("--by", required=True, help="the name of the person who decided it")
        command.add_argument("--why", required=True, help="the reason, kept for good")


def _command(commands: Any, name: str, command: Command, says: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    parser.set_defaults(command=command)
    return parser


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, required=True, help="the folder that holds everything about one area")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date. Write it as YYYY-MM-DD.") from None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0.")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"'{text}' is not a port: a whole number from 1 to 65535.")
    return int(text)


def _simulate(told: argparse.Namespace) -> int:
    from goldenthread.cli.areas import make_area

    make_area(told.preset, told.seed, told.out, told.errors, told.without)
    print(f"{told.out / 'extracts'}: the files of a made-up area. {told.out / 'truth'}: what is true there.")
    return 0


def _load(told: argparse.Namespace) -> int:
    from goldenthread import intake
    from goldenthread.cli.areas import store_for

    if told.again == bool(told.paths):
        print("Give files or folders to load, or --again alone to read again what is held.", file=sys.stderr)
        return WRONG
    if told.again:
        reports = intake.reread(opened_store(told.store), progress)
    else:
        there = _those_there(told.paths)
        reports = intake.load(store_for(told.store, there, told.made_up), there, progress)
    if told.json:
        print(json.dumps({"files": [report.as_json() for report in reports]}, indent=1, ensure_ascii=False))
    else:
        _print_accounting(reports)
    return 0 if told.again or there == told.paths else FAILED


def _those_there(paths: list[Path]) -> list[Path]:
    """The files and folders that are there; says which are not. Raises WrongCommandError when none is."""
    there = [path for path in paths if path.exists()]
    missing = [f"{path} is not there. Give files or folders that exist." for path in paths if path not in there]
    if not there:
        raise WrongCommandError("\n".join(missing))
    for says in missing:
        print(says, file=sys.stderr)
    return there


def _print_accounting(reports: Sequence[Any]) -> None:
    print(f"{'file':58} {'recognised as':24} {'read':>9} {'kept':>9} {'aside':>7} {'held':>9}")
    for report in reports:
        name = report.path if len(report.path) <= 58 else "…" + report.path[-57:]
        known = report.format or "not recognised"
        counts = f"{report.rows_read:9} {report.rows_kept:9} {report.rows_set_aside:7} {report.rows_already_held:9}"
        print(f"{name:58} {known:24} {counts}")
    for report in reports:
        for finding in report.findings:
            if finding.severity != "note":
                print(finding.sentence)
    total = [sum(getattr(r, f"rows_{what}") for r in reports) for what in ("read", "kept", "set_aside", "already_held")]
    print("{} rows read = {} kept + {} set aside + {} already held.".format(*total))


def _refresh(told: argparse.Namespace) -> int:
    from goldenthread.store import database

    store = opened_store(told.store)
    with database.opening(store) as url:  # libraries and records are read while the database starts
        from goldenthread import pipeline

        try:
            done = pipeline.refresh(store, url, day_in_hand(store, told.as_of), told.engine, say=say)
        except pipeline.DayError as error:
            raise (WrongCommandError if told.as_of else CommandError)(str(error)) from error
    counts = done.counts
    print(
        f"Run {done.run_id} is in force, as of {done.as_of}: {counts['child']} children, {counts['finding']} signs, "
        f"{counts['card']} cards."
    )
    return 0


def _evaluate(told: argparse.Namespace) -> int:
    from goldenthread import evaluation
    from goldenthread.store import database, publish

    store = opened_store(told.store)
    if not told.truth.exists():
        raise WrongCommandError(f"{told.truth} is not there. Give the folder 'truth' of a made-up area.")
    with database.opened(store) as url:
        run_id = publish.in_force(url)
    if run_id is None:
        raise CommandError("No run is in force. Refresh the store, then evaluate again.")
    run = store.run(run_id)
    try:
        scores = evaluation.evaluate(store.path, run.path, str(run.facts()["as_of"]), told.truth)
    except evaluation.EvaluationError as error:
        raise CommandError(str(error)) from error
    print(json.dumps(scores, indent=1) if told.json else evaluation.as_text(scores))
    return 0


def _status(told: argparse.Namespace) -> int:
    from goldenthread.cli import status

    store = opened_store(told.store)
    facts = status.of(store)
    print(json.dumps(facts, indent=1, default=str) if told.json else status.as_text(facts))
    return 0


def _link(told: argparse.Namespace) -> int:
    from goldenthread import linkage

    if missing := [file for file in told.files if not file.exists()]:
        raise WrongCommandError(f"{missing[0]} is not there. Check the name.")
    try:
        linked = linkage.link_lists(told.files, told.out)
    except linkage.LinkageError as error:
        raise CommandError(str(error)) from error
    print(linked)
    return 0


def _serve(told: argparse.Namespace) -> int:
    from goldenthread import web
    from goldenthread.cli.running import serve_at
    from goldenthread.store import database

    store = opened_store(told.store)
    web.check_free(told.port)
    with database.opened(store) as url:
        web.prepare(url, store)
        serve_at(store, url, told.port)
    return 0


def _run(told: argparse.Namespace) -> int:
    from goldenthread.cli import running

    return running.run(told.store, told.port, told.preset, told.seed, told.extracts, serve=not told.no_serve, say=say)


def _withdraw(told: argparse.Namespace) -> int:
    from goldenthread.cli import erasing

    print(erasing.withdraw(opened_store(told.store), told.loads, told.undo, erasing.Decided(told.by, told.why, True)))
    return 0


def _erase(told: argparse.Namespace) -> int:
    from goldenthread.cli import erasing

    if not (told.loads or told.sender or told.past or told.child or told.again):
        raise WrongCommandError("Say what to erase: loads such as L00012, --sender, --past, --child or --again.")
    store, decided = opened_store(told.store), erasing.Decided(told.by, told.why, told.yes)
    if not (told.child or told.again):
        print(erasing.erase_files(store, told.loads, told.sender, told.past, decided, say))
        return 0
    if told.loads or told.sender or told.past or (told.child and told.again):
        raise WrongCommandError("Erase either files, or one child's rows (--child), or those sent again (--again).")
    print(erasing.erase_child(store, told.child, decided, say))
    return 0


def _audit(told: argparse.Namespace) -> int:
    from goldenthread.store import audit, database

    store = opened_store(told.store)
    with database.opened(store) as url:
        report = audit.verify(url, store)
    print(report.says)
    return 0 if report.whole else FAILED
