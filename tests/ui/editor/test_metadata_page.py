"""Fields of the report: what a file wrote into them is shown whole, and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.editor.metadata_page import LONGEST_FIELD, MetadataPage
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def open_page(qtbot: QtBot, **fields: str) -> tuple[MetadataPage, Document]:
    document = Document(form("2021"), parts={Part.FIELDS: fields})
    session = Session(document)
    page = MetadataPage(session)
    session.setParent(page)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    session.check_now()
    return page, document


def test_a_picture_in_the_year_is_shown_as_its_text(qtbot: QtBot) -> None:
    year = "<img src=file://q/z>"
    page, _ = open_page(qtbot, year=year)
    note = next(each for each in page.findChildren(QLabel) if year in each.text())
    assert note.isVisible()
    assert note.textFormat() is Qt.TextFormat.PlainText


def test_a_key_takes_one_letter_of_a_long_field_and_no_more(qtbot: QtBot) -> None:
    contact = "地址：青禾县柳溪镇文昌路1号𠮷，" * 16
    page, document = open_page(qtbot, contact=contact)
    line = page.line(Field.CONTACT)
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert document.field(Field.CONTACT) == contact[:-1]


def test_no_more_is_typed_than_a_field_takes(qtbot: QtBot) -> None:
    page, document = open_page(qtbot)
    page.line(Field.CONTACT).setFocus()
    page.line(Field.CONTACT).insert("a" * 300)
    assert len(page.line(Field.CONTACT).text()) == LONGEST_FIELD
    assert document.field(Field.CONTACT) in ("", "a" * LONGEST_FIELD)
