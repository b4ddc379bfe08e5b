"""The whole program in a process of its own, with a clerk inside, for tests that kill it.

``python -m tests.journeys.clerk_in_a_process FILE WORDS…`` starts the program as ``report-editor
FILE`` does and carries out one word after the other. What has been done is told on standard
output, a JSON object a line.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from report_editor.storage import journal
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.ui.shell import app as program
from report_editor.ui.shell.app import begin, live
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workspace import turn
from report_editor.workspace.ahead import FileAhead

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from report_editor.ui.shell.window import MainWindow
    from report_editor.workspace.session import Session

ROOT = Path(__file__).resolve().parents[2]
CELL = "disclosure.licensing.decisions"
OPEN_CELL = "disclosure.penalties.decisions"
TYPED = "正在输入的一句话还没有写完"
PATIENCE_SECONDS = 60.0

# ---------------------------------------------------------------------- outside


class Program:
    """The program as its tests see it: what it tells, how it ends."""

    def __init__(
        self,
        *words: str | Path,
        environment: dict[str, str] | None = None,
        command: tuple[str, ...] = (),
    ) -> None:
        """Starts it; ``words`` are the file and what the clerk is to do.

        ``command`` stands before the program's own where something starts it, and may talk to it.
        """
        self._read = b""
        self._complaints: list[bytes] = []
        self.process = subprocess.Popen(
            [*command, sys.executable, "-m", "tests.journeys.clerk_in_a_process", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            start_new_session=bool(command),  # whatever starts it ends together with it
            stdin=subprocess.PIPE if command else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        if self.process.stdin is not None:
            os.killpg(self.process.pid, signal.SIGTERM)
        elif self.process.poll() is None:
            self.process.kill()
        complaints = self.process.communicate()[1]
        if kind:
            print(complaints)

    def told(
        self, what: str, is_wanted: Callable[[dict[str, Any]], bool] = lambda _told: True
    ) -> dict[str, Any]:
        """Waits until the program tells this, and it is as wanted."""
        assert self.process.stdout
        pipe = self.process.stdout.fileno()
        while True:
            while b"\n" in self._read:
                line, self._read = self._read.split(b"\n", 1)
                if not line.startswith(b"{"):
                    self._complaints.append(line)  # of whatever started the program
                    continue
                told: dict[str, Any] = json.loads(line)
                if told["told"] == what and is_wanted(told):
                    return told
            # Read past Python's own buffer: what waits in there no select tells of.
            if not select.select([pipe], [], [], PATIENCE_SECONDS)[0]:
                break
            if not (piece := os.read(pipe, 65536)):
                break
            self._read += piece
        raise AssertionError(f"the program never told {what!r}: {self._complaints[-9:]}")

    def end(self, number: signal.Signals | None = None) -> int:
        """Waits for the end, after sending a signal if one is given; returns the exit code."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


# ---------------------------------------------------------------------- inside


def tell(what: str, **more: Any) -> None:
    print(json.dumps({"told": what, **more}), flush=True)


def keys_arrive(window: MainWindow) -> bool:
    """Whether keys go to something that is seen; else has them go to the window soon.

    A dialog answered at once may be told only afterwards that it became active. And without a
    window manager nothing is active after a dialog's end. The window never takes the keys from a
    dialog that is about to get them.
    """
    active = QApplication.activeWindow()
    if active is not None and active.isVisible():
        return True
    (QApplication.activeModalWidget() or window).activateWindow()
    return False


class Hands:
    """Types where the focus is, and looks at what is shown."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def ready(self) -> bool:
        return keys_arrive(self.window)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focus(), letter)

    def compose(self, text: str) -> None:
        """As an input method does: letters first, then what they become."""
        QCoreApplication.sendEvent(self.focus(), QInputMethodEvent("pinyin", []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.focus(), event)

    def go_to_cell(self, address: str) -> None:
        assert self.window.editor is not None
        self.window.editor.go_to_cell(address)
        page = self.window.editor.page(address.partition(".")[0])
        assert isinstance(page, TablePage)
        page.grid.setFocus()

    def go_to_text(self, section: str) -> None:
        assert self.window.editor is not None
        self.window.editor.open_tab(section)
        page = self.window.editor.page(section)
        assert isinstance(page, TextPage)
        page.editor.setFocus()
        self.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    def bars(self) -> list[NoticeBar]:
        return [each for each in self.window.findChildren(NoticeBar) if each.isVisible()]

    def press_in_bar(self, words: str) -> bool:
        """Presses a button of a bar; whether there was one."""
        for bar in self.bars():
            for button in bar.findChildren(QPushButton):
                if words in button.text():
                    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                    return True
        return False


class Meter:
    """Measures how long Qt's loop does not come round: so long a key has to wait."""

    def __init__(self, window: MainWindow) -> None:
        self._longest = 0.0
        self._last = 0.0
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.monotonic()
        self._timer.start(5)

    def _tick(self) -> None:
        now = time.monotonic()
        self._longest, self._last = max(self._longest, now - self._last), now

    def longest(self) -> float:
        """Seconds, since it was last asked."""
        self._tick()
        longest, self._longest = self._longest, 0.0
        return longest


