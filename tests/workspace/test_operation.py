"""How operations end, ask and take turns."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from report_editor.common.problem import Problem
from report_editor.workspace import turn
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.operation import Choice, Operation, Question, Way, operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.workspace.conftest import Clerk

LEFT, RIGHT = Way("左"), Way("右")


@operation
async def choose(work: Operation[Any], words: str) -> str:
    way = await work.ask(Choice(words, (LEFT, RIGHT)))
    return f"{words}：{way.text}"


@operation
async def choose_twice(work: Operation[Any]) -> list[str]:
    return [await choose(work.workspace, "一"), await choose(work.workspace, "二")]


@operation
async def fail(_work: Operation[Any]) -> None:
    raise Problem("不行。")


@operation
async def wait_for(
    work: Operation[Any], event: threading.Event, name: str, *, is_save: bool = False
) -> str:
    """Waits for a drive, which is stalled until the event is set."""
    async with work.workspace.turn(name, target=Path(name), is_save=is_save) as mine:
        await mine.run(event.wait)
    return name


@pytest.fixture
def drive() -> Iterator[threading.Event]:
    """A drive that answers once it is set, at the latest after the test."""
    answers = threading.Event()
    yield answers
    answers.set()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive counts as stalled at once."""
    monkeypatch.setattr(turn, "STALLED_MS", 0)


def test_an_answer_may_come_at_once(clerk: Clerk) -> None:
    assert clerk.carry_out(choose(clerk.workspace, "走"), lambda it: it.proceed(RIGHT)) == "走：右"


def test_an_answer_may_come_later(clerk: Clerk) -> None:
    clerk.answers = [lambda _question: None]
    ended = clerk.begin(choose(clerk.workspace, "走"))
    assert ended == []
    clerk.asked[0].proceed(LEFT)
    assert ended == [("done", "走：左")]


def test_who_thinks_again_ends_the_operation_and_the_one_it_is_part_of(clerk: Clerk) -> None:
    clerk.answers = [lambda it: it.proceed(LEFT), Question.cancel]
    assert clerk.begin(choose_twice(clerk.workspace)) == [("cancelled", None)]
    assert [each.text for each in clerk.asked] == ["一", "二"]


def test_a_failure_is_told_once(clerk: Clerk) -> None:
    with pytest.raises(Problem, match="不行"):
        clerk.carry_out(fail(clerk.workspace))


# ---------------------------------------------------------------------- turns


def test_saves_take_turns_in_their_order(clerk: Clerk, drive: threading.Event) -> None:
    words: list[str] = []
    clerk.workspace.busyChanged.connect(words.append)
    names = ("先", "后", "最后")
    ended = [clerk.begin(wait_for(clerk.workspace, drive, each, is_save=True)) for each in names]
    assert clerk.workspace.is_busy
    assert words == ["正在先……"]
    drive.set()
    clerk.wait(lambda: all(ended))
    assert words == ["正在先……", "正在后……", "正在最后……", ""]
    assert not clerk.workspace.is_busy


def test_a_failure_passes_the_turn_on(clerk: Clerk, drive: threading.Event) -> None:
    @operation
    async def stumble(work: Operation[Any]) -> None:
        async with work.workspace.turn("出错", is_save=True):
            raise Problem("不行。")

    first = clerk.begin(wait_for(clerk.workspace, drive, "先", is_save=True))
    second = clerk.begin(stumble(clerk.workspace))
    third = clerk.begin(wait_for(clerk.workspace, drive, "后", is_save=True))
    drive.set()
    clerk.wait(lambda: third)
    assert (first[0][0], second[0][0], third[0][0]) == ("done", "failed", "done")


def test_nothing_but_a_save_waits_for_another_drive(clerk: Clerk, drive: threading.Event) -> None:
    hanging = [
        clerk.begin(wait_for(clerk.workspace, drive, str(number), is_save=not number))
        for number in range(10)
    ]
    works = threading.Event()
    works.set()
    clerk.finish(clerk.begin(wait_for(clerk.workspace, works, "导出")))
    assert not any(hanging)
    assert clerk.workspace.is_busy


