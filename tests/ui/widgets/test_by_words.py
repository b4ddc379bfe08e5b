"""A double click and Ctrl with the keys go by numbers and words, not by whole clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from report_editor.document import Document, Field
from report_editor.document.commands import set_field, set_paragraphs
from report_editor.forms import form
from report_editor.ui.editor.metadata_page import MetadataPage
from report_editor.ui.editor.pages import TextPage
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget
    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "截至2023年,收到申请1,136件，占12.5%。𠀀用WPS编写。"
WORDS = ["截至", "2023", "年", "收到申请", "1,136", "件", "占", "12.5%", "WPS", "编写"]


@pytest.fixture
def text(qtbot: QtBot, chinese_font: None) -> Iterator[QTextEdit]:  # noqa: ARG001
    """Make the text of 一 with three paragraphs, the middle one longer than a line."""
    document = Document(form("2021"))
    document.apply(set_paragraphs(document, "overview", ["上一段21件", TEXT * 3, "下一段"]))
    session = Session(document)
    page = TextPage(session, document.form.section("overview"))
    session.setParent(page)
    show(qtbot, page)
    page.editor.setFocus()
    yield page.editor
    page.close()


@pytest.fixture
def line(qtbot: QtBot, chinese_font: None) -> Iterator[QLineEdit]:  # noqa: ARG001
    """Make the line of the contact."""
    document = Document(form("2021"))
    document.apply(set_field(document, Field.CONTACT, TEXT))
    session = Session(document)
    page = MetadataPage(session)
    session.setParent(page)
    show(qtbot, page)
    contact = page.line(Field.CONTACT)
    contact.setFocus()
    yield contact
    page.close()


def show(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1366, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()


def point_in_text(text: QTextEdit, at: int, share: float) -> QPoint:
    """Where a character is seen, so far from its left edge."""
    cursor = text.textCursor()
    cursor.setPosition(at)
    left = text.cursorRect(cursor)
    cursor.setPosition(at + 1)
    right = text.cursorRect(cursor)
    width = right.left() - left.left() if right.top() == left.top() else left.height() // 2
    return QPoint(left.left() + round(width * share), left.center().y())


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_a_double_click_selects_a_number_a_word_or_the_han_characters(
    text: QTextEdit, share: float
) -> None:
    start = text.document().findBlockByNumber(1).position()
    raw = text.document().findBlockByNumber(1).text()
    units = raw.encode("utf-16-le")
    seen = []
    for word in WORDS:
        at = len(units.split(word.encode("utf-16-le"), 1)[0]) // 2
        for letter in range(len(word)):
            point = point_in_text(text, start + at + letter, share)
            QTest.mouseDClick(text.viewport(), LEFT, pos=point)
            assert text.textCursor().selectedText() == word
            assert text.textCursor().position() == start + at + len(word)
        seen.append(word)
    assert seen == WORDS


def test_the_last_character_of_a_line_is_the_one_that_was_clicked(text: QTextEdit) -> None:
    block = text.document().findBlockByNumber(1)
    layout = block.layout()
    assert layout.lineCount() > 1
    end = layout.lineAt(0).textStart() + layout.lineAt(0).textLength()
    for share in (0.2, 0.8):
        point = point_in_text(text, block.position() + end - 1, share)
        QTest.mouseDClick(text.viewport(), LEFT, pos=point)
        cursor = text.textCursor()
        assert cursor.selectionStart() < block.position() + end <= cursor.selectionEnd()


def test_dragging_after_a_double_click_takes_whole_words(text: QTextEdit) -> None:
    start = text.document().findBlockByNumber(1).position()
    at = start + TEXT.index("1,136")
    QTest.mouseDClick(text.viewport(), LEFT, pos=point_in_text(text, at + 2, 0.2))
    for to, words in (
        (at + 3, "1,136"),
        (at + 5, "1,136件"),
        (at - 3, "收到申请1,136"),
        (at + 2, "1,136"),
    ):
        move(text.viewport(), point_in_text(text, to, 0.5))
        assert text.textCursor().selectedText() == words
    QTest.mouseRelease(text.viewport(), LEFT, pos=point_in_text(text, at + 2, 0.5))
    assert text.textCursor().selectedText() == "1,136"


def move(target: QWidget, point: QPoint) -> None:
    """Move the mouse with the button down."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(target.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(target, event)


