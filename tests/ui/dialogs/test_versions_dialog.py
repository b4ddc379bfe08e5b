"""Earlier versions are read beside the window, which goes on answering."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.storage.versions import Reason, Version
from report_editor.ui.dialogs.versions_dialog import VersionsDialog
from report_editor.workbook.report_file import make_report_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CELL = "disclosure.licensing.decisions"


def report(number: str) -> Document:
    return Document(form("2021"), parts={Part.CELLS: {CELL: number}})


def kept(file: Path, data: bytes) -> Version:
    digest = hashlib.sha256(data).hexdigest()
    return Version(file, 1, datetime.now(UTC), Reason.SAVE, digest, len(data))


class SlowVersion(Version):
    """A version on a disk that answers when it is set."""

    answers = threading.Event()

    def read(self) -> bytes:
        self.answers.wait()
        return Version.read(self)


def test_the_window_answers_while_a_version_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    data, file = make_report_bytes(report("3")), tmp_path / "slow"
    file.write_bytes(data)
    slow = SlowVersion(**asdict(kept(file, data)))
    dialog = VersionsDialog("报告.xlsx", [slow], report("4"))
    qtbot.addWidget(dialog)
    assert dialog.differences.toPlainText() == "正在读取……"
    assert not dialog.open_button.isEnabled()
    slow.answers.set()
    qtbot.waitUntil(dialog.open_button.isEnabled)
    assert "3 → 4" in dialog.differences.toPlainText()
    dialog.open_button.click()
    assert dialog.chosen == report("3")


def test_a_damaged_version_is_said_and_cannot_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    data, other = make_report_bytes(report("3")), tmp_path / "damaged"
    other.write_bytes(data[:-9])
    whole = tmp_path / "whole"
    whole.write_bytes(data)
    dialog = VersionsDialog("报告.xlsx", [kept(other, data), kept(whole, data)], report("4"))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "损坏" in dialog.differences.toPlainText())
    assert not dialog.open_button.isEnabled()
    dialog.list.setCurrentCell(1, 0)
    qtbot.waitUntil(dialog.open_button.isEnabled)
    dialog.list.setCurrentCell(0, 0)
    assert "损坏" in dialog.differences.toPlainText()
    assert not dialog.open_button.isEnabled()
