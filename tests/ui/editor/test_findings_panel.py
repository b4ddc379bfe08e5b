"""The rule behind a finding is explained beside the list, in plain words, when it is asked for."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from report_editor.checks import Finding, Severity
from report_editor.checks.catalogue import RuleText
from report_editor.document import Document
from report_editor.forms import form
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.editor.findings_panel import FindingsPanel
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    Find = Callable[[Session, list[Finding]], None]

CATALOGUE = '''
["requests.flow"]
title = "每一列的收和办要平衡"
meaning = "本年新收加上年结转，等于办理结果总计加结转下年度。"
advice = "先看没有办完的申请有没有填到结转下年度。"
source = "国办公开办函〔2021〕30号"
["section.empty"]
title = "<b>没有内容</b>"
meaning = "<img src=x>这一部分没有文字。"
advice = "请补写。"
source = "审核要点"
["form.edition"]
title = "表格版本与报告年度不符"
meaning = """各年度的报告要用当年有效的统一格式：2019、2020 年度用〔2019〕60号的试行格式，\\
2021 年度起用〔2021〕30号的格式。用错版本，行和列对不上，无法汇总，会被要求重报。"""
advice = """点“一步处理”换成正确的版本，程序会把能对应的数搬过去，\\
搬不过去的列在“没找到位置的内容”里。如果是年度填错了，改年度。"""
source = "《政府信息公开条例》第五十条；国办公开办函〔2019〕60号；国办公开办函〔2021〕30号"
'''
FLOW = Finding("requests.flow", Severity.ERROR, "requests", "不平。", ("requests.new.total",))
EMPTY = Finding("section.empty", Severity.WARNING, "overview", "没有内容。")
OWN = Finding("edition.own", Severity.WARNING, "overview", "请核对。")


def explain(code: str) -> RuleText | None:
    rule = tomllib.loads(CATALOGUE).get(code)
    return RuleText(**rule) if rule else None


@pytest.fixture
def session() -> Session:
    session = Session(Document(form("2021")))
    session.findings = [FLOW, EMPTY]
    return session


@pytest.fixture
def panel(session: Session, qtbot: QtBot, chinese_font: None) -> FindingsPanel:  # noqa: ARG001
    widget = FindingsPanel(session, explain)
    qtbot.addWidget(widget)
    widget.resize(1366, 150)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_without_being_asked_for_it_takes_no_room(panel: FindingsPanel, qtbot: QtBot) -> None:
    assert panel.pane.isHidden()
    assert panel.list.width() == panel.width()
    height = panel.minimumSizeHint().height()
    panel.list.explain_action.trigger()
    assert panel.pane.isVisible()
    panel.list.explain_action.trigger()
    qtbot.waitUntil(lambda: panel.list.width() == panel.width())
    assert panel.minimumSizeHint().height() == height


def test_the_explanation_follows_the_chosen_finding(panel: FindingsPanel) -> None:
    panel.list.explain_action.trigger()
    panel.list.choose(-1)
    assert "选一条" in panel.pane.text.toPlainText()
    panel.list.choose(0)
    assert panel.pane.title.text() == "每一列的收和办要平衡"
    assert panel.pane.text.toPlainText().splitlines() == [
        "本年新收加上年结转，等于办理结果总计加结转下年度。",
        "怎么办：先看没有办完的申请有没有填到结转下年度。",
        "依据：国办公开办函〔2021〕30号",
    ]
    assert panel.step()
    assert "这一部分没有文字。" in panel.pane.text.toPlainText()


def test_it_follows_findings_that_change_under_it(
    panel: FindingsPanel, session: Session, find: Find
) -> None:
    panel.list.explain_action.trigger()
    panel.list.choose(0)
    find(session, [EMPTY])
    assert "这一部分没有文字。" in panel.pane.text.toPlainText()
    find(session, [OWN])
    assert panel.pane.title.text() == ""
    assert "没有说明" in panel.pane.text.toPlainText()
    find(session, [])
    assert "选一条" in panel.pane.text.toPlainText()


def test_markup_is_shown_as_it_is_written(panel: FindingsPanel) -> None:
    panel.list.explain_action.trigger()
    panel.list.choose(1)
    assert panel.pane.title.textFormat() == Qt.TextFormat.PlainText
    assert panel.pane.title.text() == "<b>没有内容</b>"
    assert panel.pane.text.toPlainText().startswith("<img src=x>")


def test_a_long_explanation_is_read_without_scrolling_on_a_small_screen(
    panel: FindingsPanel, session: Session, find: Find
) -> None:
    find(session, [Finding("form.edition", Severity.ERROR, "requests", "说明" * 30)])
    panel.list.explain_action.trigger()
    panel.list.choose(0)
    assert panel.size() == QSize(1366, 150)  # as tall as it is before anyone moves the line
    assert len(panel.pane.text.toPlainText()) > 190
    assert panel.pane.text.verticalScrollBar().maximum() == 0
    assert panel.list.width() > panel.pane.width() > 400


def test_the_way_out_is_seen_in_the_dark(panel: FindingsPanel, qapp: QApplication) -> None:
    panel.list.explain_action.trigger()
    button = panel.pane.findChild(QToolButton)
    assert button is not None
    light = qapp.palette()
    qapp.setPalette(QPalette(QColor(50, 50, 50), QColor(40, 40, 40)))
    try:
        qapp.processEvents()
        cross = button.icon().pixmap(16).toImage()
        inks = {cross.pixelColor(x, y).lightness() for x in range(16) for y in range(16)}
        assert max(inks) > 200
    finally:
        qapp.setPalette(light)


def test_the_menu_offers_it_also_for_a_report_for_reading(qtbot: QtBot) -> None:
    session = Session(Document(form("2021")), read_only=True)
    session.findings = [FLOW]
    panel = FindingsPanel(session, explain)
    qtbot.addWidget(panel)
    assert panel.list.context_menu() is None
    panel.list.choose(0)
    menu = panel.list.context_menu()
    assert menu is not None
    assert [each.text() for each in menu.actions()] == ["转到(&G)", "查看规则说明(&W)"]


def test_a_key_shows_it_from_a_cell_and_esc_closes_it(session: Session, qtbot: QtBot) -> None:
    page = EditorPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.open_tab("requests")
    grid = page.current_grid()
    assert grid is not None
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(grid, Qt.Key.Key_F8, shift)
    pane = page.findings.pane
    assert pane.isVisible()
    assert grid.hasFocus()
    pane.text.setFocus()
    QTest.keyClick(pane.text, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert page.findings.list.hasFocus()
    QTest.keyClick(page.findings.list, Qt.Key.Key_F8, shift)
    button = pane.findChild(QToolButton)
    assert button is not None
    button.click()
    assert not pane.isVisible()


def test_no_button_moves_while_findings_come_and_go(
    panel: FindingsPanel, qtbot: QtBot, find: Find, session: Session
) -> None:
    bar = panel.bar
    qtbot.addWidget(bar)
    bar.resize(1366, bar.sizeHint().height())
    with qtbot.waitExposed(bar):
        bar.show()

    def list_lefts() -> list[int]:
        actions = (*bar.kinds.values(), bar.set_aside, panel.list.explain_action)
        widgets = [bar.sections, *map(bar.widgetForAction, actions)]
        return [each.x() for each in widgets if each is not None and each.isVisible()]

    before = list_lefts()
    assert len(before) == 8
    for count in (1, 12, 123, 999):
        bar.show_counts(dict.fromkeys(bar.kinds, count))
        for is_set_aside in (False, True):
            bar.show_chosen(is_set_aside=is_set_aside, why_not="")
            bar.grab()  # lays out
            assert list_lefts() == before
    find(session, [])
    bar.grab()
    assert list_lefts() == before
