"""Lay out a summary of many reports as tables and as plain data."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from report_editor.collection import findings_table
from report_editor.collection.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from report_editor.checks import Finding
    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.sheets import Value
    from report_editor.collection.summary import Summary
    from report_editor.collection.sums import Sums
    from report_editor.document import Number
    from report_editor.forms import Address, Cell, Form

SUMS = "合计"
REPORTS = "报告"
ROSTER = "缺报和重复"
_SUM_HEADINGS = (
    *("年度", "格式", "表", "行", "列", "合计", "计量单位", "份数", "不是数字的份数", "地址"),
)
_ABOUT = {
    "unit": "单位",
    "year": "年度",
    "form": "格式",
    "errors": "错误",
    "warnings": "提醒",
    "balances": "勾稽关系",
    "publication_date": "发布日期",
    "unplaced": "没有认出的内容",
    "counted": "计入合计",
    "file": "文件",
}
"""Columns of a report beside its numbers: the key in Parquet, and the heading."""
_ROSTER_HEADINGS = ("情况", "单位", "年度", "说明和要做的事", "文件")
KIND = "行别"
"""Column that tells the rows of reports from those of sums, where both stand in one table."""


def list_sheets(summary: Summary) -> list[Sheet]:
    """Return the sheets of the workbook: sums, reports, findings, who is missing or twice."""
    editions = _list_editions(summary)
    reports = [
        Sheet(
            f"{REPORTS}（{edition.name}）" if len(editions) > 1 else REPORTS,
            (*_ABOUT.values(), *(name_cell(each, edition) for each in edition.cells.values())),
            _list_reports(summary, edition),
        )
        for edition in editions
    ] or [Sheet(REPORTS, tuple(_ABOUT.values()), ())]
    return [
        Sheet(SUMS, _SUM_HEADINGS, _list_sums(summary.sums)),
        *reports,
        _list_all_findings(summary),
        Sheet(ROSTER, _ROSTER_HEADINGS, _list_roster(summary)),
    ]


def name_cell(cell: Cell, form: Form) -> str:
    """Return the official label of a cell, like no other's of its form."""
    labels = filter(None, (cell.row.group, cell.row.label, cell.column.label))
    return f"表{form.section(cell.table).numeral} {'·'.join(labels)}"


def make_columns(summary: Summary) -> tuple[dict[str, list[Value]], dict[str, str]]:
    """Return reports and sums as the columns of one table, and the labels of the columns.

    A number stands under its address, which means the same in every edition.
    """
    labels: dict[str, str] = {"kind": KIND, **_ABOUT}
    for edition in _list_editions(summary):
        for cell in edition.cells.values():
            labels.setdefault(cell.address, name_cell(cell, edition))
    columns: dict[str, list[Value]] = {key: [] for key in labels}
    reports = (_describe_row(summary, row) for row in summary.rows)
    for line in chain(reports, map(_describe_sums, summary.sums)):
        for key, values in columns.items():
            values.append(line.get(key))
    return columns, labels


def make_single_table(summary: Summary) -> Sheet:
    """Return reports and sums as one table, for a file that holds no other."""
    columns, labels = make_columns(summary)
    rows = zip(*columns.values(), strict=True)
    return Sheet(REPORTS, tuple(labels[key] for key in columns), rows)


def list_json_entries(summary: Summary) -> dict[str, Iterable[object]]:
    """Return the summary as lists of plain data."""
    roster = summary.roster
    return {
        "sums": map(_sums_as_json, summary.sums),
        "reports": (_report_as_json(summary, row) for row in summary.rows),
        "findings": (
            {"file": str(row.file), "unit": row.name, **finding.to_json()}
            for row, finding in _pair_findings(summary)
        ),
        "missing": roster.missing,
        "twice": (
            {"unit": group[0].name, "year": group[0].year, "files": [str(r.file) for r in group]}
            for group in roster.twice
        ),
        "renamed": (
            {"expected": name, "unit": row.name, "file": str(row.file)}
            for name, row in roster.renamed
        ),
        "unexpected": ({"unit": r.name, "file": str(r.file)} for r in roster.unexpected),
        "nameless": (str(row.file) for row in roster.nameless),
        "unread": ({"file": str(e.file), "problem": e.problem} for e in summary.unread),
    }


def _list_editions(summary: Summary) -> list[Form]:
    editions = dict.fromkeys(row.form for row in summary.rows)
    return sorted(editions, key=lambda each: -each.first_year)


