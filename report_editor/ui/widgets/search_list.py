"""List that is narrowed by what is typed above it; the keyboard stays in the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.ui.widgets.remark_list import wrap_rows
from report_editor.ui.widgets.spacing import set_margins

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

_LONGEST = 400
"""Characters of an entry that are shown."""
_TARGET = Qt.ItemDataRole.UserRole


class ListEntry(NamedTuple):
    """Words of an entry with what it leads to."""

    words: str
    target: object
    indent: str = ""
    is_bold: bool = False


class SearchList(QWidget):
    """Entries of which Up and Down choose one and Enter takes it."""

    chosen = Signal(object)
    """Emitted with what the entry leads to."""

    def __init__(self, name: str, placeholder: str) -> None:
        """Make an empty list; ``name`` is read out to who cannot see it."""
        super().__init__()
        self._entries: Sequence[ListEntry] = ()
        self.search = _Line()
        self.search.setPlaceholderText(placeholder)
        self.search.setAccessibleName(placeholder)
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wrap_rows(self.list)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self.take)
        self.search.stepped.connect(self._step)
        self.search.focusChanged.connect(self._show_choice)
        self.list.itemClicked.connect(self.take)
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.search)

    def show_entries(self, entries: Sequence[ListEntry]) -> None:
        """Show entries; the row that was current stays so."""
        if entries == self._entries:
            return
        self._entries = entries
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for each in entries:
            item = QListWidgetItem(f"{each.indent}{name_hidden_in_line(each.words, _LONGEST)}")
            item.setData(_TARGET, each.target)
            font = item.font()
            font.setBold(each.is_bold)
            item.setFont(font)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._narrow()
        self._show_choice()

    def choose_last(self, fits: Callable[[object], bool]) -> None:
        """Make the last entry current whose target fits, with nothing narrowed."""
        self.search.clear()
        rows = [row for row, each in enumerate(self._entries) if fits(each.target)]
        if rows:
            self.list.setCurrentRow(rows[-1])

    def take(self) -> None:
        """Take the current entry."""
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.chosen.emit(item.data(_TARGET))

    def _show_choice(self) -> None:
        """Show which entry Enter takes, only while it would take it."""
        if (item := self.list.currentItem()) is not None:
            item.setSelected(self.search.hasFocus())

    def _narrow(self) -> None:
        """Hide the entries without what is typed."""
        wanted = self.search.text().strip().casefold()
        shown = []
        for row, each in enumerate(self._entries):
            is_hidden = wanted not in each.words.casefold()
            self.list.item(row).setHidden(is_hidden)
            if not is_hidden:
                shown.append(row)
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    def _step(self, step: int) -> None:
        """Go to the next entry that is shown, or the one before."""
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)


class _Line(QLineEdit):
    """Line of which Up and Down move through the list below."""

    stepped = Signal(int)
    focusChanged = Signal()
    """Emitted when the keyboard comes or goes."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Announce that the keyboard came."""
        super().focusInEvent(event)
        self.focusChanged.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Announce that the keyboard goes."""
        super().focusOutEvent(event)
        self.focusChanged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the list with Up and Down."""
        if event.key() == Qt.Key.Key_Down:
            self.stepped.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)
