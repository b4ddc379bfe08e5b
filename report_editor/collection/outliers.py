"""Find numbers far above those of all other offices: a digit too many, 元 for 万元."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity
from report_editor.document import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.sums import Sums

CODE = "compare.outlier"
_FEWEST = 8
"""Offices with a number other than 0, below which nothing is usual."""
_SMALLEST = 100
_ABOVE_MEDIAN = 20
_ABOVE_NEXT = 5


def find_outliers(sums: Sums) -> Iterator[tuple[ReportRow, Finding]]:
    """Yield the reports with a number far above all others, each with a finding.

    Such a number is twenty times the median of those that are not 0, and five times the next. The
    report of a higher office, which is the sum of others, should not be among the reports.
    """
    for cell in sums.form.inputs:
        found = [each for each in sums.list_contributions(cell.address) if each[1] > 0]
        if len(found) < _FEWEST:
            continue
        found.sort(key=lambda each: each[1])
        (_, following), (row, highest) = found[-2:]
        usual = median(float(number) for _, number in found)
        is_far = highest >= _ABOVE_MEDIAN * usual and highest >= _ABOVE_NEXT * following
        if highest >= _SMALLEST and is_far:
            where = f"表{sums.form.section(cell.table).numeral}“{cell.name}”"
            yield (
                row,
                Finding(
                    CODE,
                    Severity.INFO,
                    cell.table,
                    f"{where}是 {format_number(highest)}，远远多于其他单位："
                    f"第二多的是 {format_number(following)}，一般在 {usual:g} 左右。"
                    "请确认没有多写一位、没有把“元”当成“万元”。",
                    (cell.address,),
                    actual=highest,
                ),
            )
