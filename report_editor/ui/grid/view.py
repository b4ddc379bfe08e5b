"""Table of the form as a grid to fill in: typing, the clipboard, commands, the context menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QWidget,
)

from report_editor.ui.grid import keys, walk
from report_editor.ui.grid.cursor_sheet import CursorSheet
from report_editor.ui.grid.editing import Editing, EnabledCommands
from report_editor.ui.grid.walk import Direction
from report_editor.ui.widgets.foreign_text import show_explanation
from report_editor.ui.widgets.text_input import end_composition

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent

    from report_editor.forms import Address, Table
    from report_editor.ui.grid.block_placement import Target
    from report_editor.ui.grid.model import Index
    from report_editor.workspace.session import Session

_KEY = QKeySequence.StandardKey
_TRIGGER = QAbstractItemView.EditTrigger


class TableView(CursorSheet):
    """One table of a report, to be read, filled in, copied from and pasted into."""

    message = Signal(str)
    """Emitted with a sentence about what was done or could not be done."""
    valuesChanged = Signal()
    """Emitted after a change of values of the table."""
    selectionSummary = Signal(str)
    """Emitted with the sums of the selection, empty for a single cell."""

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__(session, table)
        self._editing = Editing(session, table)
        self._commands: dict[str, Callable[[], None]] = {
            "Ctrl+D": self.fill_down,
            "Del": self.clear_selection,
            "Backspace": self.clear_and_edit,
        }
        for key, act in (
            (_KEY.Copy, self.copy),
            (_KEY.Cut, self.cut),
            (_KEY.Paste, self.paste),
            (_KEY.SelectAll, self.selectAll),
        ):
            self._commands |= {each.toString(): act for each in QKeySequence.keyBindings(key)}
        self.setEditTriggers(
            _TRIGGER.DoubleClicked | _TRIGGER.EditKeyPressed | _TRIGGER.AnyKeyPressed
        )
        self.selectionModel().selectionChanged.connect(self._emit_summary)
        self._model.valuesChanged.connect(self._emit_summary)
        self._model.valuesChanged.connect(self.valuesChanged)
        self._delegate.edited.connect(self._type)
        self._delegate.refused.connect(self.message)

    def _emit_summary(self) -> None:
        self.selectionSummary.emit(self._editing.summarise(self.selected_addresses()))

    def _say(self, sentence: str) -> None:
        if sentence:
            self.message.emit(sentence)

    # ------------------------------------------------------------------ the open editor

    def commit_pending(self) -> None:
        """End the composition of an input method and write the text of an open editor."""
        editor = self._open_editor()
        if editor is None:
            return
        end_composition()
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def edit(  # type: ignore[override]  # the stubs know one of the two overloads at a time
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = _TRIGGER.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open the editor; typing replaces the text, F2 and a double click let one amend it.

        A number typed after Enter found no further cell replaces none: it belongs elsewhere.
        """
        if trigger == _TRIGGER.AnyKeyPressed and self._is_past_end and self._has_text(index):
            return False
        opened = super().edit(index, trigger, cast("QEvent", event))
        editor = self._open_editor() if opened else None
        if editor is not None:
            self._delegate.typed_over = trigger == _TRIGGER.AnyKeyPressed
            if not self._delegate.typed_over:
                editor.end(False)
        return opened

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let an input method begin a cell: no first text is lost, none cleared by a cancel."""
        composing, committed = event.preeditString(), event.commitString()
        was_open = self._open_editor() is not None
        super().inputMethodEvent(event)
        editor = self._open_editor()
        if editor is None:
            return
        if not was_open:
            self._delegate.only_composed = bool(composing)
            if committed and not composing:
                self._replace_text(committed)
        elif self._delegate.only_composed and not composing and not editor.text():
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close the editor; Esc takes back what was typed in it."""
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self._model.revert_typing()
        super().closeEditor(editor, hint)

    def _type(self, text: str) -> None:
        self._model.type_text(self.current_cell(), text)

    def clear_and_edit(self) -> None:
        """Open the current cell empty; Esc brings its text back."""
        if self.edit(self.currentIndex()):
            self._replace_text("")

    def _has_text(self, index: Index) -> bool:
        address = self._model.address_at(index)
        return address is not None and self._editing.has_text(address)

    def _open_editor(self) -> QLineEdit | None:
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        return cast("QLineEdit | None", self.indexWidget(self.currentIndex()))

    def _replace_text(self, text: str) -> None:
        """Put a text into the open editor as if it had been typed over the old one."""
        editor = self._open_editor()
        if editor is not None:
            editor.setText(text)
            editor.setModified(True)
            self._delegate.typed_over = True
            self._type(text)

    # ------------------------------------------------------------------ commands

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        from report_editor.ui.grid import clipboard

        positions = {(index.row(), index.column()) for index in self.selectedIndexes()}
        if positions:
            QGuiApplication.clipboard().setMimeData(clipboard.copy_cells(self._model, positions))

    def cut(self) -> None:
        """Put the selected cells on the clipboard and empty the inputs among them."""
        if self._may_change():
            self.copy()
            self._say(self._editing.clear(self.selected_addresses(), "剪切"))

    def paste(self) -> None:
        """Write what is on the clipboard, from the selection on."""
        from report_editor.ui.grid import clipboard
        from report_editor.ui.grid.block import TooLargeError
        from report_editor.ui.grid.paste_sheet import ask_before_pasting

        if not self._may_change():
            return
        try:
            block = clipboard.read_block(QGuiApplication.clipboard().mimeData())
        except TooLargeError:
            self._say("剪贴板里的内容太多，不像这张表的一部分，没有粘贴。")
            return
        if block is None:
            self._say("剪贴板里没有可以粘贴的文字。")
            return
        self._say(
            self._editing.paste(block, self._target(), partial(ask_before_pasting, parent=self))
        )

    def clear_selection(self) -> None:
        """Empty the selected inputs."""
        if self._may_change():
            self._say(self._editing.clear(self.selected_addresses(), "清除"))

    def fill_zero_selection(self) -> None:
        """Write 0 into the selected inputs that are empty."""
        if self._may_change():
            self._say(self._editing.fill_zero(self.selected_addresses()))

    def fill_zero_table(self) -> None:
        """Write 0 into every empty input of the table."""
        if self._may_change():
            self._say(self._editing.fill_zero_table())

    def fill_down(self) -> None:
        """Write the top cell of the selection, or the cell above a single one, into the rest."""
        if not self._may_change():
            return
        columns: dict[int, list[Address]] = {}
        for address in self.selected_addresses():
            columns.setdefault(self.table.value_cells[address].column, []).append(address)
        for column in columns.values():
            if len(column) == 1:
                cell = self.table.value_cells[column[0]]
                above = walk.find_next(self.table, cell.row, cell.column, Direction.UP)
                if above is not None:
                    column.insert(0, above.key)
        self._editing.fill_down(columns.values())

    def accept_totals(self) -> None:
        """Let go of the printed totals among the selected cells."""
        if self._may_change():
            self._say(self._editing.accept_totals(self.selected_addresses()))

    def enabled_commands(self) -> EnabledCommands:
        """Find the commands that make sense for the selection."""
        return self._editing.enabled_commands(self.selected_addresses())

    def _may_change(self) -> bool:
        """Check whether the report may be changed; write what stands in an open editor first."""
        self.commit_pending()
        if self._model.read_only:
            self._say(self._model.why_read_only)
        return not self._model.read_only

    def _target(self) -> Target:
        """Return the rectangle around the selection."""
        from report_editor.ui.grid import clipboard
        from report_editor.ui.grid.block_placement import Target

        indexes = self.selectedIndexes() or [self.currentIndex()]
        top, left, bottom, right = clipboard.find_bounds(map(self._model.cell_at, indexes))
        return Target(top, left, bottom - top, right - left, self.selected_addresses())

    # ------------------------------------------------------------------ keys and menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Obey the keys of a spreadsheet."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if move := keys.read_move(event):
            self.go(move)
        elif act := self._commands.get(QKeySequence(event.key() | modifiers.value).toString()):
            act()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: ARG002
        """Say why typing on a total or past the end changes nothing, and jump nowhere."""
        if self._is_past_end and self._has_text(self.currentIndex()):
            self._say("下面没有格子了，刚才的数没有改。要改这一格，请按 F2，或用鼠标点一下再填。")
        elif self._may_change() and self.current_address() is not None:
            self._say("总计由程序计算，不能直接填写。")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the selection."""
        self.commit_pending()
        menu = self.context_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """Make the menu of the selection; commands that make no sense for it are disabled."""
        from report_editor.ui.grid import clipboard

        menu = QMenu(self)
        can = self.enabled_commands()
        can_paste = can.change and clipboard.has_text(QGuiApplication.clipboard().mimeData())
        for text, act, is_enabled, key in (
            ("剪切", self.cut, can.change, _KEY.Cut),
            ("复制", self.copy, can.copy, _KEY.Copy),
            ("粘贴", self.paste, can_paste, _KEY.Paste),
            ("清除", self.clear_selection, can.change, _KEY.Delete),
            ("空白填 0", self.fill_zero_selection, can.fill_zero, None),
            ("采用计算值", self.accept_totals, can.accept_totals, None),
            ("说明", self._explain_cell, True, None),
        ):
            if text in ("空白填 0", "说明"):
                menu.addSeparator()
            action = menu.addAction(text)
            action.triggered.connect(act)
            action.setEnabled(is_enabled)
            if key is not None:
                action.setShortcut(key)
        return menu

    def _explain_cell(self) -> None:
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        show_explanation(below, self.tool_tip(self.current_cell()), self)
