"""A text section: plain paragraphs that take the official look from their numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from report_editor.checks import Severity
from report_editor.checks.years.last_year_numbers import UNCONFIRMED_CODE
from report_editor.document.commands import set_paragraphs
from report_editor.document.heading_levels import Level, heading_length, level_of
from report_editor.document.unconfirmed import find_unconfirmed
from report_editor.ui.editor.composing import Composes, end_composition
from report_editor.ui.editor.undo_keys import left_to_window, show_menu
from report_editor.ui.widgets import fonts
from report_editor.ui.widgets.dropped_files import has_files
from report_editor.ui.widgets.severity import color

if TYPE_CHECKING:
    from report_editor.checks import Finding
    from report_editor.document import Effect, History, TextEdit

CHARACTERS_A_LINE = 28
"""As on paper (GB/T 9704-2012): what one line holds here, one line holds there."""
BODY_POINTS = 14.0
PAPER_MARGIN = 1.5
"""Characters between the text and the edges of the sheet on the screen."""
STEP_PAUSE_MS = 1500
"""A pause this long ends the step that one undo takes back."""
LONGEST_PASTE = 2_000_000
"""Characters; more than any report by far, less than what would freeze the window."""

_ORDER = list(Severity)
_RECTANGLES = (
    Qt.InputMethodQuery.ImCursorRectangle,
    Qt.InputMethodQuery.ImAnchorRectangle,
)
_LINE_BREAKS = re.compile("\r\n|[\r\n\u2028\u2029\u000b\u000c]")


def tidy_paste(text: str) -> str:
    """Text from elsewhere as paragraphs: no blank lines, no indents, no control characters.

    The indent is how the paper and the screen show a paragraph; it is no part of the text.
    """
    lines = (line.strip(" \t\u3000\u00a0") for line in _LINE_BREAKS.split(text))
    kept = ("".join(each for each in line if each == "\t" or each >= " ") for line in lines if line)
    return "\n".join(kept)


class NarrativeEditor(Composes, QTextEdit):
    """Edits the paragraphs of one section; every change is the document's at once."""

    def __init__(self, history: History, section: str, parent: QWidget | None = None) -> None:
        """Shows a section's text; ``section`` is its key."""
        super().__init__(parent)
        self._history = history
        self._section = section
        self._applying = False
        self._percent = 0
        self._own = False
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)  # undo is the document's
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._highlighter = _Look(self.document())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(STEP_PAUSE_MS)
        self._pause.timeout.connect(history.close_step)
        self._show_all()
        self.set_zoom(100)
        self.document().contentsChange.connect(self._on_contents_change)

    # ------------------------------------------------------------------ the document

    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs as they stand in the editor."""
        text = self.document().toRawText()  # the plain text would lose no-break spaces
        return tuple(text.split("\u2029")) if text else ()

    def commit_pending(self) -> None:
        """Ends what the input method is composing: the rest is in the document already."""
        if self.hasFocus():
            end_composition()

    def show_effect(self, effect: Effect) -> None:
        """Follows a change made elsewhere: an undo, a fix, a recovery."""
        if self._own:
            return
        for edit in effect.texts:
            if edit.section == self._section:
                self._replace(edit)

    def set_findings(self, findings: list[Finding]) -> None:
        """Marks what findings speak of, and says why in the tooltips.

        A finding marks its paragraph; numbers to be confirmed are marked one by one.
        """
        marks: dict[int, list[_Mark]] = {}
        for finding in findings:
            if finding.section != self._section or finding.paragraph is None:
                continue
            places: list[tuple[int, int | None]] = [(0, None)]
            if finding.code == UNCONFIRMED_CODE:
                figures = find_unconfirmed(self._history.document, self._section)
                places = [
                    (each.at, each.at + len(each.text))
                    for each in figures.get(finding.paragraph, [])
                ]
            marks.setdefault(finding.paragraph, []).extend(
                _Mark(start, end, finding.severity, finding.message) for start, end in places
            )
        self._highlighter.set_marks(marks)

    def go_to(self, paragraph: int | None) -> None:
        """Puts the cursor at the start of a paragraph and shows it."""
        block = self.document().findBlockByNumber(paragraph or 0)
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, paragraph: int, start: int, end: int) -> None:
        """Selects characters of a paragraph and shows them; the focus stays where it is."""
        block = self.document().findBlockByNumber(paragraph)
        text, cursor = block.text(), QTextCursor(block)
        cursor.setPosition(block.position() + _utf16_length(text[:start]))
        cursor.setPosition(
            block.position() + _utf16_length(text[:end]), QTextCursor.MoveMode.KeepAnchor
        )
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _on_contents_change(self, _at: int, _removed: int, _added: int) -> None:
        if self._applying:
            return
        change = set_paragraphs(
            self._history.document, self._section, self.paragraphs(), typing=True
        )
        self._own = True
        try:
            self._history.do(change)
        finally:
            self._own = False
        self._pause.start()

    def _show_all(self) -> None:
        self._applying = True
        self.setPlainText("\n".join(self._history.document.paragraphs(self._section)))
        self._applying = False

    def _replace(self, edit: TextEdit) -> None:
        """Replaces blocks by paragraphs, leaving the others and the scroll place alone."""
        self._applying = True
        document = self.document()
        whole = self._history.document.paragraphs(self._section)
        if not whole or len(edit.before) == document.blockCount() or self.paragraphs() == ():
            cursor = QTextCursor(document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText("\n".join(whole))
        else:
            cursor = self._selection_of(edit)
            cursor.insertText(self._with_breaks(edit))
        self._applying = False
        last = document.findBlockByNumber(max(0, edit.at + len(edit.after) - 1))
        place = QTextCursor(last)
        place.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(place)
        self.ensureCursorVisible()

    def _selection_of(self, edit: TextEdit) -> QTextCursor:
        """The text of the paragraphs an edit replaces, with the break that goes with them."""
        document = self.document()
        first = document.findBlockByNumber(edit.at)
        cursor = QTextCursor(document)
        if not first.isValid():  # paragraphs are added behind the last
            cursor.movePosition(QTextCursor.MoveOperation.End)
            return cursor
        cursor.setPosition(first.position())
        if not edit.before:
            return cursor
        last = document.findBlockByNumber(edit.at + len(edit.before) - 1)
        end = last.position() + last.length() - 1
        if not edit.after:
            if last.next().isValid():
                end += 1
            elif first.previous().isValid():
                cursor.setPosition(first.position() - 1)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _with_breaks(self, edit: TextEdit) -> str:
        text = "\n".join(edit.after)
        if edit.before or not edit.after:
            return text
        return f"{text}\n" if edit.at < self.document().blockCount() else f"\n{text}"

    # ------------------------------------------------------------------ the look

    def set_zoom(self, percent: int) -> None:
        """Shows the text larger or smaller."""
        if percent == self._percent:
            return
        self._percent = percent
        points = BODY_POINTS * percent / 100
        self._applying = True
        self.document().setDefaultFont(fonts.text_font(fonts.FANG_SONG, points))
        self._highlighter.set_points(points)
        em = QFontMetricsF(self.document().defaultFont()).horizontalAdvance("国")
        self.document().setDocumentMargin(PAPER_MARGIN * em)
        look = QTextBlockFormat()
        look.setTextIndent(2 * em)
        look.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)
        self._applying = False
        self._fit_column()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column as wide as a line on paper, in the middle."""
        super().resizeEvent(event)
        self._fit_column()

    def _fit_column(self) -> None:
        em = QFontMetricsF(self.document().defaultFont()).horizontalAdvance("国")
        column = (CHARACTERS_A_LINE + 0.5) * em + 2 * self.document().documentMargin()
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        side = max(8, int((room - column) / 2))
        self.setLineWrapColumnOrWidth(int(min(column, room - 2 * side)))
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, side):
            self.setViewportMargins(side, 0, side, 0)

    def inputMethodQuery(  # type: ignore[override]  # the stubs know two functions of the name
        self, query: Qt.InputMethodQuery
    ) -> object:
        """Tells an input method where the cursor is; Qt forgets the margins of the viewport."""
        answer = super().inputMethodQuery(query)
        if query in _RECTANGLES and isinstance(answer, QRectF):
            return answer.translated(QPointF(self.viewport().pos()))
        return answer

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves Ctrl+wheel to the window, which zooms everything alike."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Lets the window have the keys of undo and redo."""
        return True if left_to_window(event) else super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shows the usual menu."""
        show_menu(self.createStandardContextMenu(event.pos()), event)

    def changeEvent(self, event: QEvent) -> None:
        """Takes the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_highlighter"):
            self._highlighter.rehighlight()

    # ------------------------------------------------------------------ paste

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text comes in; a file dropped here is the window's to open."""
        return source.hasText() and not has_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Takes the text and nothing of its formatting, as one step."""
        self._history.close_step()
        self.textCursor().insertText(tidy_paste(source.text()[:LONGEST_PASTE]))
        self._history.close_step()
        self.ensureCursorVisible()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A part of a paragraph that a finding speaks of."""

    start: int
    end: int | None
    """None for the paragraph's end."""
    severity: Severity
    words: str


