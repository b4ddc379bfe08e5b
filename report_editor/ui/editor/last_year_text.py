"""Last year's text of the section in hand, with what is otherwise this year marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from report_editor.checks.report import normalise_text
from report_editor.checks.text.similarity import MOST_REPEATED, Likeness, measure_likeness
from report_editor.common.utf16 import count_utf16_units
from report_editor.document.last_year import get_previous_text, get_previous_year
from report_editor.document.rollover import pair_with_last_year, take_over_paragraph
from report_editor.document.word_differences import Spans, count_pairs, find_differences
from report_editor.ui.widgets.accent import Tone
from report_editor.ui.widgets.by_words import TextByWords
from report_editor.ui.widgets.comfortable_scroll import find_scroll_to_cursor
from report_editor.ui.widgets.labels import OneLineLabel, hint
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtGui import QResizeEvent

    from report_editor.document import Change, Effect
    from report_editor.ui.editor.narrative_editor import NarrativeEditor
    from report_editor.workspace.idle_work import Steps
    from report_editor.workspace.session import Session

PAUSE_MS = 400
"""Milliseconds without typing after which both texts are compared."""
_LEAST_LINES = 2
"""Lines of last year's text that are seen on the lowest screen."""
_LIKENESS_LINES = 4
"""Room that is kept, so that the text below stays where it is."""


