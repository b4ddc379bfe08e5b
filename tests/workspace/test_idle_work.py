"""Long work goes on while no event waits, one piece after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from report_editor.workspace.idle_work import IdleWork

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from report_editor.workspace.idle_work import Steps


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:  # noqa: ARG001 - needs the application
    return QObject()


def count(words: list[str], name: str, steps: int) -> Steps:
    for number in range(steps):
        words.append(f"{name}{number}")
        yield
    words.append(f"{name} is done")


def test_pieces_of_several_owners_come_one_after_the_other(owner: QObject, qtbot: QtBot) -> None:
    work, other, words = IdleWork(owner), QObject(), list[str]()
    work.start(owner, count(words, "a", 2))
    work.start(other, count(words, "b", 1))
    assert words == []
    qtbot.waitUntil(lambda: "b is done" in words)
    assert words == ["a0", "a1", "a is done", "b0", "b is done"]


def test_a_new_piece_takes_the_place_of_the_owners_last(owner: QObject, qtbot: QtBot) -> None:
    work, words = IdleWork(owner), list[str]()
    work.start(owner, count(words, "a", 3))
    work.start(owner, count(words, "b", 1))
    qtbot.waitUntil(lambda: "b is done" in words)
    assert words == ["b0", "b is done"]


def test_a_piece_may_begin_the_owners_next(owner: QObject, qtbot: QtBot) -> None:
    work, words = IdleWork(owner), list[str]()

    def begin() -> Steps:
        yield
        work.start(owner, count(words, "next", 1))

    work.start(owner, begin())
    qtbot.waitUntil(lambda: "next is done" in words)


def test_one_owners_piece_is_finished_before_those_of_others(owner: QObject) -> None:
    work, other, words = IdleWork(owner), QObject(), list[str]()
    work.start(other, count(words, "a", 1))
    work.start(owner, count(words, "b", 2))
    work.finish(owner)
    work.finish(owner)
    assert words == ["b0", "b1", "b is done"]


def test_what_is_dropped_or_deleted_goes_on_no_more(owner: QObject, qtbot: QtBot) -> None:
    work, gone, words = IdleWork(owner), QObject(), list[str]()
    last = QObject()
    work.start(owner, count(words, "dropped", 1))
    work.start(gone, count(words, "deleted", 1))
    work.start(last, count(words, "c", 0))
    work.cancel(owner)
    delete(gone)
    qtbot.waitUntil(lambda: bool(words))
    assert words == ["c is done"]
