"""Name the single slip that would explain columns of a table that do not balance."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Cause, Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, each_table
from report_editor.checks.rule import rule
from report_editor.checks.tables.breaks import Repair, is_invalid
from report_editor.document import Document, Number, Part, format_number
from report_editor.document.balances import BalanceState, evaluate_balance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Correction
    from report_editor.forms import Address, Table, TotalRule


@rule(
    (
        "requests.repair",
        "requests.wrong_applicant",
    ),
    Severity.INFO,
    each=each_table,
)
def diagnose(report: CheckedReport, table: Table) -> Issues:
    """Name the cell, and the value that would repair it, where only one explanation fits."""
    repaired = set()
    for repair in find_repairs(report.document, table):
        repaired.add(repair.address.rpartition(".")[2])
        is_blank = report.document.parse(repair.address).is_blank
        now = "空着" if is_blank else f"现在是 {format_number(repair.now)}"
        yield Issue(
            f"{report.cell_name(repair.address)}{now}，"
            f"如果是 {format_number(repair.right)}，这一行和这一列就都对得上。请核对这一格。",
            cells=(repair.address,),
            code="requests.repair",
            expected=repair.right,
            actual=repair.now,
            severity=Severity.ERROR,  # it stands for the sums that the cell breaks
            cause=Cause(((repair.address, repair.right),)),
        )
    states = (evaluate_balance(report.document, balance) for balance in table.balances)
    broken = [state for state in states if not state.is_balanced]
    rest = [
        state
        for state in broken
        if state.balance.column.key not in repaired
        and not _has_invalid(report, state)
        and report.is_known(*state.balance.addresses)
    ]
    if len(broken) == len(rest) == 2 and not sum(_difference(state) for state in rest):
        yield _name_two_columns(report, rest)


def _has_invalid(report: CheckedReport, state: BalanceState) -> bool:
    cells = (*state.balance.left, *state.balance.right)
    inputs = (address for cell in cells for address in cell.parts or (cell.address,))
    return any(is_invalid(report.document, address) for address in inputs)


def _difference(state: BalanceState) -> Decimal:
    return Decimal(state.left) - Decimal(state.right)


def _name_two_columns(report: CheckedReport, broken: list[BalanceState]) -> Issue:
    """Explain two columns off by the same, one up and one down: one cell is in the wrong column."""
    one, two = broken
    names = (one.balance.column.short, two.balance.column.short)
    return Issue(
        f"{report.table_name(one.balance.table)}“{names[0]}”和“{names[1]}”两列一多一少，"
        f"都是 {format_number(abs(_difference(one)))}，总计是平衡的。"
        "可能有申请填错了申请人类型，请核对这两列。",
        cells=(*one.balance.addresses, *two.balance.addresses),
        code="requests.wrong_applicant",
    )


def find_repairs(document: Document, table: Table) -> Iterator[Repair]:
    """Find where a row whose printed total disagrees crosses a column that does not balance.

    If one cell of the row, corrected by what the row lacks, repairs its column as well, that
    cell is the wrong one.
    """
    rules = {rule.axis: rule for rule in table.totals}
    if set(rules) != {"row", "column"} or not table.balances:
        return
    if not document.entries(Part.STATED):
        return  # computed totals agree with their rows
    states = (evaluate_balance(document, balance) for balance in table.balances)
    by_column = {state.balance.column.key: state for state in states}
    for row in table.rows:
        total = f"{table.key}.{row.key}.{rules['column'].target}"
        parts = rules["column"].parts_of(total)
        lack = document.printed_value(total) - sum(map(document.printed_value, parts))
        if not lack or row.key == rules["row"].target:
            continue
        if any(is_invalid(document, address) for address in parts):
            continue
        fits = [
            address
            for address in parts
            if _repairs(document, table, rules["row"], by_column, address, lack)
        ]
        if len(fits) == 1:
            now = document.value(fits[0])
            yield Repair(fits[0], now, now + lack)


def _repairs(
    document: Document,
    table: Table,
    rule: TotalRule,
    by_column: dict[str, BalanceState],
    address: Address,
    lack: Number,
) -> bool:
    """Check whether a cell corrected by ``lack`` puts its column right, which was wrong."""
    row, column = address.split(".")[1:]
    if document.value(address) + lack < 0:
        return False
    state = by_column[column]
    left = {cell.row.key for cell in state.balance.left}
    off = _difference(state)
    total = f"{table.key}.{rule.target}.{column}"
    results = document.printed_value(total) - document.sum_of(rule.parts_of(total))
    if not off and not results:
        return False
    # Results that are printed stay, those that are computed move with the cell.
    is_printed = document.stated(total) is not None
    off_after = off + (lack if row in left else -lack)
    results_after = results - (lack if row in rule.parts and is_printed else 0)
    return not off_after and not results_after


def list_corrections(document: Document, state: BalanceState) -> Iterator[Correction]:
    """Yield the inputs of a column, each with the number that would balance it."""
    off = _difference(state)
    for address, sign in _list_signs(state):
        number = document.value(address) - sign * off
        if number >= 0:
            yield address, int(number) if number == int(number) else number


def _list_signs(state: BalanceState) -> Iterator[tuple[Address, int]]:
    """Yield the inputs of a balance with 1 on its left side and -1 on its right."""
    for sign, side in ((1, state.balance.left), (-1, state.balance.right)):
        for cell in side:
            for address in cell.parts or (cell.address,):
                yield address, sign


def find_hint(report: CheckedReport, state: BalanceState) -> str:
    """Return a sentence on digits exchanged in one cell or a row counted twice, or nothing."""
    off = _difference(state)
    cells, signs = report.form.cells, list(_list_signs(state))
    exchanged = [
        (address, number)
        for address, sign in signs
        for number in _exchanges(report.document.value(address))
        if (number - report.document.value(address)) * sign == -off
    ]
    if len(exchanged) == 1 and abs(off) % 9 == 0:
        address, number = exchanged[0]
        now = format_number(report.document.value(address))
        return f"“{cells[address].row.short}”现在是 {now}，可能是 {number} 的数字颠倒了。"
    # More results than applications: a row too many may be the one whose value is the difference.
    same = [
        address
        for address, sign in signs
        if sign == -1 and off < -1 and state.left and report.document.value(address) == -off
    ]
    if len(same) == 1:
        return f"相差的正好是“{cells[same[0]].row.short}”的数，可能这些申请计了两次。"
    return ""


def _exchanges(value: Number) -> set[int]:
    """Return the numbers that differ by two neighbouring digits exchanged."""
    digits = str(value)
    if not digits.isdigit():
        return set()
    return {
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    }
