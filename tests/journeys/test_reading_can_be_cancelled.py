"""A file that takes long to read: the window answers, and a click ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Clerk


def endless_page(path: Path) -> Path:
    """A page whose table takes many seconds to place."""
    row = "<tr><td>本年新收</td>" + "<td>1</td>" * 7 + "</tr>"
    path.write_text(f"<h1>一、总体情况</h1><table>{row * 9000}</table>", encoding="utf-8")
    return path


def test_a_click_ends_the_reading(clerk: Clerk, tmp_path: Path) -> None:
    window = clerk.window
    window.file.open_path(endless_page(tmp_path / "年报.html"))
    clerk.wait(lambda: window.status.cancel.isVisible() or not window.workspace.is_busy)
    assert window.workspace.is_busy
    QTest.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    clerk.wait_idle()
    assert window.session is None
    clerk.wait(lambda: not window.status.cancel.isVisible())
