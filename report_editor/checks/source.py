"""Where the file a report was read from is not like the official form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.document import Part
from report_editor.forms import SectionKind, form_for_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review
    from report_editor.forms import Row


def check_source(review: Review) -> Iterator[Finding]:
    """Merged rows, labels and titles in other words, absent sections, the wrong edition."""
    yield from _edition(review)
    for entry, printed in review.document.entries(Part.SOURCE).items():
        kind, _, key = entry.partition(":")
        if kind == "label":
            yield from _label(review, key, printed)
        elif kind == "merged":
            yield from _merged(review, key, printed)
        elif kind == "section":
            yield from _title(review, key, printed)
        elif kind == "missing":
            yield from _missing(review, key)


def _edition(review: Review) -> Iterator[Finding]:
    document = review.document
    if document.year is None or document.form.covers(document.year):
        return
    right = form_for_year(document.year)
    if right.id != document.form.id:
        yield Finding(
            "form.edition",
            Severity.ERROR,
            "basics",
            f"{document.year} 年度的报告应当用{right.name}({right.authority}),"
            f"现在用的是{document.form.name}。请转换格式,或者核对年度。",
        )


def _label(review: Review, key: str, printed: str) -> Iterator[Finding]:
    table, _, row_key = key.partition(".")
    row = _row(review, table, row_key)
    if row is not None:
        yield Finding(
            "form.label",
            Severity.WARNING,
            table,
            f"来源文件的{review.table_name(table)}把“{row.label}”写成“{printed}”,"
            "与官方表述不同,数字已按这一行读入。请核对;保存和导出时用官方表述。",
            cells=_cells(table, row),
        )


def _merged(review: Review, key: str, printed: str) -> Iterator[Finding]:
    """One printed row for several: its numbers stand in the last of them."""
    table, _, row_key = key.partition(".")
    row = _row(review, table, row_key)
    if row is None:
        return
    group = [each for each in review.document.form.tables[table].rows if each.group == row.group]
    names = "、".join(f"“{each.short}”" for each in group)
    yield Finding(
        "form.merged_row",
        Severity.WARNING,
        table,
        f"来源文件的{review.table_name(table)}只有一行“{printed}”,现行格式分成 {len(group)} 行:"
        f"{names}。数字都放在“{row.short}”一行,请分开填写。",
        cells=_cells(table, row),
    )


def _title(review: Review, key: str, printed: str) -> Iterator[Finding]:
    section = next((each for each in review.document.form.sections if each.key == key), None)
    if section is not None:
        known = printed in section.variants or printed in {
            f"{section.numeral}、{variant}" for variant in section.variants
        }
        yield Finding(
            "form.section_title",
            Severity.INFO if known else Severity.WARNING,
            key,
            f"来源文件把“{section.heading}”的标题写成“{printed}”。请核对;保存和导出时用官方标题。",
        )


def _missing(review: Review, key: str) -> Iterator[Finding]:
    document = review.document
    section = next((each for each in document.form.sections if each.key == key), None)
    if section is None or _is_filled(review, key, section.kind):
        return
    what = "正文" if section.kind is SectionKind.TEXT else "表格"
    yield Finding(
        "section.missing",
        Severity.ERROR,
        key,
        f"来源文件没有“{section.heading}”这一部分。请补写{what}。",
    )


def _is_filled(review: Review, key: str, kind: SectionKind) -> bool:
    """Whether a section the source lacked has been written since."""
    if kind is SectionKind.TEXT:
        return any(paragraph.strip() for paragraph in review.document.paragraphs(key))
    cells = review.document.form.tables[key].cells
    return any(not cell.is_total and review.document.raw(cell.address) for cell in cells)


def _row(review: Review, table: str, key: str) -> Row | None:
    found = review.document.form.tables.get(table)
    return next((row for row in found.rows if row.key == key), None) if found else None


def _cells(table: str, row: Row) -> tuple[str, ...]:
    return tuple(f"{table}.{row.key}.{column}" for column in row.columns)
