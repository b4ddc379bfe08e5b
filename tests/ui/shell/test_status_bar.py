"""A notice that is wider than the status bar can be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QTextDocumentFragment

from report_editor.ui.shell.status_bar import SAVED, StatusBar
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


def test_a_notice_makes_room_for_what_comes_to_stand_at_the_right(
    qtbot: QtBot,
    chinese_font: None,  # noqa: ARG001
) -> None:
    """Whatever changes beside it while it is read; it is whole again where there is room again."""
    bar = StatusBar(Workspace())
    qtbot.addWidget(bar)
    character = bar.fontMetrics().horizontalAdvance("国")
    wide = bar.fontMetrics().horizontalAdvance(SENTENCE) + 12 * character
    bar.resize(wide, 30)
    with qtbot.waitExposed(bar):
        bar.show()
    bar.show_notice(SENTENCE)
    assert bar.currentMessage() == SENTENCE

    def is_clear() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        ends = bar.fontMetrics().horizontalAdvance(bar.currentMessage())
        begins = (each.x() for each in (bar.selection, bar.gaps, bar.kept) if each.isVisible())
        return ends < min(begins)

    bar.selection.setText("上年 21，本年 -62%，" * 2)
    assert is_clear()
    assert bar.currentMessage().endswith("…")
    bar.show_gaps("还剩 3 张表、2 段文字")
    assert is_clear()
    bar.resize(bar.width() - bar.selection.x() + 8 * character, 30)
    assert is_clear()
    assert QTextDocumentFragment.fromHtml(bar.toolTip()).toPlainText() == SENTENCE
    bar.selection.clear()
    bar.show_gaps("")
    bar.resize(wide, 30)
    assert is_clear()
    assert bar.currentMessage() == SENTENCE


def test_that_it_is_saved_is_dropped_also_where_it_was_cut(qtbot: QtBot) -> None:
    bar = StatusBar(Workspace())
    qtbot.addWidget(bar)
    bar.resize(120, 30)
    bar.show_notice(f"{SAVED}“报告.xlsx”。")
    assert bar.currentMessage().endswith("…")
    bar.drop_outdated()
    assert bar.currentMessage() == ""
