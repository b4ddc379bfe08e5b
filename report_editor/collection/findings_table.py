"""List the findings of many reports: one row a finding, or the JSON of the command ``check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_editor.checks.finding import METADATA
from report_editor.collection.report_row import ReportRow, UnreadFile
from report_editor.collection.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.checks import Finding
    from report_editor.collection.report_row import Examined
    from report_editor.collection.sheets import Value
    from report_editor.forms import Form

TITLE = "发现的问题"
HEADINGS = (
    *(
        "单位",
        "年度",
        "级别",
        "位置",
        "说明",
        "应为",
        "实为",
        "已说明理由",
        "代码",
        "单元格",
        "文件",
    ),
)
UNREADABLE = "file.unreadable"
"""Code of the row of a file that was not read."""
_MOST_NAMED = 5
"""Cells that a position names."""


def list_findings(examined: Iterable[Examined]) -> Sheet:
    """Return a table with a row for each finding, and one for each file that was not read."""
    return Sheet(TITLE, HEADINGS, _list_rows(examined))


def _list_rows(examined: Iterable[Examined]) -> Iterator[tuple[Value, ...]]:
    for each in examined:
        if isinstance(each, UnreadFile):
            yield make_row("", None, "没有读出来", UNREADABLE, each.problem, str(each.file))
            continue
        for found in each.findings:
            finding = found.finding
            yield make_row(
                each.name,
                each.year,
                finding.severity.word,
                finding.code,
                finding.message,
                str(each.file),
                where=locate(finding, each.form),
                numbers=(finding.expected, finding.actual),
                is_set_aside=found.is_set_aside,
                cells=finding.cells,
            )


def make_row(
    unit: str,
    year: int | None,
    severity: str,
    code: str,
    message: str,
    file: str,
    *,
    where: str = "",
    numbers: tuple[Value, Value] = (None, None),
    is_set_aside: bool = False,
    cells: tuple[str, ...] = (),
) -> tuple[Value, ...]:
    """Return a row below :data:`HEADINGS`."""
    aside = "是" if is_set_aside else ""
    return (
        *(unit, year, severity, where, message, *numbers),
        *(aside, code, " ".join(cells), file),
    )


def locate(finding: Finding, form: Form) -> str:
    """Return in words where a finding is: the cells of a table, or section and paragraph."""
    cells = [form.cells[each] for each in finding.cells if each in form.cells]
    if cells:
        tables = dict.fromkeys(cell.table for cell in cells)
        where = "、".join(f"表{form.section(table).numeral}" for table in tables)
        names = "、".join(f"“{cell.name}”" for cell in cells[:_MOST_NAMED])
        return where + names + (f"等 {len(cells)} 格" if len(cells) > _MOST_NAMED else "")
    if finding.section == METADATA:
        return "基本信息"
    if not any(each.key == finding.section for each in form.sections):
        return "没找到位置的内容"
    heading = form.section(finding.section).heading
    paragraph = finding.paragraph
    return heading if paragraph is None else f"{heading}，第 {paragraph + 1} 段"


def describe_as_json(examined: Examined) -> dict[str, Any]:
    """Return a file as an entry of ``files`` in the JSON of ``check``."""
    if isinstance(examined, ReportRow):
        return {"file": str(examined.file), "findings": examined.findings_as_json}
    return {"file": str(examined.file), "findings": [], "problem": examined.problem}
