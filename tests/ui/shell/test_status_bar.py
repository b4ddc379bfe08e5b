"""A notice that is wider than the status bar can be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextDocumentFragment

from report_editor.ui.shell.status_bar import StatusBar
from report_editor.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SENTENCE = "粘贴了 6 格，有 3 处没有放进去：<b>20%</b>（“占比”：上面的列名这张表里没有）。"


@pytest.mark.parametrize(("width", "is_cut"), [(2000, False), (300, True)])
def test_what_does_not_fit_is_in_the_tool_tip(qtbot: QtBot, width: int, is_cut: bool) -> None:
    bar = StatusBar(Workspace())
    qtbot.addWidget(bar)
    bar.resize(width, 30)
    bar.show_notice(SENTENCE)
    shown = bar.currentMessage()
    assert (shown != SENTENCE) == is_cut
    assert bar.fontMetrics().horizontalAdvance(shown) < width
    if is_cut:
        assert shown.endswith("…")
        assert shown[:-1] == SENTENCE[: len(shown) - 1]
    assert QTextDocumentFragment.fromHtml(bar.toolTip()).toPlainText() == SENTENCE
