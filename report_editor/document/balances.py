"""How the two sides of a balance stand (勾稽关系)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.document.numbers import Number, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document.document import Document
    from report_editor.forms import Balance, Cell


@dataclass(frozen=True, slots=True)
class BalanceState:
    """A balance with the numbers of a document in it."""

    balance: Balance
    left: Number
    right: Number
    sides: str
    """新收 60 + 结转 0 = 60，办理 61 + 结转下年 0 = 61，相差 1."""

    @property
    def words(self) -> str:
        """The sides with the column they are of: 自然人：新收 60 + …."""
        return f"{self.balance.column.short}：{self.sides}"

    @property
    def holds(self) -> bool:
        """Whether the two sides are equal."""
        return self.left == self.right


def evaluate_balance(document: Document, balance: Balance) -> BalanceState:
    """How one balance stands; a blank counts as 0."""
    left = document.sum_of(cell.address for cell in balance.left)
    right = document.sum_of(cell.address for cell in balance.right)
    sides = (
        f"{_sum_in_words(document, balance.left)} = {format_number(left)}，"
        f"{_sum_in_words(document, balance.right)} = {format_number(right)}"
    )
    difference = Decimal(left) - Decimal(right)
    sides += f"，相差 {format_number(abs(difference))}" if difference else "，平衡"
    return BalanceState(balance, left, right, sides)


def find_broken_balances(document: Document) -> Iterator[BalanceState]:
    """The balances of a report that do not hold."""
    for balance in document.form.balances:
        state = evaluate_balance(document, balance)
        if not state.holds:
            yield state


def _sum_in_words(document: Document, cells: tuple[Cell, ...]) -> str:
    return " + ".join(
        f"{cell.row.short} {format_number(document.value(cell.address))}" for cell in cells
    )
