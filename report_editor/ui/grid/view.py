"""A table of the form as a grid to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from report_editor.forms import Address, GridCell, Role, Table
from report_editor.ui.grid import clipboard, keys, sizes, walk
from report_editor.ui.grid.block import TooLargeError
from report_editor.ui.grid.delegate import CellDelegate
from report_editor.ui.grid.editing import Editing, Possible
from report_editor.ui.grid.frozen import Frozen
from report_editor.ui.grid.menu import context_menu
from report_editor.ui.grid.model import GridModel
from report_editor.ui.grid.placing import Target
from report_editor.ui.grid.walk import VALUES, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import (
        QContextMenuEvent,
        QInputMethodEvent,
        QKeyEvent,
        QMouseEvent,
        QPainter,
        QResizeEvent,
    )

    from report_editor.checks import Finding
    from report_editor.document import Effect, History

_SELECT = QItemSelectionModel.SelectionFlag


class TableView(QTableView):
    """One table of a report, to be read, filled in, copied from and pasted into.

    The document is changed through its history only. Whoever owns the history tells the view
    with :meth:`show_effect` what a change made different, an undo included.
    """

    message = Signal(str)
    """One sentence about what was just done or could not be done."""
    selectionSummary = Signal(str)
    """The sums of the selection, empty for a single cell."""
    tabbedOut = Signal(bool)
    """Tab went past the last input (True) or Shift+Tab before the first (False)."""

    def __init__(self, history: History, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._editing = Editing(history, table)
        self._model = GridModel(history, table, self)
        self._base_font = self.font()
        self._two_lined: frozenset[int] = frozenset()
        self._wanted_place = 0
        """The grid column that moving up and down keeps to across merged cells."""
        self._anchor: QPersistentModelIndex | None = None
        """Where the selection that Shift extends began."""
        section = history.document.form.section(table.key)
        self.setAccessibleName(section.heading)
        self.setAccessibleDescription(section.help)
        self.setModel(self._model)
        self._delegate = CellDelegate(self)
        self._delegate.left.connect(self._go)
        self._delegate.tabbed.connect(self._tab)
        self.setItemDelegate(self._delegate)
        self._frozen = Frozen(self)
        self._set_up()
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._frozen.update)
            bar.rangeChanged.connect(self._frozen.fit)
        self.selectionModel().selectionChanged.connect(self._tell_summary)
        self._set_current(self._model.index_of_value(self._first_input()))
        self._lay_out()

    def _set_up(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)  # the delegate rules the cells, merged ones included
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        for cell in self.table.grid:
            if cell.lines > 1 or cell.places > 1:
                self.setSpan(cell.line, cell.place, cell.lines, cell.places)

    # ------------------------------------------------------------------ what is shown

    def show_effect(self, effect: Effect) -> None:
        """Paints anew what a change made different: cells, totals, marks of balances."""
        self._model.show(effect)
        if not effect.cells.isdisjoint(self.table.places):
            self._tell_summary()
            if not self._lines_with_stated() <= self._two_lined:
                self._lay_out()

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Marks the cells that findings concern, in place of those marked before."""
        self._model.set_findings(findings)

    def set_zoom(self, percent: int) -> None:
        """Shows the grid larger or smaller; 100 is the font of the window."""
        font = self._base_font
        font = type(font)(font)
        font.setPointSizeF(self._base_font.pointSizeF() * percent / 100)
        self.setFont(font)
        self._lay_out()

    def set_read_only(self, read_only: bool) -> None:
        """Lets nothing be changed, or lets it again."""
        self.commit_pending()
        self._model.read_only = read_only

    def _lay_out(self) -> None:
        """Sets every width and height for the font and the width there is."""
        self._two_lined |= self._lines_with_stated()
        font = self.font()
        room = self.viewport().width()
        columns = sizes.widths(self.table, font, room)
        lines = sizes.heights(self.table, font, columns, self._two_lined)
        for place, width in enumerate(columns):
            self.setColumnWidth(place, width)
        for line, height in enumerate(lines):
            self.setRowHeight(line, height)
        self._frozen.fit()

    def _lines_with_stated(self) -> frozenset[int]:
        return frozenset(
            cell.line
            for cell in self.table.places.values()
            if cell.role is Role.TOTAL and self._model.stated(cell) is not None
        )

    def paint_frozen(self, painter: QPainter, cell: GridCell, rect: QRect) -> None:
        """Paints a cell for the strips that do not scroll."""
        self._delegate.paint_cell(painter, self._model, cell, rect)

    def tool_tip(self, cell: GridCell) -> str:
        """What the mouse is told over a cell."""
        return str(self._model.index_of(cell).data(Qt.ItemDataRole.ToolTipRole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fills the new width."""
        super().resizeEvent(event)
        self._lay_out()

    # ------------------------------------------------------------------ where one is

    def current_address(self) -> Address | None:
        """The value that has the cursor."""
        return self._model.address_at(self.currentIndex())

    def current_cell(self) -> GridCell:
        """The grid cell that has the cursor."""
        return self._model.cell_at(self.currentIndex())

    def go_to(self, address: Address) -> None:
        """Puts the cursor on a value and brings it into sight."""
        self._set_current(self._model.index_of_value(address))

    def selected(self) -> tuple[Address, ...]:
        """The selected values, in the order of the form."""
        chosen = {self._model.address_at(index) for index in self.selectedIndexes()}
        return tuple(cell.address for cell in self.table.cells if cell.address in chosen)

    def select_belonging(self, cell: GridCell) -> None:
        """Selects the values that a label or header speaks of."""
        addresses = walk.belonging(self.table, cell)
        if not addresses:
            return
        selection = QItemSelection()
        for address in addresses:
            index = self._model.index_of_value(address)
            selection.select(index, index)
        first = self._model.index_of_value(addresses[0])
        self.selectionModel().setCurrentIndex(first, _SELECT.NoUpdate)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)
        self._anchor = QPersistentModelIndex(first)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Brings a cell into sight, and out from under the frozen strips."""
        super().scrollTo(index, hint)
        strips, rect = self._frozen.extent(), self.visualRect(index)
        if self._model.address_at(index) is None:
            return
        for hidden, bar in (
            (strips.width() - rect.left(), self.horizontalScrollBar()),
            (strips.height() - rect.top(), self.verticalScrollBar()),
        ):
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def _first_input(self) -> Address:
        return next(cell.address for cell in self.table.cells if not cell.is_total)

    def _set_current(self, index: QModelIndex, *, keep_place: bool = False) -> None:
        """Moves the cursor to one cell and selects it alone."""
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
        self._anchor = QPersistentModelIndex(index)
        if not keep_place:
            self._wanted_place = index.column()
        self.scrollTo(index)

    def _extend_to(self, index: QModelIndex) -> None:
        """Moves the cursor and selects everything from where the selection began."""
        start = self._anchor or QPersistentModelIndex(self.currentIndex())
        one, two = self.visualRect(start), self.visualRect(index)
        self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
        self.setSelection(one.united(two), _SELECT.ClearAndSelect)
        self.scrollTo(index)

    def _go(self, direction: Direction) -> None:
        """One value on, after Enter or an arrow in an editor."""
        self._move(keys.Move(direction))

    def _move(self, move: keys.Move) -> None:
        index = self.currentIndex()
        place = self._wanted_place if move.is_vertical else index.column()
        if not index.isValid():
            return
        here = self._model.cell_at(index)
        if not here.place <= place < here.place + here.places:
            place = here.place
        goal = move.goal(self.table, index.row(), place, self._lines_in_sight())
        if goal is None:
            return
        target = self._model.index_of(goal)
        if move.extend:
            self._extend_to(target)
            if not move.is_vertical:
                self._wanted_place = target.column()
        else:
            self._set_current(target, keep_place=move.is_vertical)

    def _lines_in_sight(self) -> int:
        height = self.viewport().height() - self._frozen.extent().height()
        return max(1, height // max(1, self.rowHeight(self.table.line_count - 1)) - 1)

    def _tab(self, forward: bool) -> bool:
        """To the next input; at the end says so, and the focus may leave."""
        goal = walk.next_input(self.table, self.current_address(), forward=forward)
        if goal is None:
            self.tabbedOut.emit(forward)
            return False
        self.go_to(goal)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from input to input before it leaves the table."""
        return self._tab(forward) or super().focusNextPrevChild(forward)

    def _tell_summary(self) -> None:
        self.selectionSummary.emit(self._editing.summary(self.selected()))

    # ------------------------------------------------------------------ changing

    def commit_pending(self) -> None:
        """Ends the composition of an input method and writes what stands in an open editor."""
        editor = self._open_editor()
        if editor is None:
            return
        QGuiApplication.inputMethod().commit()
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def copy(self) -> None:
        """Puts the selected cells on the clipboard."""
        places = {(index.row(), index.column()) for index in self.selectedIndexes()}
        if places:
            QGuiApplication.clipboard().setMimeData(clipboard.copied(self._model, places))

    def cut(self) -> None:
        """Puts the selected cells on the clipboard and empties the inputs among them."""
        self.copy()
        if self._may_change():
            self._say(self._editing.clear(self.selected(), self.tr("剪切")))

    def paste(self) -> None:
        """Writes what is on the clipboard, from the selection on."""
        if not self._may_change():
            return
        try:
            block = clipboard.pasted(QGuiApplication.clipboard().mimeData())
        except TooLargeError:
            self._say(self.tr("剪贴板里的内容太多,不像这张表的一部分,没有粘贴。"))
            return
        if block is None:
            self._say(self.tr("剪贴板里没有可以粘贴的文字。"))
            return
        self._say(self._editing.paste(block, self._target()))

    def clear_selection(self) -> None:
        """Empties the selected inputs."""
        if self._may_change():
            self._say(self._editing.clear(self.selected(), self.tr("清除")))

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
            columns.setdefault(self.table.places[address].place, []).append(address)
        for column in columns.values():
            if len(column) == 1:
                cell = self.table.places[column[0]]
                above = walk.step(self.table, cell.line, cell.place, Direction.UP)
                if above is not None:
                    column.insert(0, above.key)
        self._editing.fill_down(columns.values())

    def accept_totals(self) -> None:
        """Lets go of the printed totals among the selected cells."""
        if self._may_change():
            self._say(self._editing.accept_totals(self.selected()))

    def possible(self) -> Possible:
        """What can be done with the selection now."""
        addresses, writable = self.selected(), not self._model.read_only
        inputs = any(self.table.places[each].role is Role.INPUT for each in addresses)
        return Possible(
            copy=bool(self.selectedIndexes()),
            change=writable and inputs,
            fill_zero=writable and self._editing.has_blank(addresses),
            accept_totals=writable and self._editing.has_stated(addresses),
        )

    def _may_change(self) -> bool:
        self.commit_pending()
        if self._model.read_only:
            self._say(self.tr("这份报告以只读方式打开,不能修改。"))
        return not self._model.read_only

    def _say(self, sentence: str) -> None:
        if sentence:
            self.message.emit(sentence)

    def _target(self) -> Target:
        """The rectangle around the selection."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        cells = [self._model.cell_at(index) for index in indexes]
        top, left = min(cell.line for cell in cells), min(cell.place for cell in cells)
        bottom = max(cell.line + cell.lines for cell in cells)
        right = max(cell.place + cell.places for cell in cells)
        return Target(top, left, bottom - top, right - left, self.selected())

    # ------------------------------------------------------------------ keys and mouse

    def _open_editor(self) -> QLineEdit | None:
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        return cast("QLineEdit | None", self.indexWidget(self.currentIndex()))

    def edit(  # type: ignore[override]  # the stubs know one of the two overloads at a time
        self,
        index: QModelIndex | QPersistentModelIndex,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Opens the editor; typing replaces the text, F2 and a double click let one amend it."""
        opened = super().edit(index, trigger, cast("QEvent", event))
        if opened:
            self._delegate.typed_over = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
            editor = self._open_editor()
            if editor is not None and not self._delegate.typed_over:
                editor.end(False)
        return opened

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet."""
        move = keys.move_for(event)
        if move is not None:
            self._move(move)
            return
        command = keys.command_for(event)
        if command is not None:
            getattr(self, command)()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: ARG002
        """Typing on a cell that cannot be edited says why, and jumps nowhere."""
        if self._may_change() and self.current_address() is not None:
            self._say(self.tr("总计由程序计算,不能直接填写。"))

    def clear_and_edit(self) -> None:
        """Opens the current cell empty; Esc brings its text back."""
        trigger = QAbstractItemView.EditTrigger.AllEditTriggers
        if self.edit(self.currentIndex(), trigger, None) and (editor := self._open_editor()):
            editor.clear()
            editor.setModified(True)
            self._delegate.typed_over = True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keeps a text that an input method commits before there is an editor for it."""
        committed = event.commitString() if not event.preeditString() else ""
        was_open = self._open_editor() is not None
        super().inputMethodEvent(event)
        editor = self._open_editor()
        if not was_open and committed and editor is not None:
            editor.setText(committed)
            editor.setModified(True)
            self._delegate.typed_over = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a label selects the values it speaks of."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            cell = self._model.cell_at(index)
            if cell.role not in VALUES and event.button() == Qt.MouseButton.LeftButton:
                self.commit_pending()
                self.select_belonging(cell)
                return
        super().mousePressEvent(event)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = QPersistentModelIndex(self.currentIndex())
        self._wanted_place = self.currentIndex().column()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Shows what can be done with the selection."""
        self.commit_pending()
        menu = context_menu(self)
        menu.exec(event.globalPos())
        menu.deleteLater()