def test_keys_delete_a_number_or_a_word_whole_and_han_one_by_one(text: QTextEdit) -> None:
    block = text.document().findBlockByNumber(0)
    cursor = text.textCursor()
    cursor.setPosition(block.position() + 6)
    text.setTextCursor(cursor)
    left = []
    for _ in range(3):
        QTest.keyClick(text, Qt.Key.Key_Backspace, CTRL)
        left.append(text.document().findBlockByNumber(0).text())
    assert left == ["上一段21", "上一段", "上一"]
    QTest.keyClick(text, Qt.Key.Key_Delete, CTRL)  # the end of the paragraph
    assert text.document().findBlockByNumber(0).text().startswith("上一截至2023")
    for words in ("至2023年", "2023年", "年", ","):
        QTest.keyClick(text, Qt.Key.Key_Delete, CTRL)
        assert text.document().findBlockByNumber(0).text().startswith(f"上一{words}")
    QTest.keyClick(text, Qt.Key.Key_A, CTRL)
    QTest.keyClick(text, Qt.Key.Key_Backspace, CTRL)
    assert text.toPlainText() == ""


def test_keys_walk_from_word_to_word_and_through_paragraphs(text: QTextEdit) -> None:
    cursor = text.textCursor()
    cursor.setPosition(0)
    text.setTextCursor(cursor)
    stops = []
    for _ in range(6):
        QTest.keyClick(text, Qt.Key.Key_Right, CTRL)
        stops.append(text.textCursor().position())
    assert stops == [3, 5, 6, 7, 9, 13]
    for wanted in reversed([0, *stops[:-1]]):
        QTest.keyClick(text, Qt.Key.Key_Left, CTRL)
        assert text.textCursor().position() == wanted
    for words in ("上一段", "上一段21"):
        QTest.keyClick(text, Qt.Key.Key_Right, CTRL | SHIFT)
        assert text.textCursor().selectedText() == words


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_a_line_is_clicked_by_words_too(line: QLineEdit, share: float) -> None:
    for word in WORDS[:-2]:  # what follows has two units a character
        at = TEXT.index(word)
        for letter in range(len(word)):
            point = point_in_line(line, at + letter, share)
            QTest.mouseDClick(line, LEFT, pos=point)
            assert line.selectedText() == word


def point_in_line(line: QLineEdit, at: int, share: float) -> QPoint:
    edges = []
    for each in (at, at + 1):
        line.setCursorPosition(each)
        edges.append(line.cursorRect().center().x())
    return QPoint(round(edges[0] + (edges[1] - edges[0]) * share), line.height() // 2)


def test_in_a_line_keys_go_by_words_too(line: QLineEdit) -> None:
    line.end(False)
    for _ in range(2):
        QTest.keyClick(line, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(line, Qt.Key.Key_Backspace, CTRL)
    assert line.text() == TEXT.replace("WPS", "")
    QTest.keyClick(line, Qt.Key.Key_Backspace, CTRL)
    assert line.text() == TEXT.replace("用WPS", "")
    line.home(False)
    for words in ("截至", "截至2023"):
        QTest.keyClick(line, Qt.Key.Key_Right, CTRL | SHIFT)
        assert line.selectedText() == words
    QTest.keyClick(line, Qt.Key.Key_Left, CTRL | SHIFT)
    assert line.selectedText() == "截至"
    QTest.keyClick(line, Qt.Key.Key_Delete, CTRL)
    assert line.text().startswith("2023年")
    QTest.keyClick(line, Qt.Key.Key_Delete, CTRL)
    assert line.text().startswith("年")
    line.setReadOnly(True)
    QTest.keyClick(line, Qt.Key.Key_Delete, CTRL)
    assert line.text().startswith("年")
