"""The list beside the report of what is left before it is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from report_editor.checks import Finding, Severity
from report_editor.document import Document
from report_editor.document.blank_cells import fill_blanks, list_fillable
from report_editor.forms import form
from report_editor.ui.editor.submission_panel import SubmissionPanel
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot, chinese_font: None) -> SubmissionPanel:  # noqa: ARG001
    session = Session(Document(form("2021")))
    panel = SubmissionPanel(session)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(360, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def find_session(panel: SubmissionPanel) -> Session:
    session = panel.findChild(Session)
    assert session is not None
    return session


def list_texts(panel: SubmissionPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def make_findings(count: int) -> list[Finding]:
    return [
        Finding("x.y", Severity.ERROR, "overview", f"<b>第 {number} 个</b>\u202e", paragraph=number)
        for number in range(count)
    ]


def test_each_entry_shows_its_text_as_it_is_and_leads_there(
    panel: SubmissionPanel, find: Callable[[Session, list[Finding]], None]
) -> None:
    findings = make_findings(3)
    find(find_session(panel), findings)
    texts = list_texts(panel)
    assert texts[0] == "✖ 错误：3 处"
    assert texts[1].startswith("　<b>第 0 个</b>")
    assert "\u202e" not in "".join(texts)
    went: list[object] = []
    panel.activated.connect(went.append)
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert went == [findings[1]]


def test_the_entry_chosen_stays_while_others_are_settled(
    panel: SubmissionPanel, find: Callable[[Session, list[Finding]], None]
) -> None:
    findings = make_findings(4)
    session = find_session(panel)
    find(session, findings)
    panel.list.setCurrentRow(3)
    find(session, findings[1:])
    assert panel.list.currentItem().text().startswith("　<b>第 2 个")
    find(session, [findings[1], findings[3]])
    assert panel.list.currentItem().text().startswith("　<b>第 3 个")


def test_thousands_are_counted_and_a_hundred_listed(
    panel: SubmissionPanel, find: Callable[[Session, list[Finding]], None]
) -> None:
    find(find_session(panel), make_findings(3000))
    texts = list_texts(panel)
    assert texts[0] == "✖ 错误：3000 处"
    assert any("2900 处" in text for text in texts)
    assert len(texts) < 120


def test_nothing_left_is_said(
    panel: SubmissionPanel, find: Callable[[Session, list[Finding]], None]
) -> None:
    find(find_session(panel), [])
    assert "错误：没有" in list_texts(panel)[0]
    assert panel.summary.text() == "还有：基本信息的问题 1 处。"  # there is no date


def test_escape_asks_to_close(qtbot: QtBot, panel: SubmissionPanel) -> None:
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel.list, Qt.Key.Key_Escape)


def test_the_buttons_give_the_commands_that_follow(qtbot: QtBot, panel: SubmissionPanel) -> None:
    for name, button in panel.buttons.items():
        with qtbot.waitSignal(panel.commandRequested) as given:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert given.args == [name]


def test_the_button_names_each_table_with_its_blanks_and_follows_them(
    panel: SubmissionPanel, find: Callable[[Session, list[Finding]], None]
) -> None:
    session = find_session(panel)
    assert panel.zeros.text().endswith("\n表二 10 格、表三 144 格、表四 12 格")
    blanks = list_fillable(session.document)
    session.do(fill_blanks(session.document, {"requests": blanks["requests"]}))
    find(session, [])
    assert panel.zeros.text().endswith("\n表二 10 格、表四 12 格")


def test_the_key_of_the_button_works_while_its_counts_are_in_sight(
    qtbot: QtBot, panel: SubmissionPanel
) -> None:
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    asked: list[bool] = []
    panel.zerosRequested.connect(lambda: asked.append(True))
    with qtbot.waitSignal(panel.zerosRequested):
        QTest.keyClick(panel.list, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    panel.zeros.hide()
    QTest.keyClick(panel.list, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert asked == [True]


def test_the_button_stays_in_its_place_when_nothing_is_blank(
    panel: SubmissionPanel, find: Callable[[Session, list[Finding]], None]
) -> None:
    session, before = find_session(panel), panel.zeros.geometry()
    session.do(fill_blanks(session.document, list_fillable(session.document)))
    find(session, make_findings(30))
    QTest.qWait(0)
    assert panel.zeros.geometry() == before
    assert not panel.zeros.isEnabled()
    asked: list[bool] = []
    panel.zerosRequested.connect(lambda: asked.append(True))
    QTest.mouseClick(panel.zeros, Qt.MouseButton.LeftButton)
    assert asked == []
