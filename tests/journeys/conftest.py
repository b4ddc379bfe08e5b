"""The real window, driven by key events."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.ui.shell.app import dress
from report_editor.ui.shell.window import MainWindow
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workspace.background import wait_for_work
from tests.journeys.clerk_in_a_process import keys_arrive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from report_editor.workspace.session import Session

D = TypeVar("D", bound=QDialog)
POLL_MS = 10
LOOK_MS = 200
MOST_LOOKS = 300


class Clerk:
    """Hands at the keyboard of the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.bot = qtbot

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Presses a key where the focus is."""
        QTest.keyClick(self.focus(), key, modifier)

    def ctrl(self, key: Qt.Key) -> None:
        """Presses a key with Ctrl."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def write(self, text: str) -> None:
        """Types letters and digits; a key may move the focus to a cell's editor."""
        for letter in text:
            QTest.keyClicks(self.focus(), letter)

    def compose(self, preedit: str, commit: str) -> None:
        """Types with an input method: letters being composed, then what they become."""
        for end in range(1, len(preedit) + 1):
            QCoreApplication.sendEvent(self.focus(), QInputMethodEvent(preedit[:end], []))
        event = QInputMethodEvent("", [])
        event.setCommitString(commit)
        QCoreApplication.sendEvent(self.focus(), event)

    def focus(self) -> QWidget:
        """The widget that gets the keys."""
        self.wait(lambda: keys_arrive(self.window))
        return QApplication.focusWidget() or self.window

    def at_dialog(self, kind: type[D], act: Callable[[D], None]) -> None:
        """Does something as soon as a dialog of that kind asks."""
        timer = QTimer(self.window)
        timer.setInterval(POLL_MS)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is not None and isinstance(dialog, kind) and dialog.isVisible():
                timer.stop()
                act(dialog)

        timer.timeout.connect(look)
        timer.start()

    def choose_file(self, path: Path) -> None:
        """Types a path into the next file dialog and presses Enter."""

        def act(dialog: QFileDialog) -> None:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.completer().setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            line.setFocus()
            line.selectAll()
            event = QInputMethodEvent("", [])
            event.setCommitString(str(path))
            QCoreApplication.sendEvent(line, event)
            QTest.keyClick(line, Qt.Key.Key_Return)

        self.at_dialog(QFileDialog, act)

    def name_file(self, target: Path) -> None:
        """Gives the next dialog that saves a name."""

        def act(dialog: QFileDialog) -> None:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            dialog.selectFile(str(target))  # lets go of the file selected in the list
            line.setText(str(target))  # which it does not where the list hides that kind of file
            QTest.keyClick(line, Qt.Key.Key_Return)
            if dialog.isVisible():  # its list, read in a thread, came in between
                self.name_file(target)

        self.at_dialog(QFileDialog, act)

    def answer(self, kind: type[D], key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Presses a key in the next dialog of that kind."""
        self.at_dialog(kind, lambda dialog: QTest.keyClick(dialog, key))

    def box_says(self, button: str) -> list[str]:
        """Presses a button of the next message box; the list then holds what it said."""
        said: list[str] = []

        def act(box: QMessageBox) -> None:
            said.append(f"{box.text()}\n{box.informativeText()}")
            chosen = next((each for each in box.buttons() if button in each.text()), None)
            if chosen is None:  # another box: it must not stand there for ever
                box.reject()
                raise AssertionError(f"no button {button} in: {said[-1]}")
            QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)

        self.at_dialog(QMessageBox, act)
        return said

    def export(
        self, path: Path | None = None, act: Callable[[ExportDialog], object] | None = None
    ) -> list[str]:
        """Presses Ctrl+E, types a path, presses Enter; the list then holds what the dialog says.

        ``act`` is done before Enter is pressed. The dialog is closed at the end.
        """
        said: list[str] = []

        def write(dialog: ExportDialog) -> None:
            self.wait(lambda: dialog.isAncestorOf(self.focus()))
            if act is not None:
                act(dialog)
            if path is not None:
                self.type_path(dialog, path)
            self.press(Qt.Key.Key_Return)
            self.wait(lambda: dialog.progress.isHidden() and dialog.words.text())
            said.append(dialog.words.text())
            said.extend(dialog.remarks.item(at).text() for at in range(dialog.remarks.count()))
            dialog.reject()

        self.at_dialog(ExportDialog, write)
        self.ctrl(Qt.Key.Key_E)
        self.wait(lambda: said)
        return said

    def type_path(self, dialog: ExportDialog, path: Path | str) -> None:
        """Types a path with an input method into the line of the export dialog."""
        self.wait(lambda: dialog.isAncestorOf(self.focus()))
        dialog.path.setFocus()
        dialog.path.selectAll()
        self.compose("", str(path))

    def open(self, path: Path) -> Session:
        """Opens a file and waits until it is shown."""
        self.window.file.open_path(path)
        self.wait(lambda: self.window.session is not None)
        self.wait_idle()
        session = self.window.session
        assert session is not None
        return session

    def look_outside(self) -> None:
        """Have the file compared with what is known of it, as on return to the window."""
        assert self.window.workspace.report is not None
        self.window.workspace.report.look_outside()

    def bars(self) -> list[NoticeBar]:
        """The notices that stand above the work."""
        return [bar for bar in self.window.findChildren(NoticeBar) if bar.isVisible()]

    def press_in_bar(self, words: str) -> None:
        """Presses the button of a notice whose text has these words."""
        button = next(
            each
            for bar in self.bars()
            for each in bar.findChildren(QPushButton)
            if words in each.text()
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, condition: Callable[[], object]) -> None:
        """Waits until something is so."""
        self.bot.waitUntil(lambda: bool(condition()))

    def wait_idle(self) -> None:
        """Waits until nothing is being read or written."""
        self.wait(lambda: not self.window.workspace.is_busy)


class UnansweredDialogs:
    """Closes a dialog that no test answers: it would stand there, and its test, for ever.

    What counts is how often it was seen in a row, not for how long: whoever is to answer it gets a
    turn between two looks, however busy the machine is.
    """

    def __init__(self, window: MainWindow) -> None:
        self.said: list[str] = []
        self._seen: QWidget | None = None
        self._looks = 0
        timer = QTimer(window)
        timer.timeout.connect(self._look)
        timer.start(LOOK_MS)

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        self._looks = self._looks + 1 if dialog is self._seen else 0
        self._seen = dialog
        if self._looks > MOST_LOOKS and isinstance(dialog, QDialog):
            self.said.append(
                dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
            )
            dialog.reject()


@pytest.fixture
def own_file(example: Path, tmp_path: Path) -> Path:
    """A copy of the example, to work on."""
    return Path(shutil.copy(example, tmp_path))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clerk's own folder, in which file dialogs begin and reports are looked for."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)  # which may say where 文档 is
    return home


@pytest.fixture
def clerk(qtbot: QtBot, home: Path) -> Iterator[Clerk]:  # noqa: ARG001
    """A shown window with nothing open."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    dress(app)
    window = MainWindow()
    unanswered = UnansweredDialogs(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield Clerk(window, qtbot)
    if window.session is not None:
        history = window.session.history
        history.mark_saved(history.begin_save())
    qtbot.waitUntil(lambda: not window.workspace.is_busy)
    window.close()
    wait_for_work()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert unanswered.said == []
