"""How operations end, ask and take turns."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from report_editor.common.problem import Problem
from report_editor.workspace.background import in_background
from report_editor.workspace.operation import Choice, Operation, Question, Way, operation

if TYPE_CHECKING:
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
async def wait_for(work: Operation[Any], event: threading.Event, name: str) -> str:
    async with work.workspace.turn(name):
        await in_background(event.wait)
    return name


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


def test_operations_take_turns_in_their_order(clerk: Clerk) -> None:
    words: list[str] = []
    clerk.workspace.busyChanged.connect(words.append)
    disk = threading.Event()
    ended = [clerk.begin(wait_for(clerk.workspace, disk, name)) for name in ("先", "后", "最后")]
    assert clerk.workspace.is_busy
    assert words == ["先"]
    disk.set()
    clerk.wait(lambda: all(ended))
    assert words == ["先", "后", "最后", ""]
    assert not clerk.workspace.is_busy


def test_a_failure_passes_the_turn_on(clerk: Clerk) -> None:
    @operation
    async def stumble(work: Operation[Any]) -> None:
        async with work.workspace.turn("出错"):
            raise Problem("不行。")

    disk = threading.Event()
    first = clerk.begin(wait_for(clerk.workspace, disk, "先"))
    second = clerk.begin(stumble(clerk.workspace))
    third = clerk.begin(wait_for(clerk.workspace, disk, "后"))
    disk.set()
    clerk.wait(lambda: third)
    assert (first[0][0], second[0][0], third[0][0]) == ("done", "failed", "done")
