"""Check for values carried over from last year's report that were doubtful there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.codes import UNCERTAIN_CODE
from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.rule import rule
from report_editor.document.uncertain import list_uncertain

if TYPE_CHECKING:
    from report_editor.checks.report import CheckedReport


@rule(UNCERTAIN_CODE, Severity.WARNING, needs=("requests.carried_in",))
def check_uncertain(report: CheckedReport) -> Issues:
    """Find the cells of 上年结转 with a value that is not certain, and those left blank."""
    row = f"{report.table_name('requests')}“上年结转”"
    for reason, addresses in list_uncertain(report.document).items():
        filled = tuple(each for each in addresses if report.document.raw(each))
        blank = tuple(each for each in addresses if each not in filled)
        if filled:
            names = "、".join(
                f"{report.form.cells[each].column.short} {report.document.raw(each)}"
                for each in filled
            )
            yield Issue(
                f"{row}（{names}）是从上年报告带来的，要核对。{reason}"
                "错的请改正；没有错的，请确认。",
                cells=filled,
            )
        if blank:
            names = "、".join(report.form.cells[each].column.short for each in blank)
            yield Issue(
                f"{row}（{names}）没有从上年报告带来。{reason}请查明后填写，没有的填 0。",
                cells=blank,
            )
