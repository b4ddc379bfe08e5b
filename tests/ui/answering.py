"""Answers for message boxes and dialogs, which keep everything else waiting while they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from report_editor.ui.grid.paste_sheet import PasteSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def at_box(parent: QWidget, act: Callable[[QMessageBox], object]) -> None:
    """Does something as soon as a box asks; it must close the box."""
    timer = QTimer(parent, interval=10)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            timer.stop()
            act(box)

    timer.timeout.connect(look)
    timer.start()


def press_at_sheets(parent: QWidget, key: Qt.Key) -> list[PasteSheet]:
    """Presses a key whenever a sheet shows what a paste will do; returns the sheets seen."""
    seen: list[PasteSheet] = []
    timer = QTimer(parent, interval=10)

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, PasteSheet) and sheet.isVisible() and sheet not in seen:
            seen.append(sheet)
            QTest.keyClick(sheet.focusWidget() or sheet, key)

    timer.timeout.connect(look)
    timer.start()
    return seen
