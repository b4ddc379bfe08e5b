"""Answers for message boxes, which keep everything else waiting while they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

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
