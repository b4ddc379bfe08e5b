"""Cells: blank ones, texts that are no number, numbers a cell cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.document import CellProblem, Part, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review
    from report_editor.document import Reading
    from report_editor.forms import Address

_NAMED = 3
"""How many blank cells a message names."""


def check_cells(review: Review) -> Iterator[Finding]:
    """What is wrong with single cells."""
    document = review.document
    for table in document.form.tables.values():
        blank: list[Address] = []
        for cell in table.cells:
            if cell.is_total:
                continue
            reading = document.reading(cell.address)
            if reading.is_blank:
                blank.append(cell.address)
            else:
                yield from _reading(review, cell.address, reading)
        if blank:
            yield _blank(review, table.key, blank)
    yield from _printed_totals(review)


def _blank(review: Review, table: str, blank: list[Address]) -> Finding:
    cells = review.document.form.cells
    names = "、".join(f"“{cells[address].name}”" for address in blank[:_NAMED])
    more = "等" if len(blank) > _NAMED else ""
    return Finding(
        "cell.blank",
        Severity.WARNING,
        table,
        f"{review.table_name(table)}有 {len(blank)} 个空白格（{names}{more}）。没有发生的请填 0。",
        cells=tuple(blank),
    )


def _reading(review: Review, address: Address, reading: Reading) -> Iterator[Finding]:
    cell = review.document.form.cells[address]
    name, raw = review.cell_name(address), _short(reading.raw)
    where = (address,)
    if reading.problem is CellProblem.NOT_A_NUMBER:
        yield Finding(
            "cell.not_a_number",
            Severity.ERROR,
            cell.table,
            f"{name}写的“{raw}”不能确定是哪个数。请改成数字。",
            cells=where,
        )
        return
    assert reading.number is not None  # a reading without problem that is not blank has a number
    number = plain(reading.number)
    if reading.problem is CellProblem.NEGATIVE:
        yield Finding(
            "cell.negative",
            Severity.ERROR,
            cell.table,
            f"{name}是 {number}，这里不能是负数。请核对。",
            cells=where,
            actual=reading.number,
        )
    elif reading.problem is CellProblem.NOT_WHOLE:
        yield Finding(
            "cell.not_whole",
            Severity.ERROR,
            cell.table,
            f"{name}是 {number}，这里是件数，应当是整数。请核对。",
            cells=where,
            actual=reading.number,
        )
    elif reading.remark:
        yield Finding(
            "cell.remark",
            Severity.WARNING,
            cell.table,
            f"{name}写的是“{raw}”，数字 {number} 之外还有说明。"
            "表格里只能填数字，请把说明移到文字部分。",
            cells=where,
        )
    elif reading.normalised:
        yield Finding(
            "cell.normalised",
            Severity.INFO,
            cell.table,
            f"{name}写的是“{raw}”，按 {number} 计。请确认。",
            cells=where,
            actual=reading.number,
        )


def _printed_totals(review: Review) -> Iterator[Finding]:
    """Totals the source left blank, or printed as no number."""
    document = review.document
    kept = document.entries(Part.STATED)
    for address in (each for each in document.form.cells if each in kept):
        stated, computed = document.stated(address), document.value(address)
        assert stated is not None  # it is among the stated
        cell = document.form.cells[address]
        if stated.is_blank and computed != 0:
            yield Finding(
                "cell.blank_total",
                Severity.WARNING,
                cell.table,
                f"原文的{review.cell_name(address)}没有填，"
                f"按各项相加应为 {plain(computed)}。请采用计算值。",
                cells=(address,),
                expected=computed,
            )
        elif stated.problem is CellProblem.NOT_A_NUMBER:
            yield Finding(
                "cell.not_a_number",
                Severity.ERROR,
                cell.table,
                f"原文的{review.cell_name(address)}写的“{_short(stated.raw)}”不是数字，"
                f"按各项相加应为 {plain(computed)}。请采用计算值。",
                cells=(address,),
                expected=computed,
            )


def _short(text: str) -> str:
    """A text short enough to be shown inside a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= 30 else f"{text[:30]}…"
