"""The balances and totals printed on the form (勾稽关系)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.document import Part, plain
from report_editor.document.balances import broken_balances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review
    from report_editor.document import Number
    from report_editor.forms import Address, Table, TotalRule


def check_totals(review: Review) -> Iterator[Finding]:
    """Balances that do not hold, and printed totals that are not the sum of what is printed."""
    yield from _balances(review)
    if not review.document.entries(Part.STATED):
        return  # computed totals are right by themselves
    for table in review.document.form.tables.values():
        for rule in table.totals:
            yield from _totals(review, table, rule)


def _balances(review: Review) -> Iterator[Finding]:
    for state in broken_balances(review.document):
        balance = state.balance
        yield Finding(
            balance.code,
            Severity.ERROR,
            balance.table,
            f"{review.table_name(balance.table)}“{balance.column.short}”一列不平衡：{state.sides}。"
            "请核对这一列的数字。",
            cells=balance.addresses,
            expected=state.left,
            actual=state.right,
        )


def _totals(review: Review, table: Table, rule: TotalRule) -> Iterator[Finding]:
    """One rule in every row, or in every column."""
    if rule.axis == "column":
        for row in table.rows:
            if rule.target in row.columns:
                address = f"{table.key}.{row.key}.{rule.target}"
                parts = tuple(f"{table.key}.{row.key}.{part}" for part in rule.parts)
                yield from _total(review, rule, address, parts, f"“{row.short}”一行")
    else:
        for column in table.columns:
            address = f"{table.key}.{rule.target}.{column.key}"
            parts = tuple(f"{table.key}.{part}.{column.key}" for part in rule.parts)
            yield from _total(review, rule, address, parts, f"“{column.short}”一列")


def _total(
    review: Review, rule: TotalRule, address: Address, parts: tuple[Address, ...], place: str
) -> Iterator[Finding]:
    printed = review.printed(address)
    total: Number = 0
    for part in parts:
        total += review.printed(part)
    if printed == total:
        return
    cell = review.document.form.cells[address]
    label = cell.column.short if rule.axis == "column" else cell.row.label
    yield Finding(
        rule.code,
        Severity.ERROR,
        cell.table,
        f"{review.table_name(cell.table)}{place}的“{label}”印的是 {plain(printed)}，"
        f"各项相加是 {plain(total)}，相差 {plain(abs(Decimal(printed) - Decimal(total)))}。"
        "请核对各项，没有错就采用计算值。",
        cells=(address, *parts),
        expected=total,
        actual=printed,
    )
