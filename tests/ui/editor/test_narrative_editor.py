"""The text editor: every change is the document's, every look comes from the numbering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest

from report_editor.checks import Finding, check
from report_editor.checks.years.last_year_numbers import UNCONFIRMED_CODE
from report_editor.document import Document, Field, History, Part
from report_editor.document.commands import set_paragraphs
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
