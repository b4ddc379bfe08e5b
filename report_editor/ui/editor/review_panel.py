"""Beside the report: what was read from a foreign file, and places for what found none."""

from __future__ import annotations

import re
from itertools import groupby
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

from report_editor.document import UNPLACED
from report_editor.document.commands import drop_unplaced, place_numbers, place_paragraph
from report_editor.ui.editor.pages import hint
from report_editor.ui.widgets.read_only import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from report_editor.document import History
    from report_editor.forms import Address, Table
    from report_editor.workspace.opening import Opened

_WHERE = re.compile(r"（[^（）]*(?:第|行|页|段|表|格)[^（）]*）$")
_GAPS = re.compile(r"[\s|│｜]+")


class ReviewPanel(QTabWidget):
    """Three lists: what was recognised, what found no place, and the source itself."""

    cellChosen = Signal(str)
    message = Signal(str)

    def __init__(
        self,
        history: History,
        current_address: Callable[[], Address | None],
        parent: QWidget | None = None,
    ) -> None:
        """Works on a report; ``current_address`` says where the cell cursor is."""
        super().__init__(parent)
        self._history = history
        self._read_only = False
        self._current_address = current_address
        self.setDocumentMode(True)
        self.setAccessibleName("读取结果")
        self.notes = self._list("读取结果")
        self.notes.itemActivated.connect(self._go_to_mark)
        self.unplaced = self._list("没有归位的内容")
        self.unplaced.currentRowChanged.connect(self._show_text)
        self.draft = QPlainTextEdit()
        self.draft.setAccessibleName("要放入报告的文字")
        self.draft.setTabChangesFocus(True)
        self.section = QComboBox()
        self.section.setAccessibleName("放到哪一部分")
        for each in history.document.form.text_sections:
            self.section.addItem(each.heading, each.key)
        self.source = QPlainTextEdit()
        self.source.setReadOnly(True)
        self.source.setAccessibleName("原文")
        self.search = QLineEdit()
        self.search.setPlaceholderText("在原文中查找，按回车找下一处")
        self.search.setAccessibleName("在原文中查找")
        self.search.returnPressed.connect(self._find_next)
        self.addTab(self.notes, "读取结果")
        self.addTab(self._unplaced_page(), "")
        self.addTab(self._source_page(), "原文")
        self.setTabVisible(0, False)
        self.setTabVisible(2, False)
        self.refresh()

    # ------------------------------------------------------------------ content

    def show_opened(self, opened: Opened) -> None:
        """Shows what reading a file gave."""
        recognition = opened.recognition
        self.notes.clear()
        self.notes.addItems(list(opened.notes))
        for words, address in self._marks(recognition.marks if recognition else {}):
            for said in self.notes.findItems(words, Qt.MatchFlag.MatchExactly):
                self.notes.takeItem(self.notes.row(said))  # said once, with the way there
            item = QListWidgetItem(f"→ {words}")
            item.setData(Qt.ItemDataRole.UserRole, address)
            item.setToolTip("双击转到这一格")
            self.notes.addItem(item)
        self.setTabVisible(0, self.notes.count() > 0)
        source = recognition.source if recognition else []
        self.source.setPlainText("\n".join(text for _where, text in source))
        self.setTabVisible(2, bool(source))
        self.refresh()
        self.setCurrentIndex(0)
        if self.unplaced.count():
            self.show_unplaced()

    def forbid_placing(self) -> None:
        """A report opened for reading is looked at here, not changed."""
        self._read_only = True
        for each in (*self._buttons, self.section):
            each.setEnabled(False)
            each.setToolTip(READ_ONLY)
        self.draft.setReadOnly(True)
        self.refresh()

    def show_unplaced(self) -> None:
        """Brings the list of what has no place to the front."""
        self.setCurrentIndex(1)

    def _marks(self, marks: Mapping[Address, str]) -> Iterator[tuple[str, Address]]:
        """What is to be said of cells, with the way there; of a row at once where it is one."""
        cells = [self._history.document.form.cells[address] for address in marks]
        same = groupby(cells, lambda each: (each.table, each.row.key, marks[each.address]))
        for (_table, _row, reason), group in same:
            first, *others = group
            yield f"{first.row.short if others else first.name}：{reason}", first.address

    def refresh(self) -> None:
        """Shows what has no place now; after an undo that may be more."""
        texts = self._history.document.paragraphs(UNPLACED)
        row = self.unplaced.currentRow()
        self.unplaced.clear()
        self.unplaced.addItems(list(texts))
        self.unplaced.setCurrentRow(min(max(row, 0), len(texts) - 1))
        self.setTabText(1, f"没有归位的内容 ({len(texts)})")
        self._what.setText(self._sentence(bool(texts)))
        self._place.setVisible(bool(texts))

    def _sentence(self, something: bool) -> str:
        """What can be done here, or why nothing is to be done."""
        if something and self._read_only:
            return (
                "原文里的这些内容没有找到确定的位置。"
                "这份报告以只读方式打开，要把它们放进去，请先另存为一份新文件。"
            )
        if something:
            return "原文里的这些内容没有找到确定的位置。可以改一改再放进去，也可以撤销。"
        if self.isTabVisible(2):
            return "原文的内容都有了位置，这里没有要处理的。请再对照原文看一遍。"
        if self.isTabVisible(0):
            return "这里没有要处理的。"
        return "这份报告不是刚从别的文件读入的，没有读取结果，也没有要处理的内容。"

    # ------------------------------------------------------------------ giving a place

    def place_as_text(self) -> None:
        """Puts the text at the end of the chosen section."""
        row, text = self.unplaced.currentRow(), self.draft.toPlainText().strip()
        if row >= 0 and text:
            key = str(self.section.currentData())
            self._history.do(place_paragraph(self._history.document, row, key, text))
            self.message.emit(f"已放到“{self.section.currentText()}”末尾。")

    def place_as_numbers(self) -> None:
        """Puts the numbers into the cells of a row, from the cell cursor on."""
        row, address = self.unplaced.currentRow(), self._current_address()
        if row < 0:
            return
        numbers = [each for each in _GAPS.split(self.draft.toPlainText().strip()) if each]
        targets = self._row_from(address) if address else []
        if not targets:
            self.message.emit("请先在表里点选要填入的格子（不能是总计）。")
        elif len(numbers) > len(targets):
            self.message.emit(
                f"有 {len(numbers)} 个数，从这一格到行末只有 {len(targets)} 格，没有填入。"
            )
        elif numbers:
            raws = dict(zip(targets, numbers, strict=False))
            self._history.do(place_numbers(self._history.document, row, raws))
            self.message.emit(f"已填入 {len(numbers)} 格。")

    def drop(self) -> None:
        """Takes the text from the list."""
        row = self.unplaced.currentRow()
        if row >= 0:
            self._history.do(drop_unplaced(self._history.document, row))

    def _row_from(self, address: Address) -> Sequence[Address]:
        """The inputs of a cell's row from that cell on."""
        form = self._history.document.form
        cell = form.cells[address]
        if cell.is_total:
            return []
        table: Table = form.tables[cell.table]
        row = [each for each in table.cells if each.row is cell.row and not each.is_total]
        return [each.address for each in row[row.index(cell) :]]

    # ------------------------------------------------------------------ building

    def _list(self, name: str) -> QListWidget:
        items = QListWidget()
        items.setAccessibleName(name)
        items.setWordWrap(True)
        items.setAlternatingRowColors(True)
        items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        items.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return items

    def _unplaced_page(self) -> QWidget:
        page = QWidget()
        self._buttons = [
            self._button("放到这一部分末尾(&A)", self.place_as_text),
            self._button("填入选中的格子(&N)", self.place_as_numbers),
            self._button("不需要(&D)", self.drop),
        ]
        into = QHBoxLayout()
        into.addWidget(self.section, 1)
        into.addWidget(self._buttons[0])
        others = QHBoxLayout()
        others.addWidget(self._buttons[1])
        others.addWidget(self._buttons[2])
        self._place = QWidget()
        place = QVBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.unplaced, 2)
        place.addWidget(self.draft, 1)
        place.addLayout(into)
        place.addLayout(others)
        layout = QVBoxLayout(page)
        self._what = hint("")
        layout.addWidget(self._what)
        layout.addWidget(self._place, 1)
        layout.addStretch()
        return page

    def _source_page(self) -> QWidget:
        page = QWidget()
        layout = QFormLayout(page)
        layout.addRow(self.search)
        layout.addRow(self.source)
        return page

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked: act())
        return button

    def _show_text(self, row: int) -> None:
        texts = self._history.document.paragraphs(UNPLACED)
        self.draft.setPlainText(_WHERE.sub("", texts[row]) if 0 <= row < len(texts) else "")

    def _go_to_mark(self, item: QListWidgetItem) -> None:
        address = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(address, str):
            self.cellChosen.emit(address)

    def _find_next(self) -> None:
        if not self.source.find(self.search.text()):
            self.source.moveCursor(self.source.textCursor().MoveOperation.Start)
            self.source.find(self.search.text())
