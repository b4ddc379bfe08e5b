"""The button at the end of a tool bar is seen in light and dark, wherever a bar is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolButton

import report_editor
from report_editor.ui.widgets.legible_palette import measure_contrast
from report_editor.ui.widgets.tool_bar import ToolBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LIGHT = QPalette(QColor("#efefef"), QColor("#efefef"))
DARK = QPalette(QColor("#323232"), QColor("#323232"))


def find_contrast(button: QToolButton) -> float:
    """Return the contrast of the strongest line of a button with its ground."""
    image = button.grab().toImage()
    ground = button.palette().window().color()
    return max(
        measure_contrast(image.pixelColor(x, y), ground)
        for x in range(2, image.width() - 2)
        for y in range(4, image.height() - 4)
    )


def test_the_button_follows_the_palette(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.palette()
    try:
        qapp.setPalette(LIGHT)
        bar = ToolBar("工具栏")
        qtbot.addWidget(bar)
        for words in ("以上年新建", "检查结果", "规则说明"):
            bar.addAction(words)
        bar.resize(90, 30)
        with qtbot.waitExposed(bar):
            bar.show()
        button = bar.findChild(QToolButton, "qt_toolbar_ext_button")
        assert isinstance(button, QToolButton)
        assert button.isVisible()
        assert button.accessibleName() == "更多"
        for palette in (LIGHT, DARK, LIGHT, DARK):
            qapp.setPalette(palette)
            qapp.processEvents()
            assert find_contrast(button) >= 4.5
    finally:
        qapp.setPalette(before)


def test_no_bar_is_qts_own() -> None:
    package = Path(report_editor.__file__).parent
    users = {
        path.name
        for path in package.rglob("*.py")
        if re.search(r"\bQToolBar\(|\(QToolBar\)", path.read_text(encoding="utf-8"))
    }
    assert users == {"tool_bar.py"}
