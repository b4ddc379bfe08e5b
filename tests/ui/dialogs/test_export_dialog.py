"""What is said around an export is said as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from report_editor.ui.dialogs.export_dialog import show_exported
from tests.ui.answering import at_box

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NOTE = "没有字体能显示“𰻞”（U+30EDE），印成了“〓”。"


def test_the_end_of_an_export_shows_names_as_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "<b>报告<b>.pdf"
    shown: list[tuple[str, str, str]] = []

    def look(box: QMessageBox) -> None:
        shown.append((box.text(), box.informativeText(), box.textFormat().name))
        box.done(0)

    parent = QWidget()
    qtbot.addWidget(parent)
    at_box(parent, look)
    show_exported(parent, path, [NOTE])
    assert shown == [(f"已导出 {path}", NOTE, "PlainText")]
