"""Compare the two sides of the balances of a form (勾稽关系)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from report_editor.document.numbers import Number, format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document.document import Document
    from report_editor.forms import Balance, Cell


class BalanceState(NamedTuple):
    """A balance with the numbers of a document in it."""

    balance: Balance
    left: Number
    right: Number
    sides: str
    """新收 60 + 结转 0 = 60，办理 61 + 结转下年 0 = 61，相差 1."""

    @property
    def words(self) -> str:
        """Return the sides with their column: 自然人：新收 60 + …."""
        return f"{self.balance.column.short}：{self.sides}"

    @property
    def difference(self) -> Number:
        """Return by how much the sides differ."""
        return abs(Decimal(self.left) - Decimal(self.right))

    @property
    def is_balanced(self) -> bool:
        """Check whether the two sides are equal."""
        return self.left == self.right


def evaluate_balance(document: Document, balance: Balance) -> BalanceState:
    """Return a balance with the numbers of a document; a blank counts as 0."""
    left = document.sum_of(cell.address for cell in balance.left)
    right = document.sum_of(cell.address for cell in balance.right)
    sides = (
        f"{_describe_sum(document, balance.left)} = {format_number(left)}，"
        f"{_describe_sum(document, balance.right)} = {format_number(right)}"
    )
    difference = Decimal(left) - Decimal(right)
    sides += f"，相差 {format_number(abs(difference))}" if difference else "，平衡"
    return BalanceState(balance, left, right, sides)


def describe_side(cells: tuple[Cell, ...]) -> str:
    """Return the names of what is added up on a side: 新收 + 结转."""
    return " + ".join(cell.row.short for cell in cells)


def find_broken_balances(document: Document) -> Iterator[BalanceState]:
    """Yield the balances of a report whose sides differ."""
    for balance in document.form.balances:
        state = evaluate_balance(document, balance)
        if not state.is_balanced:
            yield state


def _describe_sum(document: Document, cells: tuple[Cell, ...]) -> str:
    return " + ".join(
        f"{cell.row.short} {format_number(document.value(cell.address))}" for cell in cells
    )
