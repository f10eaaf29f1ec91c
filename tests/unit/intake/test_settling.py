"""Loads come to the disk one after the other, while the next is read; whoever needs one waits for that one."""

from collections.abc import Callable
from contextlib import ExitStack
from threading import Event

import pytest

from goldenthread.intake.settling import Settling


@pytest.fixture
def told() -> list[tuple[str, BaseException | None]]:
    """What was told of loads that came to the disk, in order."""
    return []


def teller(told: list[tuple[str, BaseException | None]], name: str) -> Callable[[BaseException | None], None]:
    return lambda error: told.append((name, error))


def block(ends: Callable[[], object]) -> ExitStack:
    """The block of a load, which ends so."""
    stack = ExitStack()
    stack.callback(ends)
    return stack


def test_a_load_is_told_of_when_somebody_waits_for_it_and_those_before_it_too(
    told: list[tuple[str, BaseException | None]],
) -> None:
    ended: list[str] = []
    with Settling() as settling:
        for name in ("one", "two", "three"):
            settling.add(block(lambda name=name: ended.append(name)), {name}, teller(told, name))  # type: ignore[misc]
        assert told == []
        settling.wait("nobody")
        assert told == []
        settling.wait("two")
        assert [name for name, _ in told] == ["one", "two"]
    assert told == [("one", None), ("two", None), ("three", None)]
    assert ended == ["one", "two", "three"]


def test_the_next_file_is_read_while_a_load_is_on_its_way(told: list[tuple[str, BaseException | None]]) -> None:
    read_on, was_read_on = Event(), list[bool]()
    with Settling() as settling:
        settling.add(block(lambda: was_read_on.append(read_on.wait(5))), {"one"}, teller(told, "one"))
        read_on.set()  # too late if adding waited for the disk
    assert was_read_on == [True]
    assert told == [("one", None)]


def test_a_load_that_cannot_be_written_is_told_of_and_harms_no_other(
    told: list[tuple[str, BaseException | None]],
) -> None:
    full = OSError("no space left")

    def fails() -> None:
        raise full

    with Settling() as settling:
        settling.add(block(fails), {"one"}, teller(told, "one"))
        settling.add(block(lambda: None), {"two"}, teller(told, "two"))
    assert told == [("one", full), ("two", None)]


def test_only_a_few_are_on_their_way_at_a_time(told: list[tuple[str, BaseException | None]]) -> None:
    with Settling() as settling:
        for number in range(20):
            settling.add(block(lambda: None), {str(number)}, teller(told, str(number)))
            assert number - len(told) < 4
    assert len(told) == 20
