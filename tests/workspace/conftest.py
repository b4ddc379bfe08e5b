"""A workspace without a window, whose questions are answered by the test."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from report_editor.document.commands import set_cells
from report_editor.storage.lock import locate_lock
from report_editor.workspace import loading
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from report_editor.files.file_ops import FileOps
    from report_editor.workspace.operation import Operation, Question
    from report_editor.workspace.session import Session

CELL = "disclosure.licensing.decisions"


class Clerk(QObject):
    """Gives the answers of a test in turn, and keeps what was asked and warned of."""

    answered = Signal()

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        super().__init__()
        self.workspace = workspace
        self.asked: list[Any] = []
        self.warned: list[str] = []
        self.answers: list[Callable[[Any], object]] = []
        """What to do with each question, such as ``Question.cancel``."""
        self._bot = qtbot
        workspace.asked.connect(self._answer)
        workspace.warned.connect(self.warned.append)

    def _answer(self, question: Question[Any]) -> None:
        self.asked.append(question)
        self.answers.pop(0)(question)

    @property
    def session(self) -> Session:
        """The report in work."""
        assert self.workspace.session is not None
        return self.workspace.session

    def carry_out(self, operation: Operation[Any], *answers: Callable[[Any], object]) -> Any:
        """Carries an operation out and returns its result, raises its error, or returns None."""
        self.answers = list(answers)
        ended = self.begin(operation)
        self.finish(ended)
        assert self.answers == []
        assert not self.workspace.is_busy
        kind, outcome = ended[0]
        assert len(ended) == 1
        if kind == "failed":
            raise outcome
        return outcome

    def begin(self, operation: Operation[Any]) -> list[tuple[str, Any]]:
        """Begins an operation; the list says how it ended, once it has."""
        ended: list[tuple[str, Any]] = []
        operation.done.connect(lambda result: ended.append(("done", result)))
        operation.failed.connect(lambda error: ended.append(("failed", error)))
        operation.cancelled.connect(lambda: ended.append(("cancelled", None)))
        operation.start()
        return ended

    def finish(self, ended: list[tuple[str, Any]]) -> None:
        """Waits until an operation has ended."""
        self._bot.waitUntil(lambda: bool(ended))

    def open(self, path: Path) -> Session:
        """Has a file in work."""
        self.carry_out(loading.open_report(self.workspace, path))
        return self.session

    def change(self, number: int) -> None:
        """Changes a cell of the report in work."""
        self.session.history.do(set_cells(self.session.document, {CELL: str(number)}))

    def wait(self, condition: Callable[[], object]) -> None:
        """Waits until something is so."""
        self._bot.waitUntil(lambda: bool(condition()))


@pytest.fixture
def make_clerk(qtbot: QtBot) -> Iterator[Callable[..., Clerk]]:
    """Makes workspaces, on the real disk or on one that fails."""
    clerks: list[Clerk] = []

    def make(disk: FileOps | None = None) -> Clerk:
        clerks.append(Clerk(Workspace(disk=disk) if disk else Workspace(), qtbot))
        return clerks[-1]

    yield make
    qtbot.waitUntil(lambda: not any(each.workspace.is_busy for each in clerks))
    for each in clerks:
        each.workspace.begin(None)
        each.workspace.deleteLater()
    wait_for_work()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def clerk(make_clerk: Callable[..., Clerk]) -> Clerk:
    """A workspace with nothing open, and somebody who answers."""
    return make_clerk()


@pytest.fixture
def own_file(example: Path, tmp_path: Path) -> Path:
    """A copy of the example, in a folder of its own."""
    folder = tmp_path / "reports"
    folder.mkdir()
    return Path(shutil.copy(example, folder))


def lock_elsewhere(path: Path) -> None:
    """Somebody on another computer has the file open."""
    content = {"id": "x", "user": "张三", "host": "PC-02", "pid": 1, "started": "y"}
    locate_lock(path).write_text(json.dumps(content), encoding="utf-8")
