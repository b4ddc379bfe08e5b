"""Check the balances and totals printed on the form (勾稽关系)."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, each_table
from report_editor.checks.rule import rule
from report_editor.document import Part, format_number
from report_editor.document.balances import find_broken_balances

if TYPE_CHECKING:
    from report_editor.forms import Table


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
    document = report.document
    if not document.entries(Part.STATED):
        return  # computed totals are right by themselves
    for total, address in product(table.totals, table.addresses_of()):
        parts, cell = total.parts_of(address), report.form.cells[address]
        printed, computed = document.printed_value(address), sum(map(document.printed_value, parts))
        if not parts or printed == computed:
            continue
        name = (
            f"“{cell.row.short}”一行的“{cell.column.short}”"
            if total.axis == "column"
            else f"“{cell.column.short}”一列的“{cell.row.label}”"
        )
        difference = abs(Decimal(printed) - Decimal(computed))
        yield Issue(
            f"{report.table_name(table.key)}{name}印的是"
            f" {format_number(printed)}，各项相加是 {format_number(computed)}，"
            f"相差 {format_number(difference)}。请核对各项，没有错就采用计算值。",
            cells=(address, *parts),
            code=total.code,
            expected=computed,
            actual=printed,
        )
