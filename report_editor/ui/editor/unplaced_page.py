"""Page of the panel beside the report: what found no place, to be put into it by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.document import UNPLACED
from report_editor.document.commands import drop_unplaced, place_numbers, place_paragraph
from report_editor.ui.editor.nearest_section import find_nearest_section
from report_editor.ui.widgets.dropped_files import has_files
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.read_only import explain_read_only
from report_editor.ui.widgets.remark_list import wrap_rows
from report_editor.ui.widgets.spacing import set_margins
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData

    from report_editor.forms import Address
    from report_editor.workspace.session import Session

_SOURCE_NOTE = re.compile(r"（[^（）]*(?:第|行|页|段|表|格)[^（）]*）$")
"""Note at the end of an unplaced text on where in the source it stood."""


class UnplacedPage(QWidget):
    """List of the texts without a place, and the ways to place one."""

    cellFilled = Signal(str)
    textPlaced = Signal(str, int)
    """Emitted with the section in which a text was put, and the index of its first paragraph."""
    message = Signal(str)

    def __init__(self, session: Session, find_address: Callable[[], Address | None]) -> None:
        """Follow a report; ``find_address`` returns the cell that has the cursor."""
        super().__init__()
        self._session = session
        self._document = session.document
        self._find_address = find_address
        self._source: Sequence[tuple[str, str]] = ()
        self._restricted: list[QWidget] = []
        """Widgets that change the report."""
        self.list = QListWidget()
        self.list.setAccessibleName("没找到位置的内容")
        wrap_rows(self.list)
        use_text_size(self.list)
        self.list.currentRowChanged.connect(self._show_text)
        self.draft = _Draft()
        self.draft.setAccessibleName("要放入报告的文字")
        self.draft.setTabChangesFocus(True)
        use_text_size(self.draft)
        self.section = QComboBox()
        self.section.setAccessibleName("放到哪一部分")
        self._explanation = hint()
        self._placing = self._make_placing()
        layout = QVBoxLayout(self)
        layout.addWidget(self._explanation)
        layout.addWidget(self._placing, 1)
        layout.addStretch()
        self.list_sections()
        self.restrict()

    # ------------------------------------------------------------------ content

    def show_source(self, source: Sequence[tuple[str, str]]) -> None:
        """Look for the neighbours of a text in a source: positions and texts."""
        self._source = source

    def list_sections(self) -> None:
        """Offer the sections of the edition."""
        self.section.clear()
        sections = self._document.form.text_sections
        for each in sections:
            self.section.addItem(each.heading, each.key)
        self.section.setCurrentIndex(next(at for at, each in enumerate(sections) if each.numeral))

    def restrict(self) -> None:
        """Disable what changes the report, and say why, where it is open for reading only."""
        reason = explain_read_only(self._session)
        self.draft.setReadOnly(bool(reason))
        for widget in self._restricted:
            widget.setEnabled(not reason)
            set_tool_tip(widget, reason)

    def choose(self, row: int) -> None:
        """Choose a text of the list, which then has the focus."""
        self.list.setCurrentRow(row)
        self.list.setFocus()

    def list_texts(self, why_none: str, of_whom: str = "") -> int:
        """List the texts without a place and return how many there are.

        Args:
            why_none: Sentence for an empty list.
            of_whom: Sentence on whose the texts are, where that is not this report.
        """
        texts = self._document.paragraphs(UNPLACED)
        row = self.list.currentRow()
        self.list.clear()
        self.list.addItems([name_hidden(text) for text in texts])
        self.list.setCurrentRow(min(max(row, 0), len(texts) - 1))
        advice = explain_read_only(self._session) or "可以改一改再放进去，也可以撤销。"
        found_no_place = f"原文里的这些内容没有找到确定的位置。{of_whom}{advice}"
        self._explanation.setText(found_no_place if texts else why_none)
        self._placing.setVisible(bool(texts))
        return len(texts)

    def _show_text(self, row: int) -> None:
        texts = self._document.paragraphs(UNPLACED)
        text = _SOURCE_NOTE.sub("", texts[row]) if 0 <= row < len(texts) else ""
        self.draft.setPlainText(text)
        key = find_nearest_section(self._document, self._source, text)
        if key is not None:
            self.section.setCurrentIndex(self.section.findData(key))

    # ------------------------------------------------------------------ placing

    def place_as_text(self) -> None:
        """Put the text at the end of the chosen section, and show it there."""
        # The plain text would lose no-break spaces; the document divides it into paragraphs.
        row, text = self.list.currentRow(), self.draft.document().toRawText().strip()
        if row < 0 or not text:
            return
        key = str(self.section.currentData())
        end = len(self._document.paragraphs(key))
        if self._session.do(place_paragraph(self._document, row, key, text)):
            self.textPlaced.emit(key, end)
            heading = self._document.form.section(key).heading
            self.message.emit(f"已放到“{heading}”末尾，可以撤销。")

    def place_as_numbers(self) -> None:
        """Put the numbers into the row that their label names, else from the cell cursor on."""
        from report_editor.ui.editor.placing_by_hand import plan_numbers
        from report_editor.ui.grid.paste_sheet import ask_before_pasting

        row, text = self.list.currentRow(), self.draft.toPlainText().strip()
        if row < 0 or not text:
            return
        plan = plan_numbers(self._document, text, self._find_address())
        if plan is None:
            self.message.emit("请先在表里点选要填入的格子（不能是总计）。")
        elif plan.refusal:
            self.message.emit(plan.refusal)
        elif ask_before_pasting(plan, self):
            change = place_numbers(self._document, row, plan.raws, plan.printed)
            if self._session.do(change):
                self.cellFilled.emit(plan.first_cell)
                self.message.emit(plan.describe())

    def drop(self) -> None:
        """Take the text from the list."""
        row = self.list.currentRow()
        if row >= 0:
            self._session.do(drop_unplaced(self._document, row))

    # ------------------------------------------------------------------ building

    def _make_placing(self) -> QWidget:
        into = QHBoxLayout()
        into.addWidget(self.section, 1)
        into.addWidget(self._make_button("放到这一部分末尾(&A)", self.place_as_text))
        others = QHBoxLayout()
        others.addWidget(self._make_button("填入选中的格子(&N)", self.place_as_numbers))
        others.addWidget(self._make_button("不需要(&D)", self.drop))
        page = QWidget()
        placing = QVBoxLayout(page)
        set_margins(placing)
        placing.addWidget(self.list, 2)
        placing.addWidget(self.draft, 1)
        placing.addLayout(into)
        placing.addLayout(others)
        self._restricted.append(self.section)
        return page

    def _make_button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        self._restricted.append(button)
        return button


class _Draft(QPlainTextEdit):
    """Text that leaves dropped files to the window."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Check whether there is text to take that is not the name of a file."""
        return source.hasText() and not has_files(source)
