"""Check single cells: blank ones, texts that are no number, numbers a cell cannot hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, each_table
from report_editor.checks.rule import rule
from report_editor.document import CellProblem, Part, format_number
from report_editor.document.completeness import count_blanks, describe_open_parts, list_blanks
from report_editor.document.uncertain import list_missing
from report_editor.forms import NumberKind

if TYPE_CHECKING:
    from report_editor.document import Number
    from report_editor.forms import Cell, Table

_NAMED = 3
"""Most blank cells that a message names."""
_LONGEST_QUOTED = 30
_SUM = re.compile(r"[=＝]|.*[0-9０-９]\s*[+＋*＊×/／÷]\s*[0-9０-９]")
"""Sums as one types them into a spreadsheet: after a =, or numbers with a sign between them."""


@rule(
    ("cell.not_a_number", "cell.negative", "cell.not_whole", "cell.remark", "cell.normalised"),
    Severity.ERROR,
    each=each_table,
)
def check_written(report: CheckedReport, table: Table) -> Issues:
    """Find the inputs whose text is not the plain number that the cell takes."""
    for cell in table.cells:
        if not cell.is_total and (issue := _check_text(report, cell)):
            yield issue


def _check_text(report: CheckedReport, cell: Cell) -> Issue | None:
    parsed = report.document.parse(cell.address)
    if parsed.is_blank:
        return None
    actual, severity = parsed.number, Severity.ERROR
    number, raw = format_number(actual or 0), _shorten(parsed.raw)
    if actual is None:
        code = "cell.not_a_number"
        problem = (
            f"写的“{raw}”是算式，这里不计算算式。请直接填得数。"
            if _SUM.match(parsed.raw.strip())
            else f"写的“{raw}”不能确定是哪个数。请改成数字。"
        )
    elif parsed.problem is CellProblem.NEGATIVE:
        code, problem = "cell.negative", f"是 {number}，这里不能是负数。请核对。"
    elif parsed.problem is CellProblem.NOT_WHOLE:
        code, problem = "cell.not_whole", f"是 {number}，这里是件数，应当是整数。请核对。"
    elif parsed.remark:
        code, severity, actual = "cell.remark", Severity.WARNING, None
        problem = (
            f"写的是“{raw}”，数字 {number} 之外还有说明。表格里只能填数字，请把说明移到文字部分。"
        )
    elif parsed.normalised:
        code, severity = "cell.normalised", Severity.INFO
        unit = f" {cell.unit}" if cell.kind is NumberKind.MONEY else " "
        problem = f"写的是“{raw}”，按 {number}{unit}计。请确认。"
    else:
        return None
    message = f"{report.cell_name(cell.address)}{problem}"
    return Issue(message, (cell.address,), code=code, severity=severity, actual=actual)


@rule("cell.blank", Severity.WARNING, each=each_table)
def check_blank(report: CheckedReport, table: Table) -> Issues:
    """Find the blank inputs of a table: one finding for all of them.

    One that last year's value is missing in has a finding of its own.
    """
    missing = list_missing(report.document)
    blank = [each for each in list_blanks(report.document, table) if each not in missing]
    if blank:
        names = "、".join(f"“{report.form.cells[each].name}”" for each in blank[:_NAMED])
        more = "等" if len(blank) > _NAMED else ""
        yield Issue(
            f"{report.table_name(table.key)}有 {len(blank)} 个空白格（{names}{more}）。"
            "没有发生的请填 0。",
            cells=tuple(blank),
            severity=report.gap_severity,
        )


@rule(("cell.blank_total", "cell.not_a_number"), Severity.WARNING, each=each_table)
def check_printed(report: CheckedReport, table: Table) -> Issues:
    """Find the totals that the source left blank, or printed as no number.

    Those left blank are one finding a table, and one for those whose sum is not known yet.
    """
    document, kept = report.document, report.document.entries(Part.STATED)
    known: list[Cell] = []
    unknown: list[Cell] = []
    for cell in (each for each in table.cells if each.address in kept):
        stated, computed = document.stated(cell.address), document.value(cell.address)
        assert stated is not None  # it is among the stated
        blanks = 0 if report.is_handed_in else count_blanks(document, [cell.address])
        if stated.is_blank and computed != 0:
            (unknown if blanks else known).append(cell)
        elif stated.problem is CellProblem.NOT_A_NUMBER:
            right = f"按各项相加应为 {format_number(computed)}。请采用计算值。"
            yield Issue(
                f"原文的{report.cell_name(cell.address)}写的“{_shorten(stated.raw)}”不是数字，"
                f"{describe_open_parts(blanks) if blanks else right}",
                cells=(cell.address,),
                code="cell.not_a_number",
                severity=Severity.ERROR,
                expected=None if blanks else computed,
            )
    if unknown:
        addresses = [each.address for each in unknown]
        names = [f"“{each.name}”" for each in unknown]
        advice = describe_open_parts(count_blanks(document, addresses))
        yield _describe_blank_totals(report, unknown, f"（{_list_some(names)}），{advice}")
    if known:
        sums = [
            f"“{each.name}”应为 {format_number(document.value(each.address))}" for each in known
        ]
        advice = f"，按各项相加{_list_some(sums)}。请采用计算值。"
        expected = document.value(known[0].address) if len(known) == 1 else None
        yield _describe_blank_totals(report, known, advice, expected)


def _describe_blank_totals(
    report: CheckedReport, cells: list[Cell], advice: str, expected: Number | None = None
) -> Issue:
    count = f" {len(cells)} 个总计" if len(cells) > 1 else "总计"
    return Issue(
        f"原文的{report.table_name(cells[0].table)}有{count}没有填{advice}",
        cells=tuple(each.address for each in cells),
        code="cell.blank_total",
        expected=expected,
    )


def _list_some(words: list[str]) -> str:
    return "、".join(words[:_NAMED]) + ("等" if len(words) > _NAMED else "")


def _shorten(text: str) -> str:
    """Return a text short enough to be shown inside a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"