@pytest.mark.usefixtures("impatient")
def test_what_has_stalled_is_told_and_can_be_given_up(clerk: Clerk, drive: threading.Event) -> None:
    stalled: list[turn.Turn] = []
    clerk.workspace.stalled.connect(stalled.append)
    ended = clerk.begin(wait_for(clerk.workspace, drive, "存", is_save=True))
    clerk.wait(lambda: stalled)
    assert clerk.workspace.is_stalled
    assert clerk.workspace.can_cancel
    clerk.workspace.cancel()
    assert ended == [("cancelled", None)]
    assert not clerk.workspace.is_busy


@pytest.mark.usefixtures("impatient")
def test_a_stalled_save_makes_way_for_one_that_is_begun_after(
    clerk: Clerk, drive: threading.Event
) -> None:
    stalled: list[turn.Turn] = []
    clerk.workspace.stalled.connect(stalled.append)
    first = clerk.begin(wait_for(clerk.workspace, drive, "同一处", is_save=True))
    clerk.wait(lambda: stalled)
    second = clerk.begin(wait_for(clerk.workspace, drive, "同一处", is_save=True))
    assert first == [("cancelled", None)]
    drive.set()
    clerk.finish(second)
    assert second == [("done", "同一处")]


@pytest.mark.usefixtures("impatient")
def test_a_save_that_waits_for_a_stalled_one_gets_its_turn_if_it_goes_elsewhere(
    clerk: Clerk, drive: threading.Event
) -> None:
    works = threading.Event()
    works.set()
    first = clerk.begin(wait_for(clerk.workspace, drive, "这里", is_save=True))
    elsewhere = clerk.begin(wait_for(clerk.workspace, works, "别处", is_save=True))
    clerk.finish(elsewhere)
    assert (first, elsewhere) == ([("cancelled", None)], [("done", "别处")])


@pytest.mark.usefixtures("impatient")
def test_a_save_that_waits_for_a_stalled_one_to_the_same_place_waits_on(
    clerk: Clerk, drive: threading.Event
) -> None:
    stalled: list[turn.Turn] = []
    clerk.workspace.stalled.connect(stalled.append)
    ended = [clerk.begin(wait_for(clerk.workspace, drive, "这里", is_save=True)) for _ in "12"]
    clerk.wait(lambda: stalled)
    assert ended == [[], []]
    drive.set()
    clerk.wait(lambda: all(ended))
    assert ended == [[("done", "这里")]] * 2


def test_all_can_be_given_up_at_once(clerk: Clerk, drive: threading.Event) -> None:
    ended = [
        clerk.begin(wait_for(clerk.workspace, drive, "存", is_save=True)),
        clerk.begin(wait_for(clerk.workspace, drive, "再存", is_save=True)),
        clerk.begin(wait_for(clerk.workspace, drive, "导出")),
    ]
    clerk.workspace.give_up_all()
    clerk.wait(lambda: not clerk.workspace.is_busy)
    assert ended == [[("cancelled", None)]] * 3


# ---------------------------------------------------------------------- lifetime


def test_an_operation_that_nobody_holds_lives_until_its_end(
    clerk: Clerk, drive: threading.Event
) -> None:
    ended = clerk.begin(wait_for(clerk.workspace, drive, "存"))
    gc.collect()
    drive.set()
    clerk.finish(ended)
    assert ended == [("done", "存")]


def test_nothing_is_left_of_an_operation(clerk: Clerk) -> None:
    def count() -> int:
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return sum(isinstance(each, Operation | turn.Turn) for each in gc.get_objects())

    works = threading.Event()
    works.set()
    before, threads = count(), threading.active_count()
    for _ in range(50):
        clerk.finish(clerk.begin(wait_for(clerk.workspace, works, "存", is_save=True)))
    wait_for_work()
    clerk.wait(lambda: count() == before)
    clerk.wait(lambda: threading.active_count() <= threads)
