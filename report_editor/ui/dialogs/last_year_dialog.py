"""Dialog of 查看 › 与上年对照: both years' text side by side, and the numbers that moved."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.document import Part, format_number, read_number
from report_editor.document.compare import find_shared_sentences, paragraph_changes
from report_editor.document.last_year import get_previous_text, get_previous_year
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.severity import is_dark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document import Document, Number
    from report_editor.forms import Cell, Form

_MOST_COMPARED = 3000
"""Characters of a paragraph that is compared letter by letter: a tenth of a second."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_GONE = ("#5c2b29", "#ffdcd9")
_NEW = ("#1f4a2b", "#d5f2dc")


class LastYearDialog(QDialog):
    """Comparison of a report with the one it was begun from."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Show what ``document`` keeps of last year."""
        super().__init__(parent)
        self._document = document
        year = get_previous_year(document)
        set_title(self, "与上年对照")
        self._last_name = f"{year} 年" if year else "上年"
        self._this_name = f"{document.year or '本'} 年"
        tabs = QTabWidget()
        tabs.addTab(self._texts_tab(), "文字")
        tabs.addTab(self._numbers_tab(), "数字")
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(buttons)
        self.resize(fit_to_screen(self, QSize(1000, 680)))

    def _texts_tab(self) -> QWidget:
        page = QWidget()
        self.section = QComboBox()
        for each in self._document.form.text_sections:
            self.section.addItem(each.heading, each.key)
        self.share = Label()
        top = QHBoxLayout()
        top.addWidget(self.section)
        top.addWidget(self.share, 1)
        self.last, self.this = QTextEdit(), QTextEdit()
        sides = QSplitter(Qt.Orientation.Horizontal)
        for name, side_text in ((self._last_name, self.last), (self._this_name, self.this)):
            side_text.setReadOnly(True)
            side_text.setAccessibleName(name)
            side = QWidget()
            box = QVBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.addWidget(Label(name))
            box.addWidget(side_text)
            sides.addWidget(side)
        self.last.verticalScrollBar().valueChanged.connect(self.this.verticalScrollBar().setValue)
        layout = QVBoxLayout(page)
        layout.addLayout(top)
        layout.addWidget(sides, 1)
        self.section.currentIndexChanged.connect(lambda _index: self._show_section())
        self.section.setCurrentIndex(min(1, self.section.count() - 1))
        self._show_section()
        return page

    def _show_section(self) -> None:
        key = str(self.section.currentData())
        last = get_previous_text(self._document, key)
        this = self._document.paragraphs(key)
        before, after = _mark_paragraphs(last, this)
        _show_pieces(self.last, before or [[Piece("上年没有这一部分的文字。")]])
        _show_pieces(self.this, after or [[Piece("还没有写。")]])
        share = round(100 * find_shared_sentences(last, this))
        self.share.setText(
            f"与上年相同的句子占 {share}%" + ("，超过一半，请多写本年的情况" if share > 50 else "")
        )

    def _numbers_tab(self) -> QWidget:
        document = self._document
        previous = document.entries(Part.PREVIOUS)
        rows = [
            (cell, read_number(previous.get(cell.address, ""), cell.kind, cell.unit).number)
            for cell in document.form.cells.values()
        ]
        listed = [(cell, last) for cell, last in rows if last or self._is_filled(cell)]
        table = QTableWidget(len(listed), 5)
        table.setAccessibleName("两年的数字")
        table.setHorizontalHeaderLabels(["表", "项目", self._last_name, self._this_name, "增减"])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, (cell, last) in enumerate(listed):
            words, now = self._describe_this_year(cell)
            change = None if last is None or now is None else now - last
            texts = (
                document.form.section(cell.table).numeral,
                cell.name,
                "—" if last is None else format_number(last),
                words,
                "" if change is None else f"{'+' if change > 0 else ''}{format_number(change)}",
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(name_hidden(text))
                if column >= 2:
                    item.setTextAlignment(_RIGHT)
                table.setItem(row, column, item)
        table.resizeColumnsToContents()
        return table

    def _is_filled(self, cell: Cell) -> bool:
        """Check whether more than a blank or 0 stands in a cell this year."""
        if cell.is_total:
            return bool(self._document.value(cell.address))
        reading = self._document.parse(cell.address)
        return bool(reading.number or reading.problem)

    def _describe_this_year(self, cell: Cell) -> tuple[str, Number | None]:
        """Return the text of a cell, and its number if all that it adds up is filled in."""
        document = self._document
        numbers = [document.number(each.address) for each in _find_inputs(document.form, cell)]
        if not cell.is_total and document.parse(cell.address).problem:
            return document.raw(cell.address), None
        if all(each is None for each in numbers):
            return "未填", None
        value = document.value(cell.address)
        if any(each is None for each in numbers):
            return f"{format_number(value)}（未填全）", None
        return format_number(value), value


def _find_inputs(form: Form, cell: Cell) -> Iterator[Cell]:
    """Find the inputs that a cell adds up; an input adds up itself."""
    if not cell.is_total:
        yield cell
    for part in cell.parts:
        yield from _find_inputs(form, form.cells[part])


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph that is the same in both years, or coloured as it is not."""

    text: str
    colors: tuple[str, str] | None = None
    """Background on a dark ground and on a light one."""


Pieces: TypeAlias = "list[list[Piece]]"
"""Paragraphs, each in its pieces."""


def _mark_paragraphs(last: tuple[str, ...], this: tuple[str, ...]) -> tuple[Pieces, Pieces]:
    """Return both years' paragraphs; what only one of them has is coloured."""
    before: Pieces = []
    after: Pieces = []
    for kind, one_at, one_end, two_at, two_end in paragraph_changes(last, this):
        ones, twos = last[one_at:one_end], this[two_at:two_end]
        if kind != "replace":
            before += [[Piece(each, _GONE if kind == "delete" else None)] for each in ones]
            after += [[Piece(each, _NEW if kind == "insert" else None)] for each in twos]
            continue
        for one, two in zip_longest(ones, twos, fillvalue=""):
            left, right = _mark_letters(one, two)
            if one:
                before.append(left)
            if two:
                after.append(right)
    return before, after


def _mark_letters(one: str, two: str) -> tuple[list[Piece], list[Piece]]:
    """Return two paragraphs; the letters that only one of them has are coloured."""
    if max(len(one), len(two)) > _MOST_COMPARED:
        return [Piece(one, _GONE)], [Piece(two, _NEW)]
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    for kind, one_at, one_end, two_at, two_end in matcher.get_opcodes():
        same = kind == "equal"
        left.append(Piece(one[one_at:one_end], None if same else _GONE))
        right.append(Piece(two[two_at:two_end], None if same else _NEW))
    return left, right


def _show_pieces(editor: QTextEdit, paragraphs: Pieces) -> None:
    """Show paragraphs, without a way by which a text could be read as markup."""
    editor.clear()
    cursor = QTextCursor(editor.document())
    look = QTextBlockFormat()
    look.setBottomMargin(editor.fontMetrics().height() / 2)
    cursor.setBlockFormat(look)
    for number, pieces in enumerate(paragraphs):
        if number:
            cursor.insertBlock()
        for piece in pieces:
            ink = QTextCharFormat()
            if piece.colors is not None:
                ink.setBackground(QColor(piece.colors[0] if is_dark() else piece.colors[1]))
            cursor.insertText(piece.text, ink)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
