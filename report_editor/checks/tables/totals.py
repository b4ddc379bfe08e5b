"""Check the balances and totals printed on the form (勾稽关系)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Cause, Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, each_table
from report_editor.checks.rule import rule
from report_editor.checks.tables.breaks import WrongTotal, find_breaks, find_causes
from report_editor.checks.tables.diagnosis import find_hint, find_repairs, list_corrections
from report_editor.document import format_number
from report_editor.document.balances import evaluate_balance
from report_editor.document.completeness import count_blanks, describe_open_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Correction
    from report_editor.document.balances import BalanceState
    from report_editor.forms import Table


@rule((), Severity.ERROR, each=each_table)
def check_sums(report: CheckedReport, table: Table) -> Issues:
    """Find the balances and printed totals that do not hold, as far as they are the cause."""
    breaks = find_breaks(report.document, table)
    if not breaks.keys:
        return
    yield None
    repairs = tuple(find_repairs(report.document, table))
    yield None
    causes, acceptable = yield from find_causes(report.document, table, repairs)
    is_quiet = report.gap_severity is Severity.INFO
    for state in causes.balances:
        balance = state.balance
        blanks = 0 if report.is_handed_in else count_blanks(report.document, balance.addresses)
        if blanks:
            if not is_quiet:
                yield _describe_open(report, state, blanks)
            continue
        yield Issue(
            f"{report.table_name(balance.table)}“{balance.column.short}”一列不平衡：{state.sides}。"
            "请核对这一列的数字。",
            cells=balance.addresses,
            code=balance.code,
            expected=state.left,
            actual=state.right,
            cause=Cause(
                tuple(list_corrections(report.document, state)),
                find_hint(report, state) if len(causes.balances) == 1 else "",
            ),
        )
    for wrong in causes.totals:
        blanks = 0 if report.is_handed_in else count_blanks(report.document, [wrong.address])
        is_acceptable = wrong.address in acceptable and not blanks
        advice = "请核对各项，没有错就采用计算值。"
        if blanks:
            advice = describe_open_parts(blanks)
        elif not is_acceptable:
            advice = "印的总计和其他数对得上，多半是各项里有一个填错了，请核对各项。"
            if _is_balanced_as_computed(report, wrong):
                advice = "按各项相加，这一列是平衡的。请核对印的总计。"
        yield _describe_total(report, wrong, advice, is_acceptable=is_acceptable)


def _describe_open(report: CheckedReport, state: BalanceState, blanks: int) -> Issue:
    """Return the issue of a column that is not filled in: it may still come to balance."""
    balance = state.balance
    return Issue(
        f"{report.table_name(balance.table)}“{balance.column.short}”一列还有 {blanks} 格没有填，"
        f"现在{state.sides}。请把这一列填完，没有发生的填 0。",
        cells=balance.addresses,
        code=balance.code,
        severity=Severity.WARNING,
    )


def _is_balanced_as_computed(report: CheckedReport, wrong: WrongTotal) -> bool:
    """Check whether a balance holds with the computed total, and so not with the printed one."""
    return any(
        wrong.address in balance.addresses
        and evaluate_balance(report.document, balance).is_balanced
        for balance in report.form.tables[report.form.cells[wrong.address].table].balances
    )


def _describe_total(
    report: CheckedReport, wrong: WrongTotal, advice: str, *, is_acceptable: bool
) -> Issue:
    """Return the issue of a printed total, with ``expected`` where the computed one may be taken.

    Args:
        report: The report being checked.
        wrong: The total.
        advice: Sentences on what to do.
        is_acceptable: Whether every sum holds, or breaks no more, with the computed total, and
            all of its parts are filled in.
    """
    cell = report.form.cells[wrong.address]
    name = (
        f"“{cell.row.short}”一行的“{cell.column.short}”"
        if wrong.total.axis == "column"
        else f"“{cell.column.short}”一列的“{cell.row.label}”"
    )
    difference = abs(Decimal(wrong.printed) - Decimal(wrong.computed))
    return Issue(
        f"{report.table_name(cell.table)}{name}印的是"
        f" {format_number(wrong.printed)}，各项相加是 {format_number(wrong.computed)}，"
        f"相差 {format_number(difference)}。{advice}",
        cells=(wrong.address, *wrong.parts),
        code=wrong.total.code,
        expected=wrong.computed if is_acceptable else None,
        actual=wrong.printed,
        cause=Cause(tuple(_list_corrections(report, wrong))),
    )


def _list_corrections(report: CheckedReport, wrong: WrongTotal) -> Iterator[Correction]:
    """Yield the inputs of a total, each with the number that would give the printed one."""
    for address in wrong.parts:
        number = report.document.value(address) + wrong.printed - wrong.computed
        if number >= 0 and not report.form.cells[address].is_total:
            yield address, number
