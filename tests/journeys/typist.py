"""A typist inside the real program, who works until the program is killed.

``python -m tests.journeys.typist LOG SEED FILE [recover]`` starts the program on a report (``-``: a
new one, never saved), brings back what the last round left, and types. Each state of the report
goes to the log, with the moment on the machine's monotonic clock.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from report_editor.document.as_json import to_json
from report_editor.forms import CellRole, form
from report_editor.storage import journal
from report_editor.ui.dialogs.new_report_dialog import NewReportDialog
from report_editor.ui.shell.app import begin, live
from report_editor.workspace.ahead import FileAhead
from tests.journeys.clerk_in_a_process import Hands

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.ui.shell.window import MainWindow
    from report_editor.workspace.session import Session

KEY_MS = 25
"""Between two keys: forty a second is faster than anyone types."""
COMPACT_BYTES = 4 << 10
"""Length from which on a journal is made shorter: some twenty changes, to be met in each round."""
WORDS = ("公开", "政府信息", "依法", "申请", "平台建设", "，", "。", "2025年", "5件")
CTRL = Qt.KeyboardModifier.ControlModifier


def digest(document: Document) -> str:
    """What tells one state of a report from another."""
    return hashlib.sha256(json.dumps(to_json(document), sort_keys=True).encode()).hexdigest()


class Typist:
    """Opens, recovers, types, saves; one small act at each tick of a timer."""

    def __init__(
        self, window: MainWindow, log: Path, file: Path | None, seed: int, *, offered: bool
    ) -> None:
        self._window = window
        self._hands = Hands(window)
        self._file = file
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._cells = inputs()
        self._session: Session | None = None
        self._offered = offered
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._tick)
        self._timer.start(KEY_MS)
        self._answering = QTimer(window)
        self._answering.timeout.connect(self._answer)
        self._answering.start(KEY_MS)

    def _note(self, kind: str, document: Document) -> None:
        line = json.dumps([kind, time.monotonic(), digest(document)]) + "\n"
        os.write(self._log, line.encode())  # a killed process loses nothing that was written

    def _tick(self) -> None:
        if self._window.workspace.is_busy or QApplication.activeModalWidget():
            return
        if self._session is None:
            self._get_ready()
        elif self._hands.ready:
            self._type()

    def _get_ready(self) -> None:
        """Presses what a clerk presses after a crash, then begins."""
        window, hands = self._window, self._hands
        if hands.press_in_bar("查找没有保存的报告"):
            return
        if self._offered:
            if window.session is not None and window.session.is_dirty:
                self._begin(window.session)
            else:
                hands.press_in_bar("恢复")  # the report appears, and a box that says so
        elif window.session is not None:
            self._begin(window.session)
        elif self._file is not None:
            window.file.open_path(self._file)
        else:
            window.file.new_report()

    def _begin(self, session: Session) -> None:
        self._session = session
        self._note("ready", session.document)
        session.history.listen(lambda _change, _effect: self._note("made", session.document))

    def _answer(self) -> None:
        """Presses Enter in whatever box asks."""
        box = QApplication.activeModalWidget()
        if isinstance(box, NewReportDialog):
            box.accept()
        elif isinstance(box, QMessageBox):
            os.write(self._log, (json.dumps([f"box {box.text()}", 0, ""]) + "\n").encode())
            (box.defaultButton() or box.buttons()[0]).click()

    def _type(self) -> None:
        hands, chance = self._hands, self._random.random()
        if chance < 0.55:
            hands.compose(self._random.choice(WORDS))
        elif chance < 0.62:
            hands.press(Qt.Key.Key_Backspace)
        elif chance < 0.65:
            hands.press(Qt.Key.Key_Return)
        elif chance < 0.85:
            hands.go_to_cell(self._random.choice(self._cells))
            hands.write(str(self._random.randrange(1000)))
            if self._random.random() < 0.8:
                hands.press(Qt.Key.Key_Return)  # else the cell's editor stays open
        elif chance < 0.92:
            hands.go_to_text(self._random.choice(("overview", "problems", "other_matters")))
        elif chance < 0.95:
            hands.press(Qt.Key.Key_Z, CTRL)
        elif chance < 0.96:
            hands.press(Qt.Key.Key_Y, CTRL)
        elif self._file is not None:
            hands.press(Qt.Key.Key_S, CTRL)


def inputs() -> list[str]:
    """Cells that can be typed into."""
    return [
        address
        for table in form("2021").tables.values()
        for address, place in table.value_cells.items()
        if place.role is CellRole.INPUT
    ]


def main() -> int:
    """Starts the program and types until it is killed."""
    log, seed, name, *offered = sys.argv[1:]
    journal.COMPACT_BYTES, journal.COMPACT_RATIO = COMPACT_BYTES, 0
    file = None if name == "-" else Path(name)
    app = QApplication(sys.argv[:1])
    window = begin(app, FileAhead(file) if file else None)
    typist = Typist(window, Path(log), file, int(seed), offered=bool(offered))
    code = live(app)
    del typist, window
    return code


if __name__ == "__main__":
    sys.exit(main())