class LastYearText(QWidget):
    """Paragraphs of last year; the one that belongs to the paragraph in hand is shown."""

    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._editor: NarrativeEditor | None = None
        self._section = ""
        self._last: tuple[str, ...] = ()
        self._pairs: dict[int, int] = {}
        """Paragraphs of this year with those of last year that they were made from."""
        self._gone: list[tuple[int, Spans]] = []
        self.name = OneLineLabel()
        self.likeness = hint()
        self.likeness.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.likeness.setMinimumHeight(_LIKENESS_LINES * self.fontMetrics().lineSpacing())
        self.text = _LastText()
        use_text_size(self.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("上年的文字")
        self.text.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())
        self.text.cursorPositionChanged.connect(self._show_marks)
        self.take = QPushButton("带入这一段（Ctrl+L）")
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays where it is
        self.take.setEnabled(not session.read_only)
        self.take.clicked.connect(self.take_over)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.name)
        layout.addWidget(self.likeness)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        session.changed.connect(self._on_change)

    # ------------------------------------------------------------------ what is compared

    def follow(self, editor: NarrativeEditor, section: str) -> None:
        """Show last year's text of a section beside the editor of this year's."""
        self.leave()
        self._editor, self._section = editor, section
        self._last = get_previous_text(self._session.document, section)
        self._show_text()
        editor.cursorPositionChanged.connect(self._follow_cursor)
        self._begin()

    def leave(self) -> None:
        """Forget the editor that was followed; its marks go."""
        if self._editor is not None:
            self._editor.cursorPositionChanged.disconnect(self._follow_cursor)
            self._editor.setExtraSelections([])
        self._editor = None
        self._pause.stop()
        self._session.idle.cancel(self)

    def refresh(self) -> None:
        """Compare both texts at once."""
        self._begin()
        self._session.idle.finish(self)

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if self._editor is not None and (effect.texts or effect.fields):
            self._session.idle.cancel(self)
            self._pause.start()

    def _begin(self) -> None:
        if self._editor is not None:
            self._session.idle.start(self, self._compare())

    def _compare(self) -> Steps:
        """Compare both years paragraph by paragraph, then measure how alike they are."""
        document = self._session.document
        this, word_pairs = document.paragraphs(self._section), count_pairs(self._gather_texts())
        yield
        last, self._pairs = pair_with_last_year(document, self._section)
        yield
        gone: dict[int, Spans] = {at: ((0, len(each)),) for at, each in enumerate(self._last)}
        new: list[tuple[int, Spans]] = []
        for index, old in self._pairs.items():
            gone[old], added = find_differences(last[old], this[index], word_pairs)
            new.append((index, added))
            yield
        self._gone = sorted(gone.items())
        self._show_marks()
        if self._editor is not None:
            self._editor.setExtraSelections(_select(self._editor, new, Tone.GROUND_OF_NEW))
        self._follow_cursor()
        yield from self._measure()

    def _gather_texts(self) -> str:
        """Return the texts of both years, which show what is a word."""
        document = self._session.document
        keys = [section.key for section in document.form.text_sections]
        last = (each for key in keys for each in get_previous_text(document, key))
        return "\n".join((*last, *(each for key in keys for each in document.paragraphs(key))))

    def _measure(self) -> Steps:
        numbered = [each.key for each in self._session.document.form.text_sections if each.numeral]
        here = yield from self._compare_sections([self._section])
        whole = yield from self._compare_sections(numbered)
        words = here.describe() if here.sentences else "还没有写成句子"
        if here.share > MOST_REPEATED:
            words += "，超过一半，请按本年的情况改写"
        whole_share = f"整份报告占 {round(100 * whole.share)}%。"
        self.likeness.setText(f"这一部分：{words}。\n{whole_share}")

    def _compare_sections(self, keys: list[str]) -> Generator[None, None, Likeness]:
        document = self._session.document
        years: list[list[str]] = [[], []]
        for key in keys:
            texts = document.paragraphs(key), get_previous_text(document, key)
            for year, paragraphs in zip(years, texts, strict=True):
                for each in paragraphs:
                    year.append(normalise_text(each))
                    yield
        likeness = yield from measure_likeness(*years)
        return likeness

    # ------------------------------------------------------------------ what is shown

    def _show_text(self) -> None:
        """Show the paragraphs, without a way by which a text could be read as markup."""
        document = self._session.document
        year = get_previous_year(document)
        heading = document.form.section(self._section).heading
        self.name.setText(f"{f'{year} 年' if year else '上年'}　{heading}")
        self._pairs, self._gone = {}, []
        self.likeness.clear()
        self.text.setPlainText("\n".join(self._last) or "上年没有这一部分的文字。")
        look = QTextBlockFormat()
        look.setBottomMargin(self.text.fontMetrics().height() / 2)
        look.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)

    def _follow_cursor(self) -> None:
        """Show the paragraph that belongs to the one in hand."""
        index = self._find_counterpart()
        if index is None or not self._last:
            return
        self.text.show_paragraph(index)

    def _find_counterpart(self) -> int | None:
        """Return the paragraph of last year that belongs to the one in hand.

        Beside a new or an empty one it is the one behind the last that has a counterpart above.
        """
        if self._editor is None:
            return None
        here = self._editor.textCursor().blockNumber()
        if here in self._pairs:
            return self._pairs[here]
        above = [old for new, old in self._pairs.items() if new < here]
        return min(max(above, default=-1) + 1, max(len(self._last) - 1, 0))

    def _show_marks(self) -> None:
        """Colour what this year has otherwise, and the paragraph in hand."""
        marks = _select(self.text, self._gone, Tone.GROUND_OF_GONE)
        block = self.text.textCursor().block()
        end = block.position() + block.length() - 1
        in_hand = _make_selection(
            self.text, block.position(), end, Tone.GROUND_IN_HAND, is_wide=True
        )
        self.text.setExtraSelections([in_hand, *marks] if self._last else [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the paragraph in hand in the new height as well."""
        super().resizeEvent(event)
        self.text.show_whole()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._editor is not None:
            self._begin()

    # ------------------------------------------------------------------ taking over

    def take_over(self) -> None:
        """Bring the paragraph that is shown into the report, at the paragraph in hand."""
        if self._editor is None or self._session.read_only:
            return
        if not self._last:
            self.message.emit("上年没有这一部分的文字，没有可以带入的。")
            return
        self._session.commit()
        old, here = self.text.textCursor().blockNumber(), self._editor.textCursor().blockNumber()
        this = self._session.document.paragraphs(self._section)
        is_replaced = self._pairs.get(here) == old or not "".join(this[here : here + 1]).strip()
        start = here if is_replaced else here + 1
        end = min(here + 1, len(this))
        change = take_over_paragraph(
            self._session.document, self._section, self._last[old], min(start, end), end
        )
        self._session.history.close_step()
        if not change.edits:
            self.message.emit("这一段和上年的相同，没有改动。")
        elif self._session.do(change):
            self._session.history.close_step()
            self._editor.go_to_end(min(start, end))
            self.refresh()
            what = "换成了上年的" if is_replaced and this[here : here + 1] else "带入了上年的一段"
            self.message.emit(f"{what}，其中的数字请逐个确认，可撤销（Ctrl+Z）。")


class _LastText(TextByWords, QTextEdit):
    """Text of last year, to be read and copied; the paragraph of the cursor is in sight."""

    def show_paragraph(self, index: int) -> None:
        """Put the cursor into a paragraph and show that."""
        if self.textCursor().blockNumber() != index:
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(index)))
            self.show_whole()

    def show_whole(self) -> None:
        """Scroll to the paragraph of the cursor unless it is well in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + find_scroll_to_cursor(self))


def _select(
    editor: QTextEdit, marks: list[tuple[int, Spans]], tone: Tone
) -> list[QTextEdit.ExtraSelection]:
    """Return selections of characters in some paragraphs."""
    found = []
    for index, spans in marks:
        block = editor.document().findBlockByNumber(index)
        text, at = block.text(), block.position()
        for start, end in spans:
            first, last = (at + count_utf16_units(text[:each]) for each in (start, end))
            found.append(_make_selection(editor, first, last, tone))
    return found


def _make_selection(
    editor: QTextEdit, start: int, end: int, tone: Tone, *, is_wide: bool = False
) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    ground = QTextCharFormat()
    ground.setBackground(tone.color)
    ground.setProperty(QTextFormat.Property.FullWidthSelection.value, is_wide)
    selection.cursor, selection.format = cursor, ground  # type: ignore[attr-defined]
    return selection
