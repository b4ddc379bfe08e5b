"""The text editor: every change is the document's, every look comes from the numbering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from report_editor.checks import Finding, Severity, check
from report_editor.checks.codes import UNCONFIRMED_CODE
from report_editor.document import UNPLACED, Change, Document, Field, History, Part
from report_editor.document.commands import place_paragraph, set_paragraphs
from report_editor.document.limits import MAX_PARAGRAPH, MAX_TEXT
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.ui.editor.narrative_editor import NarrativeEditor, tidy_paste
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    Find = Callable[[Session, list[Finding]], None]

SECTION = "overview"


@pytest.fixture
def session() -> Session:
    texts = {SECTION: ["（一）主动公开。公开49条。", "第二段。", "第三段。"]}
    return Session(Document(form("2021"), texts=texts))


@pytest.fixture
def history(session: Session) -> History:
    return session.history


@pytest.fixture
def editor(session: Session, qtbot: QtBot) -> NarrativeEditor:
    widget = NarrativeEditor(session, SECTION)
    qtbot.addWidget(widget)
    widget.resize(900, 500)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.setFocus()
    return widget


def test_every_key_is_in_the_document_at_once(editor: NarrativeEditor, history: History) -> None:
    QTest.keyClicks(editor, "ab")
    assert history.document.paragraphs(SECTION)[0].startswith("ab（一）")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert history.document.paragraphs(SECTION)[0] == "ab"
    assert len(history.document.paragraphs(SECTION)) == 4


def test_typing_in_one_go_is_one_step(editor: NarrativeEditor, history: History) -> None:
    before = history.document.copy()
    QTest.keyClicks(editor, "abc")
    history.undo()
    assert history.document == before
    assert editor.paragraphs() == before.paragraphs(SECTION)


def test_a_paste_brings_text_only_and_is_one_step(
    editor: NarrativeEditor, history: History
) -> None:
    before = history.document.copy()
    data = QMimeData()
    data.setHtml("<p style='color:red'>　　甲\t乙</p><p></p><p>丙</p>")
    data.setText("　　甲\t乙\r\n\r\n  丙\u000b丁")
    editor.insertFromMimeData(data)
    assert history.document.paragraphs(SECTION)[:3] == (
        "甲\t乙",
        "丙",
        "丁（一）主动公开。公开49条。",
    )
    history.undo()
    assert history.document == before


def test_emptying_the_section_leaves_no_paragraph(
    editor: NarrativeEditor, history: History
) -> None:
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert history.document.paragraphs(SECTION) == ()
    history.undo()
    assert editor.paragraphs() == history.document.paragraphs(SECTION)
    assert len(editor.paragraphs()) == 3


paragraphs = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=8),
    max_size=6,
).filter(lambda texts: texts != [""])


@given(texts=st.lists(paragraphs, min_size=1, max_size=6))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_the_editor_follows_changes_made_elsewhere_and_their_undo(
    editor: NarrativeEditor, history: History, texts: list[list[str]]
) -> None:
    done = 0
    for text in texts:
        change = set_paragraphs(history.document, SECTION, text)
        done += bool(change.edits)
        history.do(change)
        assert editor.paragraphs() == history.document.paragraphs(SECTION)
    for _ in range(done):
        history.undo()
        assert editor.paragraphs() == history.document.paragraphs(SECTION)


def test_tidy_paste_drops_indents_and_blank_lines() -> None:
    assert tidy_paste("　　一\u2028\u00a0二\n\n\n三\x07") == "一\n二\n三"


SEPARATORS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_file_s_paragraph_with_a_line_break_is_two_in_editor_and_document(
    separator: str, qtbot: QtBot
) -> None:
    """Type, undo, redo, type: this once wrote the paragraph twice."""
    session = Session(Document(form("2021"), texts={SECTION: [f"第一行{separator}第二行", "末段"]}))
    editor = NarrativeEditor(session, SECTION)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, "a")
    session.history.undo()
    session.history.redo()
    QTest.keyClicks(editor, "b")
    session.history.do(place_paragraph_of(session, "放入"))
    expected = ("ab第一行", "第二行", "末段", "放入")
    assert editor.paragraphs() == session.document.paragraphs(SECTION) == expected


def place_paragraph_of(session: Session, text: str) -> Change:
    session.history.do(set_paragraphs(session.document, UNPLACED, [text]))
    return place_paragraph(session.document, 0, SECTION, text)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_an_input_method_s_line_break_begins_a_paragraph(
    editor: NarrativeEditor, history: History, separator: str
) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(f"甲{separator}乙")
    QApplication.sendEvent(editor, event)
    QTest.keyClicks(editor, "a")
    assert history.document.paragraphs(SECTION)[:2] == ("甲", "乙a（一）主动公开。公开49条。")
    assert editor.paragraphs() == history.document.paragraphs(SECTION)


def test_shift_and_enter_begin_a_paragraph_as_enter_does(
    editor: NarrativeEditor, history: History
) -> None:
    QTest.keyClicks(editor, "ab")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "c")
    assert history.document.paragraphs(SECTION)[:2] == ("ab", "c（一）主动公开。公开49条。")
    assert editor.paragraphs() == history.document.paragraphs(SECTION)


def test_a_pair_torn_apart_leaves_no_half_behind(editor: NarrativeEditor, history: History) -> None:
    """Python never sees a half, but Qt counts it: what is marked behind it would be wrong."""
    history.do(set_paragraphs(history.document, SECTION, ["甲😀乙"]))
    cursor = editor.textCursor()
    cursor.setPosition(2)
    cursor.insertText("x")
    assert editor.paragraphs() == history.document.paragraphs(SECTION) == ("甲x乙",)
    assert editor.document().characterCount() == len("甲x乙") + 1


def test_undo_puts_the_cursor_where_the_text_changes(
    editor: NarrativeEditor, history: History
) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "abc")
    cursor.setPosition(20)
    editor.setTextCursor(cursor)
    history.undo()
    assert editor.textCursor().position() == 3
    history.redo()
    assert editor.textCursor().position() == 6


def test_a_change_elsewhere_replaces_only_what_differs(
    editor: NarrativeEditor, history: History
) -> None:
    replaced: list[tuple[int, int, int]] = []
    editor.document().contentsChange.connect(lambda *change: replaced.append(change))
    first, _, third = history.document.paragraphs(SECTION)
    history.do(set_paragraphs(history.document, SECTION, [first, "第2段。", third]))
    at = len(first) + 2
    assert replaced == [(at, 1, 1)]
    replaced.clear()
    history.do(set_paragraphs(history.document, SECTION, [first, "第2段。", "新段。", third]))
    assert replaced == [(len(f"{first}\n第2段。"), 0, len("\n新段。"))]
    replaced.clear()
    history.undo()
    assert replaced == [(len(f"{first}\n第2段。"), len("\n新段。"), 0)]


def test_a_paste_too_long_is_told_and_not_cut(editor: NarrativeEditor, history: History) -> None:
    said: list[str] = []
    editor.message.connect(said.append)
    before = history.document.copy()
    data = QMimeData()
    data.setText("长" * (MAX_TEXT + 1))
    editor.insertFromMimeData(data)
    assert history.document == before
    assert len(said) == 1
    assert "没有粘贴" in said[0]


@pytest.mark.parametrize("text", ["一\n" * 20_000, "长" * (MAX_PARAGRAPH + 1)])
def test_a_paste_that_no_report_can_hold_is_never_laid_out(
    editor: NarrativeEditor, text: str
) -> None:
    said: list[str] = []
    editor.message.connect(said.append)
    laid_out: list[int] = []
    editor.document().contentsChange.connect(lambda *change: laid_out.append(change))
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)
    assert len(said) == 1
    assert laid_out == []


def test_text_beyond_what_a_report_may_hold_is_not_taken(
    editor: NarrativeEditor, session: Session, history: History
) -> None:
    said: list[str] = []
    session.refused.connect(said.append)
    longest = "长" * MAX_PARAGRAPH
    history.do(set_paragraphs(history.document, SECTION, ["短。", longest]))
    before = history.document.copy()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, "ab")
    editor.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)  # would join the paragraphs
    assert all("一段最多" in sentence for sentence in said)
    assert len(said) == 3
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    data = QMimeData()
    data.setText("\n".join([longest[:-2]] * (MAX_TEXT // MAX_PARAGRAPH)))
    editor.insertFromMimeData(data)
    assert "一份报告最多" in said[3]
    assert history.document == before
    assert editor.paragraphs() == before.paragraphs(SECTION)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert history.document.paragraphs(SECTION) == ("短。", longest[1:])


def underlined(editor: NarrativeEditor, paragraph: int) -> str:
    block = editor.document().findBlockByNumber(paragraph)
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    return "".join(
        block.text()[each.start : each.start + each.length]
        for each in cast("list[Any]", block.layout().formats())
        if each.format.underlineStyle() == wave
    )


def test_only_the_numbers_to_be_confirmed_are_marked(qtbot: QtBot, find: Find) -> None:
    last = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2024"}},
        texts={SECTION: ["全年公开政府信息49条，占12.3%。"]},
    )
    session = Session(roll_over(last))
    editor = NarrativeEditor(session, SECTION)
    qtbot.addWidget(editor)
    find(session, [each for each in check(session.document) if each.code == UNCONFIRMED_CODE])
    qtbot.waitUntil(lambda: underlined(editor, 0) == "4912.3%")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("先说一句。" + "后面还有很多话。" * 400, "先说一句。"),
        ("没有句号" * 800, "没有句号" * 7),
        ("（一）工作培训", "（一）工作培训"),
    ],
)
def test_a_finding_on_a_whole_paragraph_is_marked_at_its_beginning(
    qtbot: QtBot, find: Find, text: str, marked: str
) -> None:
    """A line under three thousand characters hides what else is marked in them."""
    session = Session(Document(form("2021"), texts={SECTION: ["第一段。", text]}))
    editor = NarrativeEditor(session, SECTION)
    qtbot.addWidget(editor)
    find(session, [Finding("x.y", Severity.WARNING, SECTION, "请看。", paragraph=1)])
    qtbot.waitUntil(lambda: underlined(editor, 1) == marked)
    assert underlined(editor, 0) == ""


def test_the_line_at_the_top_stays_there_when_the_text_is_zoomed(qtbot: QtBot) -> None:
    texts = [f"第{number}段。" * 30 for number in range(300)]
    editor = NarrativeEditor(Session(Document(form("2021"), texts={SECTION: texts})), SECTION)
    qtbot.addWidget(editor)
    editor.resize(900, 500)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.go_to_paragraph(250)
    for percent in (150, 80, 100):
        top = editor.cursorForPosition(QPoint(0, 0)).position()
        editor.set_zoom(percent)
        assert abs(editor.cursorForPosition(QPoint(0, 0)).position() - top) <= 1
    assert editor.paragraphs() == tuple(texts)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_mouse_on_marked_text_shows_what_the_findings_say(qtbot: QtBot, find: Find) -> None:
    texts = ["𠮷" * 400, *["无关的一段。"] * 60, "𠮷全年公开49条。"]
    last = Document(form("2021"), parts={Part.FIELDS: {Field.YEAR: "2024"}}, texts={SECTION: texts})
    session = Session(roll_over(last))
    editor = NarrativeEditor(session, SECTION)
    qtbot.addWidget(editor)
    editor.resize(900, 300)
    with qtbot.waitExposed(editor):
        editor.show()
    finding = next(each for each in check(session.document) if each.code == UNCONFIRMED_CODE)
    find(session, [finding])
    qtbot.waitUntil(lambda: underlined(editor, 61) != "")
    editor.go_to_paragraph(61)

    def rest_on(word: str) -> None:
        at = editor.document().find(word, editor.document().findBlockByNumber(61).position())
        at.setPosition(at.selectionStart())
        place = editor.cursorRect(at).center() + QPoint(2, 0)
        event = QHelpEvent(QEvent.Type.ToolTip, place, editor.viewport().mapToGlobal(place))
        QApplication.sendEvent(editor.viewport(), event)

    rest_on("49")
    assert finding.message in QToolTip.text()
    rest_on("全年")
    qtbot.waitUntil(lambda: not QToolTip.isVisible())  # it goes after a moment
