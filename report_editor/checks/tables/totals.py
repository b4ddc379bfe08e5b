"""Check the balances and totals printed on the form (勾稽关系)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, each_table
from report_editor.checks.rule import rule
from report_editor.document import Number, Part, format_number
from report_editor.document.balances import find_broken_balances

if TYPE_CHECKING:
    from report_editor.forms import Address, Table


@rule((), Severity.ERROR)
def check_balances(report: CheckedReport) -> Issues:
    """Find the balances that do not hold."""
    for state in find_broken_balances(report.document):
        balance = state.balance
        yield Issue(
            f"{report.table_name(balance.table)}“{balance.column.short}”一列不平衡：{state.sides}。"
            "请核对这一列的数字。",
            cells=balance.addresses,
            code=balance.code,
            expected=state.left,
            actual=state.right,
        )


@rule((), Severity.ERROR, each=each_table)
def check_printed_totals(report: CheckedReport, table: Table) -> Issues:
    """Find the printed totals that are not the sum of what is printed."""
    if not report.document.entries(Part.STATED):
        return  # computed totals are right by themselves
    for total in table.totals:
        if total.axis == "column":
            for row in (each for each in table.rows if total.target in each.columns):
                parts = tuple(f"{table.key}.{row.key}.{part}" for part in total.parts)
                address = f"{table.key}.{row.key}.{total.target}"
                named = f"“{row.short}”一行的“{table.column(total.target).short}”"
                yield from _compare_total(report, total.code, address, parts, named)
        else:
            for column in table.columns:
                parts = tuple(f"{table.key}.{part}.{column.key}" for part in total.parts)
                address = f"{table.key}.{total.target}.{column.key}"
                named = f"“{column.short}”一列的“{table.row(total.target).label}”"
                yield from _compare_total(report, total.code, address, parts, named)


def _compare_total(
    report: CheckedReport, code: str, address: Address, parts: tuple[Address, ...], named: str
) -> Issues:
    printed = report.printed_value(address)
    total: Number = 0
    for part in parts:
        total += report.printed_value(part)
    if printed == total:
        return
    difference = abs(Decimal(printed) - Decimal(total))
    yield Issue(
        f"{report.table_name(report.form.cells[address].table)}{named}印的是"
        f" {format_number(printed)}，各项相加是 {format_number(total)}，"
        f"相差 {format_number(difference)}。请核对各项，没有错就采用计算值。",
        cells=(address, *parts),
        code=code,
        expected=total,
        actual=printed,
    )
