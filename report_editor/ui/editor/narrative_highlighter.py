"""Look of a narrative: the typeface of each numbering level, a wavy line under each finding."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockUserData,
    QTextCharFormat,
    QTextDocument,
)

from report_editor.checks import Severity
from report_editor.common.utf16 import count_utf16_units, take_utf16_units
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.ui.widgets import fonts
from report_editor.ui.widgets.severity import color

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WORDS = 10
"""Findings whose words are shown for one place."""
_ORDER = list(Severity)
_PLAIN = QTextCharFormat()


class Mark(NamedTuple):
    """Part of a paragraph that a finding points at."""

    start: int
    end: int | None
    """None for the paragraph's end."""
    severity: Severity
    words: str


class _BlockMarks(QTextBlockUserData):
    """Marks of one paragraph, which move with it when others are added or removed above."""

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        super().__init__()
        self.marks = marks
        self.spans = merge_marks(marks)


class NarrativeHighlighter(QSyntaxHighlighter):
    """Formats paragraphs by their numbering and by what the checks found in them."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._marked: dict[tuple[int, int], QTextCharFormat] = {}
        """Looks with a line under them, by the look without and the colour of the line."""
        self._looks = {
            Level.ONE: _heading_look(fonts.HEI, is_bold=False),
            Level.TWO: _heading_look(fonts.KAI, is_bold=not fonts.is_present(fonts.KAI)),
        }

    def set_marks(self, block: QTextBlock, marks: tuple[Mark, ...]) -> None:
        """Set the marks of one paragraph; repaint it if it had others."""
        data = block.userData()
        if marks != (data.marks if isinstance(data, _BlockMarks) else ()):
            block.setUserData(_BlockMarks(marks))
            self.rehighlightBlock(block)

    def find_words(self, block: QTextBlock, at: int) -> str:
        """Return what the findings say of a place in a paragraph, counted in UTF-16 units."""
        data, place = block.userData(), len(take_utf16_units(block.text(), at))
        spans = data.spans if isinstance(data, _BlockMarks) else ()
        ends = ((each, len(block.text()) if each.end is None else each.end) for each in spans)
        return next((each.words for each, end in ends if each.start <= place < end), "")

    def highlightBlock(self, text: str) -> None:
        """Set the look of one paragraph."""
        heading, length = self._looks.get(level_of(text)), 0
        if heading is not None:
            length = count_utf16_units(text[: heading_length(text)])
            self.setFormat(0, length, heading)
        data = self.currentBlockUserData()
        if not isinstance(data, _BlockMarks):
            return
        inks = {each: color(each) for each in {span.severity for span in data.spans}}
        at = units = 0
        for span in data.spans:
            units += count_utf16_units(text[at : span.start])
            count = count_utf16_units(text[span.start : span.end])
            inside = max(0, min(length - units, count)) if heading is not None else 0
            ink = inks[span.severity]
            if heading is not None and inside:
                self.setFormat(units, inside, self._find_marked(heading, ink))
            if inside < count:
                self.setFormat(units + inside, count - inside, self._find_marked(_PLAIN, ink))
            units += count
            at = len(text) if span.end is None else span.end

    def _find_marked(self, look: QTextCharFormat, ink: QColor) -> QTextCharFormat:
        """Return a look with the line of a mark under the text, made once for all marks alike."""
        key = (id(look), ink.rgb())
        marked = self._marked.get(key)
        if marked is None:
            marked = self._marked[key] = QTextCharFormat(look)
            marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            marked.setUnderlineColor(ink)
        return marked


def merge_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks that do not overlap, in order: the gravest colour, the words of all."""
    # The gravest last, as its words are.
    waiting = sorted(marks, key=lambda each: _ORDER.index(each.severity), reverse=True)
    ends = sorted({each.end for each in waiting if each.end is not None})
    bounds: list[int | None] = [*sorted({*ends, *(each.start for each in waiting)}), None]
    beginning: dict[int | None, list[tuple[int, Mark]]] = {}
    for order, mark in enumerate(waiting):
        beginning.setdefault(mark.start, []).append((order, mark))
    merged: list[Mark] = []
    active: list[tuple[int, Mark]] = []
    for start, end in pairwise(bounds):
        assert start is not None  # only the last bound is
        active = [each for each in active if each[1].end is None or each[1].end > start]
        active = sorted(active + beginning.get(start, []))
        if active:
            words = _join_words(mark.words for _, mark in active)
            merged.append(Mark(start, end, active[-1][1].severity, words))
    return merged


def _join_words(words: Iterable[str]) -> str:
    """Join what several findings say; the gravest of many, as a screen holds no more."""
    said = list(filter(None, words))
    if len(said) > MOST_WORDS:
        said = [f"这里有 {len(said)} 条检查结果，列出 {MOST_WORDS} 条：", *said[-MOST_WORDS:]]
    return "\n".join(said)


def _heading_look(families: tuple[str, ...], *, is_bold: bool) -> QTextCharFormat:
    """Return the typeface of a heading; the size is that of the text around it."""
    look = QTextCharFormat()
    look.setFontFamilies(fonts.list_families(families))
    look.setFontWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    return look
