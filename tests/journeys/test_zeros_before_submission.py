"""没有的都填 0: the clerk ends the three tables in one step, and sees what was filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from report_editor.document.commands import set_cells
from report_editor.document.completeness import list_blanks

if TYPE_CHECKING:
    from report_editor.ui.editor.submission_panel import SubmissionPanel
    from report_editor.workspace.session import Session
    from tests.journeys.conftest import Clerk

NEW = "requests.new.natural_person"


@pytest.fixture
def session(clerk: Clerk) -> Session:
    """A report with its words, and with nothing in its tables but one number."""
    clerk.window.commands["example"].trigger()
    clerk.wait(lambda: clerk.window.session is not None)
    clerk.wait_idle()
    session = clerk.window.session
    assert session is not None
    session.do(
        set_cells(session.document, {each.address: "" for each in session.document.form.inputs})
    )
    session.do(set_cells(session.document, {NEW: "5"}))
    return session


def open_panel(clerk: Clerk) -> SubmissionPanel:
    clerk.press(Qt.Key.Key_F9)
    editor = clerk.window.editor
    assert editor is not None
    clerk.wait(lambda: editor.panels.submission.zeros.width() > 0)  # it is laid out
    assert clerk.focus() is editor.panels.submission.list
    return editor.panels.submission


def count_blank(session: Session) -> int:
    tables = session.document.form.tables.values()
    return sum(len(list_blanks(session.document, table)) for table in tables)


def test_one_key_fills_what_was_named_and_one_takes_it_back(clerk: Clerk, session: Session) -> None:
    panel, document = open_panel(clerk), session.document
    assert panel.zeros.text().endswith("表二 10 格、表三 143 格、表四 12 格")
    clerk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert count_blank(session) == 0
    assert document.raw(NEW) == "5"
    said = clerk.window.status.currentMessage()
    # The end is cut where the window is too narrow for it; the way back comes first.
    assert said.startswith("填了 0，可撤销（Ctrl+Z）：表二 10 格、表三 143 格、表四 12")
    editor = clerk.window.editor
    assert editor is not None
    for key, count in (("disclosure", 10), ("requests", 143), ("proceedings", 12)):
        editor.open_tab(key)
        grid = editor.current_grid()
        assert grid is not None
        assert len(grid.selected_addresses()) == count
    assert clerk.focus() is panel.list or panel.isAncestorOf(clerk.focus())
    texts = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert any("还空着的内容" in each for each in texts)
    assert any(each.startswith("✖ 错误") for each in texts)  # 5 came in and none was dealt with
    clerk.ctrl(Qt.Key.Key_Z)
    assert count_blank(session) == 165
    assert document.raw(NEW) == "5"


def test_clicks_at_one_point_fill_once_and_do_nothing_else(clerk: Clerk, session: Session) -> None:
    panel, steps = open_panel(clerk), len(session.history.steps)
    point = panel.zeros.mapTo(clerk.window, panel.zeros.rect().center())
    for _ in range(4):
        below = clerk.window.childAt(point)
        assert below is panel.zeros
        QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        clerk.wait_idle()
    assert len(session.history.steps) == steps + 1
    assert count_blank(session) == 0
    assert panel.isVisible()


def test_without_the_panel_the_key_fills_nothing(clerk: Clerk, session: Session) -> None:
    clerk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert count_blank(session) == 165
