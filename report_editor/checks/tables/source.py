"""Where the file a report was read from is not like the official form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.document import Part
from report_editor.forms import SectionKind, form_for_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Review
    from report_editor.forms import Row, Section


def check_source(review: Review) -> Iterator[Finding]:
    """Merged rows, labels and titles in other words, absent sections, the wrong edition."""
    yield from _edition(review)
    facts = review.document.entries(Part.SOURCE)
    for section in review.document.form.sections:
        if f"missing:{section.key}" in facts:
            yield from _missing(review, section)
        if printed := facts.get(f"section:{section.key}"):
            yield _title(section, printed)
        table = review.document.form.tables.get(section.key)
        for row in table.rows if table else ():
            if printed := facts.get(f"label:{section.key}.{row.key}"):
                yield _label(review, section.key, row, printed)
            if printed := facts.get(f"merged:{section.key}.{row.key}"):
                yield _merged(review, section.key, row, printed)


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
            f"{document.year} 年度的报告应当用{right.name}（{right.authority}），"
            f"现在用的是{document.form.name}。请转换格式，或者核对年度。",
        )


def _label(review: Review, table: str, row: Row, printed: str) -> Finding:
    return Finding(
        "form.label",
        Severity.WARNING,
        table,
        f"原文的{review.table_name(table)}把“{row.label}”写成“{printed}”，"
        "与官方表述不同，数字已按这一行读入。请核对；保存和导出时用官方表述。",
        cells=_cells(table, row),
    )


def _merged(review: Review, table: str, row: Row, printed: str) -> Finding:
    """One printed row for several: its numbers stand in the last of them."""
    group = [each for each in review.document.form.tables[table].rows if each.group == row.group]
    names = "、".join(f"“{each.short}”" for each in group)
    return Finding(
        "form.merged_row",
        Severity.WARNING,
        table,
        f"原文的{review.table_name(table)}只有一行“{printed}”，现行格式分成 {len(group)} 行："
        f"{names}。数字都放在“{row.short}”一行，请分开填写。",
        cells=_cells(table, row),
    )


def _title(section: Section, printed: str) -> Finding:
    known = {*section.variants, *(f"{section.numeral}、{each}" for each in section.variants)}
    return Finding(
        "form.section_title",
        Severity.INFO if printed in known else Severity.WARNING,
        section.key,
        f"原文把“{section.heading}”的标题写成“{printed}”。请核对；保存和导出时用官方标题。",
    )


def _missing(review: Review, section: Section) -> Iterator[Finding]:
    if not _is_filled(review, section.key, section.kind):
        what = "正文" if section.kind is SectionKind.TEXT else "表格"
        yield Finding(
            "section.missing",
            Severity.ERROR,
            section.key,
            f"原文没有“{section.heading}”这一部分。请补写{what}。",
        )


def _is_filled(review: Review, key: str, kind: SectionKind) -> bool:
    """Whether a section the source lacked has been written since."""
    if kind is SectionKind.TEXT:
        return any(paragraph.strip() for paragraph in review.document.paragraphs(key))
    return review.is_filled(key)


def _cells(table: str, row: Row) -> tuple[str, ...]:
    return tuple(f"{table}.{row.key}.{column}" for column in row.columns)