class _Look(QSyntaxHighlighter):
    """The typeface of each numbering level, and a wavy line where a finding points."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._fonts: dict[Level, QFont] = {}
        self._marks: dict[int, list[_Mark]] = {}

    def set_points(self, points: float) -> None:
        """Sets the size of the text."""
        self._fonts = {
            Level.ONE: fonts.text_font(fonts.HEI, points),
            Level.TWO: fonts.text_font(fonts.KAI, points),
            Level.THREE: fonts.text_font(fonts.FANG_SONG, points),
        }
        self._fonts[Level.TWO].setBold(not fonts.is_present(fonts.KAI))
        self._fonts[Level.THREE].setBold(True)
        self.rehighlight()

    def set_marks(self, marks: dict[int, list[_Mark]]) -> None:
        """Repaints only the paragraphs whose findings changed."""
        changed = {
            number
            for number in self._marks.keys() | marks.keys()
            if self._marks.get(number) != marks.get(number)
        }
        self._marks = marks
        for number in sorted(changed):
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        """Sets the look of one paragraph."""
        if font := self._fonts.get(level_of(text)):
            look = QTextCharFormat()
            look.setFont(font)
            self.setFormat(0, _utf16_length(text[: heading_length(text)]), look)
        # The gravest last: where marks meet, its colour stays.
        marks = self._marks.get(self.currentBlock().blockNumber(), [])
        for mark in sorted(marks, key=lambda each: _ORDER.index(each.severity), reverse=True):
            start = _utf16_length(text[: mark.start])
            end = _utf16_length(text[: mark.end])
            for at in range(start, end):
                marked = self.format(at)
                words = (marked.toolTip(), mark.words)
                marked.setToolTip("\n".join(each for each in words if each))
                marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                marked.setUnderlineColor(color(mark.severity))
                self.setFormat(at, 1, marked)


def _utf16_length(text: str) -> int:
    """Qt counts UTF-16 units, Python characters."""
    return len(text.encode("utf-16-le")) // 2
