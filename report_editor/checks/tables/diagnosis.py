"""Which single slip would explain what does not balance in table 三."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.document import plain
from report_editor.document.balances import balance_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review
    from report_editor.document import Number
    from report_editor.document.balances import BalanceState
    from report_editor.forms import Address, Table, TotalRule


def check_diagnosis(review: Review) -> Iterator[Finding]:
    """Names the cell, and the value that would repair it, where only one explanation fits."""
    for table in review.document.form.tables.values():
        states = [balance_state(review.document, balance) for balance in table.balances]
        broken = [state for state in states if not state.holds]
        repaired = set()
        for finding in _crossing(review, table, states):
            repaired.add(finding.cells[0].rpartition(".")[2])
            yield finding
        rest = [state for state in broken if state.balance.column.key not in repaired]
        if len(broken) == len(rest) == 2 and not sum(_difference(state) for state in rest):
            yield from _wrong_column(review, rest)
        else:
            for state in rest:
                if not state.balance.left[0].is_total:
                    yield from _in_column(review, state)


def _difference(state: BalanceState) -> Decimal:
    return Decimal(state.left) - Decimal(state.right)


def _wrong_column(review: Review, broken: list[BalanceState]) -> Iterator[Finding]:
    """Two columns off by the same, one up and one down: something stands in the wrong column."""
    one, two = broken
    names = (one.balance.column.short, two.balance.column.short)
    yield Finding(
        "requests.wrong_applicant",
        Severity.INFO,
        one.balance.table,
        f"{review.table_name(one.balance.table)}“{names[0]}”和“{names[1]}”两列一多一少，"
        f"都是 {plain(abs(_difference(one)))}，总计是平衡的。"
        "可能有申请填错了申请人类型，请核对这两列。",
        cells=(*one.balance.addresses, *two.balance.addresses),
    )


def _crossing(review: Review, table: Table, states: list[BalanceState]) -> Iterator[Finding]:
    """A row whose printed total disagrees crosses a column that does not balance.

    If one cell of the row, corrected by what the row lacks, repairs its column as well, that
    cell is the wrong one.
    """
    rules = {rule.axis: rule for rule in table.totals}
    if set(rules) != {"row", "column"}:
        return
    by_column = {state.balance.column.key: state for state in states}
    for row in table.rows:
        total = f"{table.key}.{row.key}.{rules['column'].target}"
        parts = [f"{table.key}.{row.key}.{part}" for part in rules["column"].parts]
        lack = review.printed(total) - sum(review.printed(part) for part in parts)
        if not lack or row.key == rules["row"].target:
            continue
        fits = [
            address
            for address in parts
            if _repairs(review, table, rules["row"], by_column, address, lack)
        ]
        if len(fits) == 1:
            (address,) = fits
            now = review.document.value(address)
            yield Finding(
                "requests.repair",
                Severity.INFO,
                table.key,
                f"{review.cell_name(address)}现在是 {plain(now)}，如果是 {plain(now + lack)}，"
                "这一行和这一列就都对得上。请核对这一格。",
                cells=(address,),
                expected=now + lack,
                actual=now,
            )


def _repairs(
    review: Review,
    table: Table,
    rule: TotalRule,
    by_column: dict[str, BalanceState],
    address: Address,
    lack: Number,
) -> bool:
    """Whether a cell corrected by ``lack`` leaves nothing wrong in its column, where there was."""
    row, column = address.split(".")[1:]
    if review.document.value(address) + lack < 0:
        return False
    state = by_column[column]
    left = {cell.row.key for cell in state.balance.left}
    off = _difference(state)
    total = f"{table.key}.{rule.target}.{column}"
    results = review.printed(total) - sum(
        review.document.value(f"{table.key}.{part}.{column}") for part in rule.parts
    )
    if not off and not results:
        return False
    # A printed total of the results is what the column is balanced with, if it was printed.
    off_after = off + (lack if row in left else -lack)
    results_after = results - (lack if row in rule.parts else 0)
    return not off_after and not results_after


def _in_column(review: Review, state: BalanceState) -> Iterator[Finding]:
    """Digits exchanged in one cell, or a row counted twice or left out."""
    off = _difference(state)
    cells = review.document.form.cells
    signs: dict[Address, int] = {}
    for sign, side in ((1, state.balance.left), (-1, state.balance.right)):
        for cell in side:
            for address in cell.parts or (cell.address,):
                signs[address] = sign
    exchanged = [
        (address, number)
        for address, sign in signs.items()
        for number in _exchanges(review.document.value(address))
        if (number - review.document.value(address)) * sign == -off
    ]
    name = f"{review.table_name(state.balance.table)}“{state.balance.column.short}”一列"
    if len(exchanged) == 1 and abs(off) % 9 == 0:
        address, number = exchanged[0]
        now = review.document.value(address)
        yield Finding(
            "requests.transposed",
            Severity.INFO,
            state.balance.table,
            f"{name}相差 {plain(abs(off))}。“{cells[address].row.short}”现在是 {plain(now)}，"
            f"可能是 {number} 的数字颠倒了。请核对这一格。",
            cells=(address,),
            expected=number,
            actual=now,
        )
        return
    # More results than applications: a row too many may be the one whose value is the difference.
    same = [
        address
        for address, sign in signs.items()
        if sign == -1 and off < -1 and review.document.value(address) == -off
    ]
    if len(same) == 1:
        yield Finding(
            "requests.counted_twice",
            Severity.INFO,
            state.balance.table,
            f"{name}相差 {plain(abs(off))}，正好是“{cells[same[0]].row.short}”的数。"
            "可能这些申请计了两次，请核对。",
            cells=(same[0],),
        )


def _exchanges(value: Number) -> set[int]:
    """The numbers that differ by two neighbouring digits exchanged."""
    digits = str(value)
    if not digits.isdigit():
        return set()
    return {
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    }
