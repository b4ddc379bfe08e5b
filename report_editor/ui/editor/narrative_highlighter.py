"""Look of a narrative: the typeface of each numbering level, a wavy line under each finding."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from report_editor.checks import Severity
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.ui.widgets import fonts
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.severity import color
from report_editor.ui.widgets.utf16 import count_utf16_units

_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Mark:
    """Part of a paragraph that a finding points at."""

    start: int
    end: int | None
    """None for the paragraph's end."""
    severity: Severity
    words: str


class NarrativeHighlighter(QSyntaxHighlighter):
    """Formats paragraphs by their numbering and by what the checks found in them."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._fonts: dict[Level, QFont] = {}
        self._marks: dict[int, list[Mark]] = {}

    def set_points(self, points: float) -> None:
        """Set the size of the text."""
        self._fonts = {
            Level.ONE: fonts.text_font(fonts.HEI, points),
            Level.TWO: fonts.text_font(fonts.KAI, points),
            Level.THREE: fonts.text_font(fonts.FANG_SONG, points),
        }
        self._fonts[Level.TWO].setBold(not fonts.is_present(fonts.KAI))
        self._fonts[Level.THREE].setBold(True)
        self.rehighlight()

    def set_marks(self, marks: dict[int, list[Mark]]) -> None:
        """Set the marks by paragraph; repaint only the paragraphs whose marks changed."""
        before, self._marks = self._marks, marks
        for number in sorted(before.keys() | marks.keys()):
            block = self.document().findBlockByNumber(number)
            if before.get(number) != marks.get(number) and block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        """Set the look of one paragraph."""
        if font := self._fonts.get(level_of(text)):
            look = QTextCharFormat()
            look.setFont(font)
            self.setFormat(0, count_utf16_units(text[: heading_length(text)]), look)
        # The gravest last: where marks meet, its colour stays.
        marks = self._marks.get(self.currentBlock().blockNumber(), [])
        for mark in sorted(marks, key=lambda each: _ORDER.index(each.severity), reverse=True):
            start, end = count_utf16_units(text[: mark.start]), count_utf16_units(text[: mark.end])
            for position in range(start, end):
                look = self.format(position)
                set_tool_tip(look, "\n".join(filter(None, (look.toolTip(), mark.words))))
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                look.setUnderlineColor(color(mark.severity))
                self.setFormat(position, 1, look)