def _describe_row(summary: Summary, row: ReportRow) -> dict[str, Value]:
    return {
        "kind": REPORTS,
        "unit": row.organization,
        "year": row.year,
        "form": row.form.id,
        "errors": row.errors,
        "warnings": row.warnings,
        "balances": "；".join(row.broken) or "平衡",
        "publication_date": row.publication_date,
        "unplaced": row.unplaced,
        "counted": _explain_counting(summary, row),
        "file": str(row.file),
        **{address: row.number(address) for address in row.form.cells},
    }


def _explain_counting(summary: Summary, row: ReportRow) -> str:
    return "是" if summary.is_counted(row) else f"否（{summary.left_out[id(row)]}）"


def _describe_sums(sums: Sums) -> dict[str, Value]:
    return {
        "kind": SUMS,
        "unit": f"{len(sums.rows)} 份报告合计",
        "year": sums.year,
        "form": sums.form.id,
        **{address: sums.sum(address) for address in sums.form.cells},
    }


def _list_sums(every: Iterable[Sums]) -> Iterator[tuple[Value, ...]]:
    for sums in every:
        for cell in sums.form.cells.values():
            section = sums.form.section(cell.table)
            yield (
                sums.year,
                sums.form.id,
                section.heading,
                "·".join(filter(None, (cell.row.group, cell.row.label))),
                cell.column.label,
                sums.sum(cell.address),
                cell.unit,
                sums.count(cell.address),
                len(sums.list_no_numbers(cell.address)) or None,
                cell.address,
            )


def _list_reports(summary: Summary, edition: Form) -> Iterator[tuple[Value, ...]]:
    keys = (*_ABOUT, *edition.cells)
    for row in summary.rows:
        if row.form is edition:
            described = _describe_row(summary, row)
            yield tuple(described[key] for key in keys)


def _list_all_findings(summary: Summary) -> Sheet:
    found = findings_table.list_findings(chain(summary.rows, summary.unread))
    across = (
        findings_table.make_row(
            row.name,
            row.year,
            finding.severity.word,
            finding.code,
            finding.message,
            str(row.file),
            where=findings_table.locate(finding, row.form),
            numbers=(finding.expected, finding.actual),
            cells=finding.cells,
        )
        for row, finding in summary.across
    )
    return Sheet(found.title, found.headings, chain(across, found.rows))


def _list_roster(summary: Summary) -> Iterator[tuple[Value, ...]]:
    roster = summary.roster
    for name in roster.missing:
        yield ("没有交", name, None, "名单里有，没有收到这个单位的报告。请催报。", None)
    for group in roster.twice:
        for row in group:
            state = "计入合计" if row is group[0] else "没有计入合计"
            advice = f"同一单位、同一年度收到 {len(group)} 份，这一份{state}。请只留一份。"
            yield ("重复", row.name, row.year, advice, str(row.file))
    for name, row in roster.renamed:
        advice = f"名单里写的是“{name}”，名称相近。请核对是不是同一个单位。"
        yield ("名称不同", row.name, row.year, advice, str(row.file))
    for row in roster.unexpected:
        advice = "名单里没有这个单位。请核对名单，或者确认不该由这里汇总。"
        yield ("不在名单里", row.name, row.year, advice, str(row.file))
    for row in roster.nameless:
        advice = "报告里没有认出单位名称。请打开核对，在“基本信息”里填写。"
        yield ("单位不明", row.name, row.year, advice, str(row.file))
    for unread in summary.unread:
        yield ("没有读出来", None, None, unread.problem, str(unread.file))


def _pair_findings(summary: Summary) -> Iterator[tuple[ReportRow, Finding]]:
    yield from summary.across
    for row in summary.rows:
        yield from ((row, each.finding) for each in row.findings)


def _report_as_json(summary: Summary, row: ReportRow) -> dict[str, Any]:
    described = _describe_row(summary, row)
    return {
        **{key: described[key] for key in _ABOUT},
        "balances": list(row.broken),
        "counted": summary.is_counted(row),
        "tables": _nest(row.form, row.number),
    }


def _sums_as_json(sums: Sums) -> dict[str, Any]:
    return {
        "year": sums.year,
        "form": sums.form.id,
        "reports": len(sums.rows),
        "tables": _nest(sums.form, sums.sum),
        "counts": _nest(sums.form, sums.count),
    }


def _nest(form: Form, value_of: Callable[[Address], Number | None]) -> dict[str, Any]:
    """Return a value for each cell, as tables, rows and columns."""
    tables: dict[str, dict[str, dict[str, Number | None]]] = {}
    for cell in form.cells.values():
        row = tables.setdefault(cell.table, {}).setdefault(cell.row.key, {})
        row[cell.column.key] = value_of(cell.address)
    return tables
