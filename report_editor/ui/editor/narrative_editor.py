"""Editor of a text section: plain paragraphs that take the official look from their numbering."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu

from report_editor.checks import Severity
from report_editor.checks.codes import UNCONFIRMED_CODE
from report_editor.common.utf16 import count_utf16_units, take_utf16_units
from report_editor.document import Document
from report_editor.document.commands import set_paragraphs
from report_editor.document.limits import MAX_TEXT
from report_editor.document.plain_text import split_lines
from report_editor.document.shared_ends import count_shared_ends
from report_editor.document.size import describe_growth
from report_editor.document.unconfirmed import list_unconfirmed
from report_editor.ui.editor.narrative_highlighter import Mark, NarrativeHighlighter
from report_editor.ui.editor.paper_edit import CHARACTERS_A_LINE, PaperEdit
from report_editor.ui.editor.section_offers import SectionOffers
from report_editor.ui.widgets.dropped_files import has_files
from report_editor.ui.widgets.foreign_text import make_menu_text, make_tool_tip, show_tool_tip
from report_editor.ui.widgets.text_input import (
    Composing,
    end_composition,
    leave_to_window,
    show_text_menu,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.checks import Finding
    from report_editor.document import Change, Effect
    from report_editor.workspace.idle_work import Steps
    from report_editor.workspace.session import Session
    from report_editor.workspace.text_offers import Offer

STEP_PAUSE_MS = 1500
"""A pause this long ends the step that one undo takes back."""

_NOTHING_OFFERED = "这一部分的数字和表格一致，没有要跟着改的。"
_OFFERED_ELSEWHERE = "光标这里没有要改的。请按 F5 转到下一处。"
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x1f]")
"""Controls that end no line: other programs leave some in what they copy."""


def tidy_paste(text: str) -> str:
    """Reduce text from elsewhere to paragraphs: no blank lines, indents or control characters.

    The indent is how the paper and the screen show a paragraph; it is no part of the text.
    """
    lines = (line.strip(" \t\u3000\u00a0") for line in split_lines(_CONTROLS.sub("", text)))
    return "\n".join(filter(None, lines))


class NarrativeEditor(Composing, PaperEdit):
    """Text of the section with some key; every change is a change of the document at once."""

    message = Signal(str)
    """Emitted with a sentence about what could not be done."""

    def __init__(self, session: Session, section: str) -> None:
        super().__init__()
        self._session = session
        self.section = section
        """Key of the section."""
        self._is_syncing = False
        """Set while the text or its look is being set, or a change goes to the document."""
        self._highlighter = NarrativeHighlighter(self.document())
        self.setReadOnly(session.read_only)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)  # undo is the document's
        self.setTabChangesFocus(True)
        self.offers = SectionOffers(session, section, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(STEP_PAUSE_MS)
        self._pause.timeout.connect(session.history.close_step)
        self.setPlainText("\n".join(session.document.paragraphs(section)))
        self.set_zoom(100)
        self.document().contentsChanged.connect(self._take_over)
        session.changed.connect(self._on_change)
        session.findingsChanged.connect(self._mark_findings)
        self._mark_findings()

    def invite(self, words: str) -> None:
        """Show in the empty editor what is to be written there, where anybody may write."""
        if not self.isReadOnly():
            self.setPlaceholderText(words)

    # ------------------------------------------------------------------ the document

    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs as they stand in the editor."""
        text = self.document().toRawText()  # the plain text would lose no-break spaces
        return tuple(text.split("\u2029")) if text else ()

    def commit_pending(self) -> None:
        """End what the input method is composing: the rest is in the document already."""
        if self.hasFocus():
            end_composition()

    def go_to_paragraph(self, paragraph: int | None) -> None:
        """Put the cursor at the start of a paragraph and show it."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(paragraph or 0)))
        self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_finding(self, finding: Finding) -> None:
        """Select the words that a finding is about, or the first of them, while they stand."""
        self.go_to_paragraph(finding.paragraph)
        span = finding.span
        if span is not None and span.is_current(self._session.document):
            self.select(span.paragraph, span.start, span.end)
        elif numbers := self._find_unconfirmed(finding):
            self.select(finding.paragraph or 0, *numbers[0])

    def go_to_end(self, paragraph: int) -> None:
        """Put the cursor at the end of a paragraph and show it."""
        self.go_to_paragraph(paragraph)
        self.moveCursor(QTextCursor.MoveOperation.EndOfBlock)

    def select(self, paragraph: int, start: int, end: int) -> None:
        """Select characters of a paragraph and show them; the focus stays where it is."""
        block = self.document().findBlockByNumber(paragraph)
        text, cursor = block.text(), QTextCursor(block)
        cursor.setPosition(block.position() + count_utf16_units(text[:start]))
        cursor.setPosition(
            block.position() + count_utf16_units(text[:end]), QTextCursor.MoveMode.KeepAnchor
        )
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _mark_findings(self) -> None:
        """Mark the paragraphs of findings, as soon as no key waits."""
        self._session.idle.start(self, self._mark_paragraphs())

    def _mark_paragraphs(self) -> Steps:
        """Mark one paragraph after the other; numbers to be confirmed are marked one by one."""
        findings: dict[int, list[Finding]] = {}
        for finding in self._session.active_findings:
            if finding.section == self.section and finding.paragraph is not None:
                findings.setdefault(finding.paragraph, []).append(finding)
        offers: dict[int, list[Mark]] = {}
        for each in self.offers.waiting:
            mark = Mark(each.place.start, each.place.end, Severity.WARNING, each.describe())
            offers.setdefault(each.place.paragraph, []).append(mark)
        block = self.document().begin()
        while block.isValid():
            number = block.blockNumber()
            marks = (*self._marks_of(findings.get(number, ())), *offers.get(number, ()))
            self._is_syncing = True
            self._highlighter.set_marks(block, marks)
            self._is_syncing = False
            yield
            block = block.next()

    def _marks_of(self, findings: Iterable[Finding]) -> Iterator[Mark]:
        """Yield the marks of findings; one on a whole paragraph is at its first sentence."""
        for finding in findings:
            parts = [(0, self._find_first_end(finding.paragraph or 0))]
            if finding.code == UNCONFIRMED_CODE:
                parts = self._find_unconfirmed(finding)
            elif finding.span is not None:
                parts = [(finding.span.start, finding.span.end)]
            for start, end in parts:
                yield Mark(start, end, finding.severity, finding.message)

    def _find_unconfirmed(self, finding: Finding) -> list[tuple[int, int]]:
        """Return where the numbers of a finding stand that are to be confirmed."""
        if finding.code != UNCONFIRMED_CODE or finding.paragraph is None:
            return []
        figures = list_unconfirmed(self._session.document, self.section, finding.paragraph)
        return [(each.at, each.at + len(each.text)) for each in figures]

    def _find_first_end(self, paragraph: int) -> int:
        """Return where the first sentence of a paragraph ends, or its first line."""
        text = self._session.document.paragraphs(self.section)[paragraph : paragraph + 1]
        line = text[0][:CHARACTERS_A_LINE] if text else ""
        sentence = line.find("。") + 1
        return sentence or len(line)

    def _take_over(self) -> None:
        """Bring what was typed or pasted into the document, and back what that makes of it.

        The document brings a text into its shape; what Shift+Enter, an input method or a screen
        reader put into the editor may have another.
        """
        if self._is_syncing:
            return
        shown = self.paragraphs()
        change = set_paragraphs(self._session.document, self.section, shown, typing=True)
        self._is_syncing = True
        try:
            is_done = self._session.do(change)
        finally:
            self._is_syncing = False
        self._show_document(shown)
        if is_done:
            self._pause.start()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        """Follow a change made elsewhere, such as an undo, a fix or a recovery."""
        self._session.idle.cancel(self)  # the marks were for the paragraphs as they were
        if self._is_syncing or all(edit.section != self.section for edit in effect.texts):
            return
        if (cursor := self._show_document(self.paragraphs())) is not None:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _show_document(self, shown: tuple[str, ...]) -> QTextCursor | None:
        """Replace the characters that differ from the document; the others and the view stay.

        Args:
            shown: The paragraphs as they stand in the editor.

        Returns:
            The cursor behind what was replaced; None where nothing differs.
        """
        paragraphs = self._session.document.paragraphs(self.section)
        cursor = QTextCursor(self.document())
        if self._has_half_pairs(shown):
            cursor.select(QTextCursor.SelectionType.Document)
            text = "\n".join(paragraphs)
        elif shown != paragraphs:
            first, before, after = _find_difference(shown or ("",), paragraphs or ("",))
            start, kept = count_shared_ends(before, after)
            position = self.document().findBlockByNumber(first).position()
            end = position + count_utf16_units(before[: len(before) - kept])
            cursor.setPosition(position + count_utf16_units(before[:start]))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            text = after[start : len(after) - kept]
        else:
            return None
        self._is_syncing = True
        cursor.insertText(text)
        self._is_syncing = False
        return cursor

    def _has_half_pairs(self, shown: tuple[str, ...]) -> bool:
        """Check whether the editor holds halves of surrogate pairs, which Python never sees."""
        units = self.document().characterCount()
        if units == sum(map(len, shown)) + max(len(shown), 1):
            return False  # each character is one unit
        return units != count_utf16_units("\n".join(shown)) + 1

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.rehighlight()

    # ------------------------------------------------------------------ offers

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is offered at the cursor with Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take_offer()
        else:
            super().keyPressEvent(event)

    def find_selection(self) -> tuple[int, int, int]:
        """Return the paragraph of the cursor, and where in it the selection starts and ends.

        Where several paragraphs are selected, both are the place of the cursor.
        """
        cursor = self.textCursor()
        block = cursor.block()
        ends = [
            each - block.position() for each in (cursor.selectionStart(), cursor.selectionEnd())
        ]
        if not 0 <= ends[0] <= ends[1] < block.length():
            ends = [cursor.positionInBlock()] * 2
        start, end = (len(take_utf16_units(block.text(), each)) for each in ends)
        return block.blockNumber(), start, end

    def find_offer(self) -> Offer | None:
        """Return the offer at the cursor, else the next one, else the first of the text."""
        return self.offers.find(*self.find_selection())

    def take_offer(self) -> None:
        """Take the offer at the cursor, or the next one; ask which where there are two."""
        self._session.commit()
        offer = self.find_offer()
        if offer is None:
            is_elsewhere = bool(self.offers.waiting) or any(
                each.code == UNCONFIRMED_CODE and each.section == self.section
                for each in self._session.findings
            )
            self.message.emit(_OFFERED_ELSEWHERE if is_elsewhere else _NOTHING_OFFERED)
            return
        place = offer.place
        self.select(place.paragraph, place.start, place.end)
        if len(offer.choices) == 1:
            self._take(offer, offer.choices[0])
            return
        menu = QMenu(self)
        for each in offer.choices:
            menu.addAction(make_menu_text(f"改成 {each}")).triggered.connect(
                lambda _checked, choice=each: self._take(offer, choice)
            )
        menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)

    def _take(self, offer: Offer, choice: str) -> None:
        if place := self.offers.take(offer, choice):
            paragraph, _, end = place.written
            self.select(paragraph, end, end)  # no key that follows may replace it
            self.message.emit(offer.report(choice))

    # ------------------------------------------------------------------ input

    def event(self, event: QEvent) -> bool:
        """Leave the window its keys."""
        return leave_to_window(event) or super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what the findings say of the text under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = (
                self.document()
                .documentLayout()
                .hitTest(
                    QPointF(event.pos() + QPoint(0, self.verticalScrollBar().value())),
                    Qt.HitTestAccuracy.ExactHit,
                )
            )
            block = self.document().findBlock(at)
            words, place = "", at - block.position()
            if at >= 0:
                words = self._highlighter.find_words(block, place) or self.offers.describe_at(
                    block.blockNumber(), len(take_utf16_units(block.text(), place))
                )
            show_tool_tip(event.globalPos(), make_tool_tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu without undo."""
        show_text_menu(self.createStandardContextMenu(event.pos()), event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take only text; a file dropped here is the window's to open."""
        return source.hasText() and not has_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the text and nothing of its formatting, as one step."""
        text = source.text()
        if len(text) > MAX_TEXT:
            self.message.emit(
                f"剪贴板里有 {len(text):,} 个字，一份报告最多 {MAX_TEXT:,} 个字，没有粘贴。"
                "请只复制需要的部分。"
            )
            return
        text = tidy_paste(text)
        alone = Document(self._session.document.form)
        if excess := describe_growth(alone, set_paragraphs(alone, self.section, [text])):
            self.message.emit(excess)  # before Qt lays it out, which may take seconds
            return
        self._session.history.close_step()
        self.textCursor().insertText(text)
        self._session.history.close_step()
        self.ensureCursorVisible()


def _find_difference(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, str, str]:
    """Return where two texts begin to differ, and the paragraphs of both up to their shared end.

    It is the index of a paragraph that both have; neither text is without paragraphs.
    """
    start, end = count_shared_ends(one, other)
    if start + end == min(len(one), len(other)):  # only added or taken out: with a neighbour
        start, end = (start - 1, end) if start else (start, end - 1)
    before, after = ("\n".join(text[start : len(text) - end]) for text in (one, other))
    return start, before, after