class Script:
    """What the clerk does, word by word; a step that is not yet possible is tried again."""

    def __init__(self, window: MainWindow, words: list[str]) -> None:
        self._hands = Hands(window)
        self._window = window
        self._steps: list[Callable[[], bool]] = [getattr(self, f"_{word}") for word in words]
        self._meter = Meter(window)
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._step)
        self._timer.start(10)

    def _step(self) -> None:
        workspace = self._window.workspace
        if self._steps and (workspace.is_stalled or not workspace.is_busy) and self._hands.ready:
            step = self._steps.pop(0)
            if not step():
                self._steps.insert(0, step)

    def _opened(self) -> bool:
        return self._window.session is not None

    def _change(self) -> bool:
        """A cell and some text, as one types them."""
        self._hands.go_to_cell(CELL)
        self._hands.write("4711")
        self._hands.press(Qt.Key.Key_Return)
        self._hands.go_to_text("overview")
        for letter in TYPED:
            self._hands.compose(letter)
        tell("changed")
        return True

    def _open_cell(self) -> bool:
        """The editor of a cell stays open with a number in it."""
        self._hands.go_to_cell(OPEN_CELL)
        self._hands.write("815")
        tell("open")
        return True

    def _enter(self) -> bool:
        self._hands.press(Qt.Key.Key_Return)
        return True

    def _recover(self) -> bool:
        """Presses 恢复 as soon as it is offered, and Enter in the box that says it was done."""
        if isinstance(box := QApplication.activeModalWidget(), QMessageBox):
            box.buttons()[0].click()
            return True
        if not self._window.session or not self._window.session.is_dirty:
            self._hands.press_in_bar("恢复")
        return False

    def _bars(self) -> bool:
        """Waits for a bar and tells what all say."""
        if bars := self._hands.bars():
            tell("bars", sentences=[each.sentence.text() for each in bars])
        return bool(bars)

    def _slowed(self) -> bool:
        """Waits until somebody traces this process, and from then on measures Qt's loop."""
        status = Path("/proc/self/status").read_text(encoding="ascii")
        if "TracerPid:\t0\n" in status:
            return False
        self._meter.start()
        return True

    def _longest_wait(self) -> bool:
        """Tells how long a key would have had to wait since the last time."""
        tell("longest wait", seconds=self._meter.longest())
        return True

    def _stall(self) -> bool:
        """Has the drive stall, see ``stalled_drive.c``, and measures Qt's loop."""
        Path(os.environ["STALLED_CALLS"]).write_text("all", encoding="ascii")
        self._meter.start()
        return True

    def _save_until_stalled(self) -> bool:
        """Saves, and goes on when the drive has stalled."""
        self._window.workspace.stalled.connect(lambda _turn: tell("stalled"))
        self._save()
        return True

    def _save_elsewhere(self) -> bool:
        """Gives the save up and names another folder in the dialog."""
        QTimer.singleShot(0, self._window, lambda: self._hands.press_in_bar("另存到别处"))
        return True

    def _name_elsewhere(self) -> bool:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return False
        tell("dialog", folder=dialog.directory().absolutePath())
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(os.environ["ELSEWHERE"])
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        line.setText(os.environ["ELSEWHERE"])
        QTest.keyClick(line, Qt.Key.Key_Return)
        return True

    def _open_and_cancel(self) -> bool:
        """Opens the file on the drive, and cancels it as soon as there is the button for it."""
        self._window.file.open_path(Path(os.environ["STALLED_DRIVE"]) / "report.xlsx")
        cancel = self._window.status.cancel
        self._window.workspace.progress.connect(
            lambda: cancel.isVisible() and QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
        )
        return True

    def _leave_hanging(self) -> bool:
        """Closes the window in spite of what hangs."""
        QTimer.singleShot(0, self._window, self._window.close)
        return True

    def _do_not_wait(self) -> bool:
        """Presses 不等了 in the box that asks."""
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            tell("asked", text=box.text())
            next(each for each in box.buttons() if "不等了" in each.text()).click()
        return isinstance(box, QMessageBox)

    def _save(self) -> bool:
        self._hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        return True

    def _begin_save(self) -> bool:
        """Saves, and tells so before anything is written."""
        self._save()
        tell("saving")
        return True

    def _save_and_type_on(self) -> bool:
        """Saves, types while that is being written, saves again and types on."""
        for letter in "再写":
            self._save()
            self._hands.compose(letter)
        return True

    def _saved(self) -> bool:
        if self._window.workspace.is_busy:
            return False
        tell("saved", dirty=self._hands.session.is_dirty)
        return True

    def _look_outside(self) -> bool:
        assert self._window.workspace.report is not None
        self._window.workspace.report.look_outside()
        return True

    def _list_versions(self) -> bool:
        self._window.file.show_versions()
        return True

    def _leave_versions(self) -> bool:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        return isinstance(dialog, QDialog)

    def _close_report(self) -> bool:
        self._window.file.close_report()
        return True

    def _open_last(self) -> bool:
        self._window.file.open_path(self._window.settings.recent[0].path)
        return True

    def _secure(self) -> bool:
        tell("secured", safe=self._window.workspace.secure())
        return True

    def _close(self) -> bool:
        self._window.close()
        return True

    def _die(self) -> bool:
        os._exit(9)

    def _stay_active(self) -> bool:
        """Stays for ever; each try sees to it that keys arrive, as a window manager would."""
        return False

    def _stay(self) -> bool:
        tell("ready")
        return True


def main() -> int:
    """Starts the program and has the clerk work in it."""
    name, *words = sys.argv[1:]
    if "STALLED_DRIVE" in os.environ:  # what never answers is waited for in vain
        turn.STALLED_MS = 500
        program.LAST_WORK_SECONDS = 1.0
    else:  # a test waits for a disk that is slow; a clerk is not to
        journal.PATIENCE_SECONDS = PATIENCE_SECONDS
        program.LAST_WORK_SECONDS = PATIENCE_SECONDS
    app = QApplication(sys.argv[:1])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    window = begin(app, FileAhead(Path(name)) if name != "-" else None)
    if words == ["die"]:  # before the loop runs: no time passes in which the start may succeed
        os._exit(9)
    script = Script(window, words)
    code = live(app)
    del script, window
    return code


if __name__ == "__main__":
    sys.exit(main())
