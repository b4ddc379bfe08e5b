"""Official table that shows sums: each cell tells how many reports are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHelpEvent

from report_editor.document import Document, Part, format_number
from report_editor.ui.grid import TableView
from report_editor.ui.widgets.foreign_text import make_tool_tip, show_tool_tip
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from report_editor.collection.sums import Sums
    from report_editor.forms import Address, GridCell, Table


def make_session(sums: Sums) -> Session:
    """Return the sums as a report that is open for reading; what no report fills in is blank."""
    cells = {
        cell.address: format_number(sums.sum(cell.address))
        for cell in sums.form.inputs
        if sums.count(cell.address)
    }
    return Session(Document(sums.form, parts={Part.CELLS: cells}), read_only=True)


def describe_sum(sums: Sums, address: Address) -> str:
    """Return in a sentence what a sum is made of."""
    cell = sums.form.cells[address]
    number = format_number(sums.sum(address))
    words = f"“{cell.name}”：{sums.count(address)} 份报告合计 {number} {cell.unit}".rstrip()
    blank = len(sums.rows) - sums.count(address)
    if no_numbers := len(sums.list_no_numbers(address)):
        words += f"；{no_numbers} 份填的不是数字，没有加"
        blank -= no_numbers
    return words + (f"；{blank} 份没有填" if blank else "") + "。"


class SumGrid(TableView):
    """One table of the sums, to be looked at, walked through and copied from."""

    cellChanged = Signal(str)
    """Emitted with the address of the value that the cursor is on now."""

    def __init__(self, sums: Sums, session: Session, table: Table) -> None:
        super().__init__(session, table)
        self._sums = sums
        self.selectionModel().currentChanged.connect(lambda *_: self._announce())

    def _announce(self) -> None:
        if address := self.current_address():
            self.cellChanged.emit(address)

    def tool_tip(self, cell: GridCell) -> str:
        """Return what a sum is made of; for labels what the form says of them."""
        if cell.key in self._sums.form.cells:
            return make_tool_tip(describe_sum(self._sums, cell.key))
        return super().tool_tip(cell)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tool tip of a sum in the place of the one for cells that are filled in."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            if index.isValid():
                tip = self.tool_tip(self._model.cell_at(index))
                show_tool_tip(event.globalPos(), tip, self)
                return True
        return super().viewportEvent(event)
