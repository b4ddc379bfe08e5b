"""The lines of the metadata: each key is in the document, nothing is cut, all is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_field
from report_editor.document.wording import Wording
from report_editor.forms import form
from report_editor.ui.editor.metadata_page import MetadataPage
from report_editor.ui.widgets.text_input import LONGEST
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from report_editor.ui.widgets.text_input import OneLine


@pytest.fixture
def session() -> Session:
    parts: dict[Part, dict[str, str]] = {}
    parts[Part.FIELDS] = {Field.CONTACT: "长" * 260, Field.SIGNATORY: "张三"}
    return Session(Document(form("2021"), parts=parts))


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> MetadataPage:
    widget = MetadataPage(session)
    qtbot.addWidget(widget)
    return widget


def show(page: MetadataPage, qtbot: QtBot) -> None:
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def paste(line: OneLine, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    line.paste()


def test_one_backspace_takes_one_character_from_a_long_field(
    page: MetadataPage, session: Session
) -> None:
    line = page.line(Field.CONTACT)
    assert line.text() == "长" * 260
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == session.document.field(Field.CONTACT) == "长" * 259


def test_what_is_too_long_is_told_and_nothing_is_cut(page: MetadataPage, session: Session) -> None:
    said: list[str] = []
    page.message.connect(said.append)
    line = page.line(Field.SIGNATORY)
    QTest.keyClick(line, Qt.Key.Key_End)
    paste(line, "长" * (LONGEST - 2))
    assert not said
    paste(line, "二字")
    assert len(said) == 1
    assert str(LONGEST) in said[0]
    assert line.text() == session.document.field(Field.SIGNATORY) == "张三" + "长" * (LONGEST - 2)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    paste(line, "字" * 40_000)
    assert len(said) == 2
    paste(line, "字")
    assert session.document.field(Field.SIGNATORY) == "张三" + "长" * (LONGEST - 3) + "字"


def test_a_field_that_a_file_has_longer_can_be_shortened(
    page: MetadataPage, session: Session
) -> None:
    said: list[str] = []
    page.message.connect(said.append)
    line = page.line(Field.CONTACT)
    session.history.do(set_field(session.document, Field.CONTACT, "长" * 40_000))
    assert line.text() == "长" * 40_000
    QTest.keyClick(line, Qt.Key.Key_End)
    paste(line, "字")
    assert len(said) == 1
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == session.document.field(Field.CONTACT) == "长" * 39_999
    assert len(said) == 1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1\u20282", "1 2"), ("甲\r\n乙\n", "甲 乙 "), ("\ufdd0", "\ufffd"), ("甲\ufeff", "甲"),
        ("e\u0301\u3000\t", "e\u0301\u3000\t"),
    ],
)  # fmt: skip
def test_a_pasted_text_is_one_line_and_the_cursor_stays_behind_it(
    page: MetadataPage, session: Session, text: str, plain: str
) -> None:
    line = page.line(Field.SIGNATORY)
    line.setText("😀末")
    line.setCursorPosition(2)
    paste(line, text)
    QTest.keyClicks(line, "a")
    assert line.text() == session.document.field(Field.SIGNATORY) == f"😀{plain}a末"
    assert line.isModified()
    session.history.undo()
    assert line.text() == session.document.field(Field.SIGNATORY) == "张三"


@pytest.mark.parametrize("field", [Field.ORGANIZATION, Field.TITLE, Field.CONTACT])
def test_a_long_line_shows_its_beginning_while_nobody_writes_in_it(
    page: MetadataPage, session: Session, qtbot: QtBot, field: Field
) -> None:
    show(page, qtbot)
    line = page.line(field)
    session.history.do(set_field(session.document, field, "头" + "长" * 400))
    assert line.cursorPosition() == 0
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.selectedText() == line.text()  # as in every program
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "7")
    page.preamble.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.cursorPosition() == 0
    assert session.document.field(field) == "头" + "长" * 400 + "7"


def test_who_is_led_to_a_line_goes_on_at_its_end_and_who_comes_back_where_it_was(
    page: MetadataPage, session: Session, qtbot: QtBot
) -> None:
    show(page, qtbot)
    line = page.line(Field.CONTACT)
    for led_by in ("key", "input method", "backspace"):
        page.preamble.setFocus()
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        assert line.cursorPosition() == 0, "its beginning is read"
        match led_by:
            case "key":
                QTest.keyClicks(line, "7")
            case "input method":
                event = QInputMethodEvent("", [])
                event.setCommitString("八")
                QCoreApplication.sendEvent(line, event)
            case "backspace":
                QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert session.document.field(Field.CONTACT) == "长" * 260 + "7"
    page.preamble.setFocus()
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(line, Qt.Key.Key_Right)
    QTest.keyClicks(line, "x")
    assert line.text()[:1] == "长"
    assert line.cursorPosition() < 3
    line.setCursorPosition(3)
    for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            QCoreApplication.sendEvent(line, QFocusEvent(kind, reason))
        assert line.cursorPosition() == 3


def test_an_empty_preamble_says_that_it_is_written_there(qtbot: QtBot) -> None:
    for read_only in (False, True):
        page = MetadataPage(Session(Document(form("2021")), read_only=read_only))
        qtbot.addWidget(page)
        assert bool(page.preamble.placeholderText()) is not read_only


@pytest.mark.parametrize("text", ["我鄉嚴格審查，政府信息公開。", "我乡严格审查，政府信息公开。"])
def test_the_title_that_need_not_be_typed_is_the_one_that_is_printed(
    qtbot: QtBot, text: str
) -> None:
    fields: dict[str, str] = {Field.ORGANIZATION: "青山縣教育局", Field.YEAR: "2023"}
    document = Document(form("2021"), parts={Part.FIELDS: fields}, texts={"overview": [text]})
    page = MetadataPage(Session(document))
    qtbot.addWidget(page)
    assert page.line(Field.TITLE).placeholderText() == Wording(document).title
