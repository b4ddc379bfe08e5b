"""A clerk walks through the findings: a click, a button, a filter; what is likely says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from report_editor.checks import Severity
from report_editor.document import Part
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.editor.findings_bar import SET_ASIDE
from report_editor.ui.editor.findings_sheet import FindingsSheet
from report_editor.ui.widgets.labels import Label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.editor.findings_panel import FindingsPanel
    from tests.journeys.conftest import Clerk

MESSAGE, FIX = 2, 3
LEFT = Qt.MouseButton.LeftButton
REST = "requests.carried_out.natural_person"


@pytest.fixture
def editor(clerk: Clerk, own_file: Path) -> EditorPage:
    """The example, with its error and its warning listed."""
    session = clerk.open(own_file)
    session.check_now()
    editor = clerk.window.editor
    assert editor is not None
    editor.open_tab("basics")
    return editor


@pytest.fixture
def panel(editor: EditorPage) -> FindingsPanel:
    return editor.findings


def messages(panel: FindingsPanel) -> list[str]:
    model = panel.list.model()
    return [str(model.index(row, MESSAGE).data()) for row in range(model.rowCount())]


def click_row(panel: FindingsPanel, row: int, column: int = MESSAGE) -> None:
    at = panel.list.visualRect(panel.list.model().index(row, column)).center()
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=at)


def click(panel: FindingsPanel, action: QAction) -> None:
    button = panel.bar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, LEFT)


def test_one_click_leads_to_the_cell(clerk: Clerk, editor: EditorPage) -> None:
    click_row(editor.findings, 0)
    assert editor.current_key == "requests"
    grid = editor.current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.new.natural_person"
    assert clerk.focus() is grid  # where one can type at once
    click_row(editor.findings, 1)
    assert editor.current_key == "overview"


def test_a_likely_fix_says_why_and_shows_its_place_before_it_is_done(
    clerk: Clerk, editor: EditorPage
) -> None:
    session = editor.session
    said: list[str] = []

    def accept(sheet: FindingsSheet) -> None:
        said.extend(each.text() for each in sheet.findChildren(Label))
        said.extend(each.text() for each in sheet.table.ticks)
        QTest.keyClick(sheet, Qt.Key.Key_Return)

    index = editor.findings.list.model().index(0, FIX)
    assert index.data() == "少 1 件：未办完？填入四、结转下年…"
    clerk.at_dialog(FindingsSheet, accept)
    click_row(editor.findings, 0, FIX)
    assert any("还没有办完" in each for each in said)
    assert any("结转下年·自然人" in each for each in said)
    assert session.document.raw(REST) == "1"
    grid = editor.current_grid()
    assert grid is not None
    assert grid.current_address() == REST
    clerk.ctrl(Qt.Key.Key_Z)
    assert session.document.raw(REST) == "0"


def test_setting_aside_is_a_button_and_calm_everywhere(clerk: Clerk, editor: EditorPage) -> None:
    panel, session = editor.findings, editor.session
    assert not panel.bar.set_aside.isEnabled()
    click_row(panel, 0)
    assert panel.bar.set_aside.isEnabled()

    def give_reason(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("已与承办科室核对")
        QTest.mouseClick(dialog.accept_button, LEFT)

    clerk.at_dialog(ReasonDialog, give_reason)
    click(panel, panel.bar.set_aside)
    session.check_now()
    assert [*session.document.entries(Part.SET_ASIDE).values()] == ["已与承办科室核对"]
    assert panel.bar.kinds[Severity.WARNING].text() == "提醒 1"
    assert panel.bar.kinds[Severity.ERROR].text() == "错误 0"
    assert panel.bar.kinds[SET_ASIDE].isVisible()
    click(panel, panel.bar.kinds[SET_ASIDE])
    assert len(messages(panel)) == 1
    assert "已与承办科室核对" in messages(panel)[0]
    click_row(panel, 0)
    assert panel.bar.set_aside.text() == "恢复提示"
    click(panel, panel.bar.set_aside)
    session.check_now()
    assert session.document.entries(Part.SET_ASIDE) == {}
    assert panel.bar.kinds[Severity.ERROR].text() == "错误 1"


def test_findings_can_be_filtered_and_f4_finds_the_others(clerk: Clerk, editor: EditorPage) -> None:
    panel = editor.findings
    every = messages(panel)
    click(panel, panel.bar.kinds[Severity.WARNING])
    assert messages(panel) == every[1:]
    assert panel.bar.kinds[""].text() == f"全部 {len(every)}"
    sections = panel.bar.sections
    sections.setFocus()
    QTest.keyClick(sections, Qt.Key.Key_Down)  # 基本信息, which has none
    assert messages(panel) == []
    clerk.press(Qt.Key.Key_F4)
    assert messages(panel) == every
    assert panel.bar.section == ""
    assert editor.current_key == "requests"


def test_the_rule_is_read_beside_the_list(panel: FindingsPanel) -> None:
    click_row(panel, 0)
    click(panel, panel.list.explain_action)
    assert panel.pane.isVisible()
    assert "勾稽关系" in panel.pane.text.toPlainText()
    assert not panel.pane.findChildren(QPushButton)


def test_a_narrow_window_keeps_every_command(clerk: Clerk, panel: FindingsPanel) -> None:
    clerk.window.resize(600, 760)
    clerk.wait(lambda: panel.bar.width() <= 600)
    more = panel.bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert more is not None
    hidden = [
        action
        for action in panel.bar.actions()
        if action.isVisible()
        and (widget := panel.bar.widgetForAction(action)) is not None
        and not widget.isVisible()
    ]
    assert more.isVisible() == bool(hidden)
