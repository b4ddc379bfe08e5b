"""Texts of the interface are large enough, and as large as the desktop asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontInfo

from report_editor.ui.widgets.fonts import use_interface_font
from report_editor.ui.widgets.type_scale import LABEL_PIXELS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize("asked", [6.0, 9.0, 9.75, 10.5, 15.0])
@pytest.mark.usefixtures("chinese_font")
def test_a_small_typeface_is_enlarged_and_others_stay(qapp: QApplication, asked: float) -> None:
    before = qapp.font()
    try:
        font = QFont(before)
        font.setPointSizeF(asked)
        qapp.setFont(font)
        wanted = QFontInfo(font).pixelSize()
        use_interface_font(qapp)
        pixels = QFontInfo(qapp.font()).pixelSize()
        assert pixels == max(wanted, LABEL_PIXELS)
    finally:
        qapp.setFont(before)
