"""Coroutines between the window's thread and others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from report_editor.workspace.background import (
    Cancelled,
    Pending,
    in_background,
    start,
    wait_for_work,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:  # noqa: ARG001 - needs the application
    made = QObject()
    yield made
    wait_for_work()
    QCoreApplication.sendPostedEvents()


def fail() -> None:
    raise ValueError("on purpose")


def test_the_work_is_done_elsewhere_and_its_result_comes_back(qtbot: QtBot, owner: QObject) -> None:
    threads: list[int] = []

    async def steps() -> None:
        threads.append(await in_background(threading.get_ident))
        threads.append(threading.get_ident())

    start(owner, steps())
    assert threads == []
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_an_error_is_raised_where_the_result_is_awaited(qtbot: QtBot, owner: QObject) -> None:
    caught: list[Exception] = []

    async def steps() -> None:
        try:
            await in_background(fail)
        except ValueError as error:
            caught.append(error)

    start(owner, steps())
    qtbot.waitUntil(lambda: bool(caught))


def test_an_error_that_nobody_catches_is_raised_in_the_windows_thread(
    qtbot: QtBot, owner: QObject
) -> None:
    async def steps() -> None:
        await in_background(fail)

    with qtbot.captureExceptions() as raised:
        start(owner, steps())
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ValueError


def test_an_error_of_what_nobody_awaits_is_logged(
    qtbot: QtBot, owner: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    assert owner
    in_background(fail)
    qtbot.waitUntil(lambda: bool(caplog.records))
    assert "in the background" in caplog.text


def test_a_coroutine_is_not_continued_once_its_owner_is_gone(qtbot: QtBot) -> None:
    owner, goes_on = QObject(), threading.Event()
    seen: list[str] = []

    async def steps() -> None:
        try:
            await in_background(goes_on.wait)
            seen.append("continued")
        finally:
            seen.append("closed")

    start(owner, steps())
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    goes_on.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["closed"]


def test_cancelling_ends_a_coroutine_without_a_word(owner: QObject) -> None:
    reached: list[str] = []

    async def steps() -> None:
        reached.append("before")
        raise Cancelled

    start(owner, steps())
    assert reached == ["before"]


def test_what_is_there_already_is_not_waited_for(owner: QObject) -> None:
    pending: Pending[int] = Pending()
    pending.succeed(3)
    seen: list[int] = []

    async def steps() -> None:
        seen.append(await pending)

    start(owner, steps())
    assert seen == [3]
