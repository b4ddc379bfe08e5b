"""Line under a table that says which columns do not balance (勾稽关系) and leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt

from report_editor.document.balances import evaluate_balance
from report_editor.ui.widgets.labels import Link, LinkLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document import Change, Effect
    from report_editor.document.balances import BalanceState
    from report_editor.forms import Table
    from report_editor.workspace.session import Session


class BalanceLabel(LinkLabel):
    """State of the balances of one table; hidden where the table has none."""

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__()
        self._document = session.document
        self._table = table
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName("勾稽关系")
        if not table.balances:
            self.hide()
            return
        # One column out of balance takes the total with it: room for two lines and never more,
        # so that the table keeps its size while numbers are typed.
        self.show_parts([self._describe_balanced()])
        self.setMinimumHeight(2 * self.heightForWidth(self.maximumWidth()))
        self._show()
        session.changed.connect(self._on_change)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._table.balances:
            self._show()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if not effect.cells.isdisjoint(self._table.value_cells):
            self._show()

    def _show(self) -> None:
        states = (evaluate_balance(self._document, balance) for balance in self._table.balances)
        broken = [state for state in states if not state.is_balanced]
        if broken:
            self.show_parts(_describe_broken(broken))
        else:
            self.show_parts([self._describe_balanced()])

    def _describe_balanced(self) -> str:
        first = self._table.balances[0]
        sides = (" + ".join(cell.row.short for cell in side) for side in (first.left, first.right))
        return f"✔ {len(self._table.balances)} 列全部平衡：{' = '.join(sides)}。"


def _describe_broken(broken: list[BalanceState]) -> Iterator[str | Link]:
    """Write out one or two columns; name more than two, so that all stand in two lines.

    The words lead to a column; its tool tip and the list of findings say the rest.
    """
    yield "✖ "
    yield _link(broken[0], broken[0].words)
    if len(broken) == 2:
        yield "\n✖ "
        yield _link(broken[1], broken[1].words)
    elif len(broken) > 2:
        yield f"\n✖ 还有 {len(broken) - 1} 列不平衡："
        for number, each in enumerate(broken[1:]):
            yield "、" if number else ""
            yield _link(each, each.balance.column.short)
        yield "。"


def _link(state: BalanceState, words: str) -> Link:
    return Link(state.balance.left[0].address, words)
