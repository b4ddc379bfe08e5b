"""Panel beside the report: what was read from another file, and what found no place in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.document import UNPLACED
from report_editor.document.commands import drop_unplaced, place_numbers, place_paragraph
from report_editor.ui.editor.last_year_reading import LastYearReading
from report_editor.ui.editor.nearest_section import find_nearest_section
from report_editor.ui.editor.placing_by_hand import plan_numbers
from report_editor.ui.grid.paste_sheet import ask_before_pasting
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.read_only import explain_read_only
from report_editor.workspace.reading_marks import describe_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_editor.document import Change, Effect
    from report_editor.forms import Address
    from report_editor.workspace.opening import Opened
    from report_editor.workspace.session import Session

_SOURCE_NOTE = re.compile(r"（[^（）]*(?:第|行|页|段|表|格)[^（）]*）$")
"""Note at the end of an unplaced text on where in the source it stood."""


class ReviewPanel(QTabWidget):
    """Lists of what was recognised, what found no place, the source, and last year's reading.

    ``current_address`` returns the cell that has the cursor.
    """

    cellChosen = Signal(str)
    textPlaced = Signal(str, int)
    """Emitted with the section in which a text was put, and the index of its first paragraph."""
    message = Signal(str)
    appeared = Signal()
    """Emitted when the panel shows itself, because something new has no place."""

    def __init__(self, session: Session, current_address: Callable[[], Address | None]) -> None:
        super().__init__()
        self._session = session
        self._document = session.document
        self._current_address = current_address
        self._source: Sequence[tuple[str, str]] = ()
        self._restricted: list[QWidget] = []
        """Widgets that change the report."""
        self.setDocumentMode(True)
        self.setAccessibleName("读取结果")
        self.notes = _list("读取结果")
        self.notes.itemActivated.connect(self._go_to_mark)
        self.unplaced = _list("没有归位的内容")
        self.unplaced.currentRowChanged.connect(self._show_text)
        self.draft = QPlainTextEdit()
        self.draft.setAccessibleName("要放入报告的文字")
        self.draft.setTabChangesFocus(True)
        self.section = QComboBox()
        self.section.setAccessibleName("放到哪一部分")
        self.source = QPlainTextEdit()
        self.source.setReadOnly(True)
        self.source.setAccessibleName("原文")
        self.search = QLineEdit()
        self.search.setPlaceholderText("在原文中查找，按回车找下一处")
        self.search.setAccessibleName("在原文中查找")
        self.search.returnPressed.connect(self._find_next)
        self.addTab(self.notes, "读取结果")
        self.addTab(self._unplaced_page(), "")
        source_page = QWidget()
        rows = QFormLayout(source_page)
        rows.addRow(self.search)
        rows.addRow(self.source)
        self.addTab(source_page, "原文")
        self.last_year = LastYearReading(self._document)
        self.last_year.cellChosen.connect(self.cellChosen)
        self.addTab(self.last_year, "上年报告")
        self.setTabVisible(0, False)
        self.setTabVisible(2, False)
        self.setTabVisible(3, self.last_year.has_content)
        self._list_sections()
        self._list_unplaced()
        if self.last_year.has_content:
            self.setCurrentWidget(self.last_year)
        self._restrict()
        session.changed.connect(self._on_change)
        session.finalChanged.connect(self._restrict)

    # ------------------------------------------------------------------ content

    def show_opened(self, opened: Opened) -> None:
        """Show what reading a file gave."""
        recognition = opened.recognition
        self.notes.clear()
        self.notes.addItems([name_hidden(note) for note in opened.notes])
        marks = recognition.marks if recognition else {}
        for text, address in describe_marks(self._document.form, marks):
            words = name_hidden(text)
            for note in self.notes.findItems(words, Qt.MatchFlag.MatchExactly):
                self.notes.takeItem(self.notes.row(note))  # listed once, with the way there
            item = QListWidgetItem(f"→ {words}")
            item.setData(Qt.ItemDataRole.UserRole, address)
            set_tool_tip(item, "双击转到这一格")
            self.notes.addItem(item)
        self.setTabVisible(0, self.notes.count() > 0)
        self._show_source(opened, "原文")
        self._list_unplaced()
        self.setCurrentIndex(1 if self.unplaced.count() else 0)

    def show_last_year(self, opened: Opened | None) -> None:
        """Show the source of last year's file, beside what was remarked on when it was read."""
        self._show_source(opened, "上年原文")
        self.last_year.explain(has_source=self.isTabVisible(2))

    def _show_source(self, opened: Opened | None, title: str) -> None:
        recognition = opened.recognition if opened else None
        self._source = recognition.source if recognition else ()
        self.source.setPlainText("\n".join(text for _where, text in self._source))
        self.setTabText(2, title)
        self.setTabVisible(2, bool(self._source))

    def _on_change(self, _change: Change, effect: Effect) -> None:
        unplaced = [edit for edit in effect.texts if edit.section == UNPLACED]
        if effect.form:
            self._list_sections()
        if unplaced:
            self._list_unplaced()
        if effect.form and any(len(edit.after) > len(edit.before) for edit in unplaced):
            self.setCurrentIndex(1)
            self.show()
            self.appeared.emit()

    def _list_sections(self) -> None:
        self.section.clear()
        sections = self._document.form.text_sections
        for each in sections:
            self.section.addItem(each.heading, each.key)
        self.section.setCurrentIndex(next(at for at, each in enumerate(sections) if each.numeral))

    def _list_unplaced(self) -> None:
        texts = self._document.paragraphs(UNPLACED)
        row = self.unplaced.currentRow()
        self.unplaced.clear()
        self.unplaced.addItems([name_hidden(text) for text in texts])
        self.unplaced.setCurrentRow(min(max(row, 0), len(texts) - 1))
        self.setTabText(1, f"没有归位的内容 ({len(texts)})")
        self._explanation.setText(self._explain(bool(texts)))
        self._placing.setVisible(bool(texts))

    def _explain(self, has_unplaced: bool) -> str:
        """Say what can be done in the panel, or why nothing is to be done."""
        if has_unplaced:
            advice = "可以改一改再放进去，也可以撤销。"
            if self._session.read_only:
                advice = explain_read_only(self._session)
            if self.last_year.has_content:
                advice = f"写明“上年报告”的是上年文件里的文字，不是今年的。{advice}"
            return f"原文里的这些内容没有找到确定的位置。{advice}"
        if self.last_year.has_content:
            return "这里没有要处理的。上年的文件是怎样读入的，列在“上年报告”里。"
        if self.isTabVisible(2):
            return "原文的内容都有了位置，这里没有要处理的。请再对照原文看一遍。"
        if self.isTabVisible(0):
            return "这里没有要处理的。"
        return "这份报告不是刚从别的文件读入的，没有读取结果，也没有要处理的内容。"

    def show_unplaced(self, row: int) -> None:
        """Show one of the texts that found no place."""
        self.show()
        self.appeared.emit()
        self.setCurrentIndex(1)
        self.unplaced.setCurrentRow(row)
        self.unplaced.setFocus()

    # ------------------------------------------------------------------ placing

    def place_as_text(self) -> None:
        """Put the text at the end of the chosen section, and show it there."""
        # The plain text would lose no-break spaces; the document divides it into paragraphs.
        row, text = self.unplaced.currentRow(), self.draft.document().toRawText().strip()
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
        row, text = self.unplaced.currentRow(), self.draft.toPlainText().strip()
        if row < 0 or not text:
            return
        plan = plan_numbers(self._document, text, self._current_address())
        if plan is None:
            self.message.emit("请先在表里点选要填入的格子（不能是总计）。")
        elif plan.refusal:
            self.message.emit(plan.refusal)
        elif ask_before_pasting(plan, self):
            change = place_numbers(self._document, row, plan.raws, plan.printed)
            if self._session.do(change):
                self.cellChosen.emit(plan.first_cell)
                self.message.emit(plan.describe())

    def drop(self) -> None:
        """Take the text from the list."""
        row = self.unplaced.currentRow()
        if row >= 0:
            self._session.do(drop_unplaced(self._document, row))

    # ------------------------------------------------------------------ building

    def _unplaced_page(self) -> QWidget:
        into = QHBoxLayout()
        into.addWidget(self.section, 1)
        into.addWidget(self._button("放到这一部分末尾(&A)", self.place_as_text))
        others = QHBoxLayout()
        others.addWidget(self._button("填入选中的格子(&N)", self.place_as_numbers))
        others.addWidget(self._button("不需要(&D)", self.drop))
        self._placing = QWidget()
        placing = QVBoxLayout(self._placing)
        placing.setContentsMargins(0, 0, 0, 0)
        placing.addWidget(self.unplaced, 2)
        placing.addWidget(self.draft, 1)
        placing.addLayout(into)
        placing.addLayout(others)
        self._restricted.append(self.section)
        self._explanation = hint()
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self._explanation)
        layout.addWidget(self._placing, 1)
        layout.addStretch()
        return page

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        self._restricted.append(button)
        return button

    def _restrict(self) -> None:
        """Disable what changes the report, and say why, where it is open for reading only."""
        reason = explain_read_only(self._session)
        self.draft.setReadOnly(bool(reason))
        for widget in self._restricted:
            widget.setEnabled(not reason)
            set_tool_tip(widget, reason)
        self._list_unplaced()

    def _show_text(self, row: int) -> None:
        texts = self._document.paragraphs(UNPLACED)
        text = _SOURCE_NOTE.sub("", texts[row]) if 0 <= row < len(texts) else ""
        self.draft.setPlainText(text)
        key = find_nearest_section(self._document, self._source, text)
        if key is not None:
            self.section.setCurrentIndex(self.section.findData(key))

    def _go_to_mark(self, item: QListWidgetItem) -> None:
        address = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(address, str):
            self.cellChosen.emit(address)

    def _find_next(self) -> None:
        if not self.source.find(self.search.text()):
            self.source.moveCursor(self.source.textCursor().MoveOperation.Start)
            self.source.find(self.search.text())


def _list(name: str) -> QListWidget:
    items = QListWidget()
    items.setAccessibleName(name)
    items.setWordWrap(True)
    items.setAlternatingRowColors(True)
    items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    items.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return items
