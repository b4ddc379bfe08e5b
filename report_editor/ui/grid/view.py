"""A table of the form as a grid to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from report_editor.forms import Address, CellRole, Table
from report_editor.ui.editor.composing import end_composition
from report_editor.ui.grid import clipboard, keys, walk
from report_editor.ui.grid.block import TooLargeError
from report_editor.ui.grid.editing import Editing, Possible
from report_editor.ui.grid.menu import context_menu
from report_editor.ui.grid.placing import Target
from report_editor.ui.grid.sheet import Sheet
from report_editor.ui.grid.walk import Direction

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent

    from report_editor.document import Effect, History

_TRIGGER = QAbstractItemView.EditTrigger


class TableView(Sheet):
    """One table of a report, to be read, filled in, copied from and pasted into.

    The document is changed through its history only. Whoever owns the history tells the view
    with :meth:`show_effect` what a change made different, an undo included.
    """

    message = Signal(str)
    """One sentence about what was just done or could not be done."""
    selectionSummary = Signal(str)
    """The sums of the selection, empty for a single cell."""

    def __init__(self, history: History, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(history, table, parent)
        self._editing = Editing(history, table)
        self.setEditTriggers(
            _TRIGGER.DoubleClicked | _TRIGGER.EditKeyPressed | _TRIGGER.AnyKeyPressed
        )
        self.selectionModel().selectionChanged.connect(self._tell_summary)
        self._cells.typed.connect(self._type)

    def show_effect(self, effect: Effect) -> None:
        """Paints anew what a change made different, and tells the sums of the selection."""
        super().show_effect(effect)
        if not effect.cells.isdisjoint(self.table.value_cells):
            self._tell_summary()

    def set_read_only(self, read_only: bool) -> None:
        """Lets nothing be changed, or lets it again."""
        self.commit_pending()
        self._grid.read_only = read_only

    def _tell_summary(self) -> None:
        self.selectionSummary.emit(self._editing.summary(self.selected()))

    def _say(self, sentence: str) -> None:
        if sentence:
            self.message.emit(sentence)

    # ------------------------------------------------------------------ the open editor

    def commit_pending(self) -> None:
        """Ends the composition of an input method and writes what stands in an open editor."""
        editor = self._open_editor()
        if editor is None:
            return
        end_composition()
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def edit(  # type: ignore[override]  # the stubs know one of the two overloads at a time
        self,
        index: QModelIndex | QPersistentModelIndex,
        trigger: QAbstractItemView.EditTrigger = _TRIGGER.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Opens the editor; typing replaces the text, F2 and a double click let one amend it."""
        opened = super().edit(index, trigger, cast("QEvent", event))
        editor = self._open_editor() if opened else None
        if editor is not None:
            self._cells.typed_over = trigger == _TRIGGER.AnyKeyPressed
            if not self._cells.typed_over:
                editor.end(False)
        return opened

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Lets an input method begin a cell: no first text lost, none cleared by a cancel."""
        composing, committed = event.preeditString(), event.commitString()
        was_open = self._open_editor() is not None
        super().inputMethodEvent(event)
        editor = self._open_editor()
        if editor is None:
            return
        if not was_open:
            self._cells.only_composed = bool(composing)
            if committed and not composing:
                self._replace_text(committed)
        elif self._cells.only_composed and not composing and not editor.text():
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Closes the editor; Esc takes back what was typed in it."""
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self._grid.untype()
        super().closeEditor(editor, hint)

    def _type(self, text: str) -> None:
        """Shows what a number does to the totals and balances while it is typed."""
        self._grid.type(self.current_cell(), text)

    def clear_and_edit(self) -> None:
        """Opens the current cell empty; Esc brings its text back."""
        if self.edit(self.currentIndex()):
            self._replace_text("")

    def _open_editor(self) -> QLineEdit | None:
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        return cast("QLineEdit | None", self.indexWidget(self.currentIndex()))

    def _replace_text(self, text: str) -> None:
        """Puts a text into the open editor as if it had been typed over the old one."""
        editor = self._open_editor()
        if editor is not None:
            editor.setText(text)
            editor.setModified(True)
            self._cells.typed_over = True
            self._type(text)

    # ------------------------------------------------------------------ commands

    def copy(self) -> None:
        """Puts the selected cells on the clipboard."""
        places = {(index.row(), index.column()) for index in self.selectedIndexes()}
        if places:
            QGuiApplication.clipboard().setMimeData(clipboard.copied(self._grid, places))

    def cut(self) -> None:
        """Puts the selected cells on the clipboard and empties the inputs among them."""
        if self._may_change():
            self.copy()
            self._say(self._editing.clear(self.selected(), "剪切"))

    def paste(self) -> None:
        """Writes what is on the clipboard, from the selection on."""
        if not self._may_change():
            return
        try:
            block = clipboard.pasted(QGuiApplication.clipboard().mimeData())
        except TooLargeError:
            self._say("剪贴板里的内容太多，不像这张表的一部分，没有粘贴。")
            return
        if block is None:
            self._say("剪贴板里没有可以粘贴的文字。")
            return
        self._say(self._editing.paste(block, self._target()))

    def clear_selection(self) -> None:
        """Empties the selected inputs."""
        if self._may_change():
            self._say(self._editing.clear(self.selected(), "清除"))

    def fill_zero_selection(self) -> None:
        """Writes 0 into the selected inputs that are empty."""
        if self._may_change():
            self._say(self._editing.fill_zero(self.selected()))

    def fill_zero_table(self) -> None:
        """Writes 0 into every empty input of the table."""
        if self._may_change():
            self._say(self._editing.fill_zero(cell.address for cell in self.table.cells))

    def fill_down(self) -> None:
        """Writes the top cell of the selection, or the cell above a single one, into the rest."""
        if not self._may_change():
            return
        columns: dict[int, list[Address]] = {}
        for address in self.selected():
            columns.setdefault(self.table.value_cells[address].column, []).append(address)
        for column in columns.values():
            if len(column) == 1:
                cell = self.table.value_cells[column[0]]
                above = walk.step(self.table, cell.row, cell.column, Direction.UP)
                if above is not None:
                    column.insert(0, above.key)
        self._editing.fill_down(columns.values())

    def accept_totals(self) -> None:
        """Lets go of the printed totals among the selected cells."""
        if self._may_change():
            self._say(self._editing.accept_totals(self.selected()))

    def possible(self) -> Possible:
        """What can be done with the selection now."""
        addresses, writable = self.selected(), not self._grid.read_only
        inputs = any(self.table.value_cells[each].role is CellRole.INPUT for each in addresses)
        return Possible(
            copy=bool(self.selectedIndexes()),
            change=writable and inputs,
            fill_zero=writable and self._editing.has_blank(addresses),
            accept_totals=writable and self._editing.has_stated(addresses),
        )

    def _may_change(self) -> bool:
        self.commit_pending()
        if self._grid.read_only:
            self._say("这份报告以只读方式打开，不能修改。")
        return not self._grid.read_only

    def _target(self) -> Target:
        """The rectangle around the selection."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        cells = [self._grid.cell_at(index) for index in indexes]
        top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
        bottom = max(cell.row + cell.row_span for cell in cells)
        right = max(cell.column + cell.column_span for cell in cells)
        return Target(top, left, bottom - top, right - left, self.selected())

    # ------------------------------------------------------------------ keys and menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet."""
        move, command = keys.move_for(event), keys.command_for(event)
        if move is not None:
            self.go(move)
        elif command is not None:
            getattr(self, command)()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: ARG002
        """Typing on a cell that cannot be edited says why, and jumps nowhere."""
        if self._may_change() and self.current_address() is not None:
            self._say("总计由程序计算，不能直接填写。")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shows what can be done with the selection."""
        self.commit_pending()
        menu = context_menu(self)
        menu.exec(event.globalPos())
        menu.deleteLater()
