"""Marks are made by spans, only in paragraphs that changed, and stay with their paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from report_editor.checks import Severity
from report_editor.exporters.report_parts import list_paragraphs
from report_editor.ui.editor.narrative_highlighter import (
    MOST_WORDS,
    Mark,
    NarrativeHighlighter,
    merge_marks,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LENGTH = 12
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline

marks = st.builds(
    lambda start, length, severity, words: Mark(
        start, None if length is None else start + length, severity, words
    ),
    st.integers(0, LENGTH - 1),
    st.none() | st.integers(1, LENGTH),
    st.sampled_from(Severity),
    st.sampled_from(["甲", "乙", ""]),
)


class Counting(NarrativeHighlighter):
    """Counts its work."""

    blocks = 0
    spans = 0

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name, as the next
        self.blocks += 1
        super().highlightBlock(text)

    def setFormat(self, *args: Any) -> None:  # noqa: N802
        self.spans += 1
        super().setFormat(*args)


@pytest.fixture
def document(qapp: QApplication) -> QTextDocument:  # noqa: ARG001 - it must be there
    document = QTextDocument()
    document.setPlainText("\n".join(f"第{number}段，共{number}件。" for number in range(40)))
    document.documentLayout()  # without one nobody hears of changes
    return document


def underlined(document: QTextDocument) -> list[str]:
    block, found = document.begin(), []
    while block.isValid():
        units = block.text().encode("utf-16-le")
        found += [
            units[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
            for each in cast("list[Any]", block.layout().formats())
            if each.format.underlineStyle() == WAVE
        ]
        block = block.next()
    return found


@given(st.lists(marks, max_size=6))
def test_spans_say_of_every_character_what_its_marks_say(given_marks: list[Mark]) -> None:
    spans = merge_marks(given_marks)
    ends = [LENGTH * 2 if each.end is None else each.end for each in spans]
    assert all(
        end <= after.start for end, after in zip(ends, spans[1:], strict=False)
    )  # in order, none over another
    for at in range(LENGTH * 2):
        here = [
            each for each in given_marks if each.start <= at and (each.end is None or at < each.end)
        ]
        span = next(
            (each for each, end in zip(spans, ends, strict=True) if each.start <= at < end), None
        )
        assert (span is None) is (not here)
        if span is not None:
            gravest = min(here, key=lambda each: list(Severity).index(each.severity))
            assert span.severity is gravest.severity
            assert sorted(span.words) == sorted(
                "\n".join(each.words for each in here if each.words)
            )


def test_of_very_many_findings_a_screen_full_is_said_the_gravest_among_them() -> None:
    many = [Mark(0, None, Severity.WARNING, f"提醒{number}") for number in range(1000)]
    (span,) = merge_marks([Mark(0, None, Severity.ERROR, "错误"), *many])
    first, *said = span.words.split("\n")
    assert "1001 条" in first
    assert len(said) == MOST_WORDS
    assert "错误" in said


@pytest.fixture
def highlighter(document: QTextDocument, qtbot: QtBot) -> Counting:
    made = Counting(document)
    qtbot.waitUntil(lambda: made.blocks == document.blockCount())  # Qt begins by and by
    made.blocks = made.spans = 0
    return made


def test_a_key_formats_one_paragraph_span_by_span(
    document: QTextDocument, highlighter: Counting
) -> None:
    for number in range(40):
        found = (Mark(0, None, Severity.INFO, "甲"), Mark(2, 4, Severity.ERROR, "乙"))
        highlighter.set_marks(document.findBlockByNumber(number), found)
    highlighter.blocks = highlighter.spans = 0
    cursor = QTextCursor(document.findBlockByNumber(7))
    cursor.insertText("字")
    assert (highlighter.blocks, highlighter.spans) == (1, 3)


def test_only_paragraphs_with_other_marks_are_formatted_again(
    document: QTextDocument, highlighter: Counting
) -> None:
    for turn in range(3):
        for number in range(40):
            found = (Mark(0, None, Severity.INFO, "甲"),) if number in (3, 4 + turn) else ()
            highlighter.set_marks(document.findBlockByNumber(number), found)
    assert highlighter.blocks == 2 + 2 + 2


def test_marks_stay_with_their_paragraph(document: QTextDocument) -> None:
    highlighter = NarrativeHighlighter(document)
    block = document.findBlockByNumber(7)
    highlighter.set_marks(block, (Mark(0, 3, Severity.ERROR, "甲"),))
    cursor = QTextCursor(document)
    cursor.insertText("新的一段。\n")
    highlighter.rehighlight()
    assert underlined(document) == ["第7段"]


def test_marks_and_headings_count_characters_beyond_the_basic_plane(
    document: QTextDocument,
) -> None:
    document.setPlainText("（一）𠮷𠮷标题。𠮷12件")
    highlighter = NarrativeHighlighter(document)
    highlighter.set_marks(document.begin(), (Mark(4, 9, Severity.ERROR, "甲"),))
    assert underlined(document) == ["𠮷标题。", "𠮷"]


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("一、机构", True),
        ("（一）机构。全年公开", True),
        ("1.健全机构。全年公开", False),
        ("（1）健全机构。全年公开", False),
    ],
)
def test_a_heading_has_a_look_of_its_own_where_it_has_one_on_paper(
    document: QTextDocument, text: str, *, is_other: bool
) -> None:
    document.setPlainText(text)
    NarrativeHighlighter(document).rehighlight()
    assert bool(document.begin().layout().formats()) == is_other
    (printed,) = list_paragraphs([text])
    assert printed.has_own_type == is_other
