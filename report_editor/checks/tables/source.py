"""Check where the file a report was read from is not like the official form."""

from __future__ import annotations

from report_editor.checks.finding import METADATA, Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, each_section
from report_editor.checks.rule import rule
from report_editor.document import Part
from report_editor.document.heading_levels import Level, level_of
from report_editor.forms import Section, SectionKind, form_for_year


@rule("form.edition", Severity.ERROR)
def check_edition(report: CheckedReport) -> Issues:
    """Find an edition of the form that is not the one in force for the report year."""
    year, form = report.document.year, report.form
    right = form if year is None else form_for_year(year)
    if right.id != form.id:
        yield Issue(
            f"{year} 年度的报告应当用{right.name}（{right.authority}），"
            f"现在用的是{form.name}。请转换格式，或者核对年度。",
            section=METADATA,
        )


@rule("section.missing", Severity.ERROR, each=each_section)
def check_missing(report: CheckedReport, section: Section) -> Issues:
    """Find a section that the source lacked and nobody has written since."""
    if f"missing:{section.key}" not in report.document.entries(Part.SOURCE):
        return
    if section.kind is SectionKind.TEXT:
        kind, paragraphs = "正文", report.document.paragraphs(section.key)
        is_filled = any(paragraph.strip() for paragraph in paragraphs)
    else:
        kind, is_filled = "表格", section.key in report.filled_tables
    if not is_filled:
        yield Issue(f"原文没有“{section.heading}”这一部分。请补写{kind}。", section=section.key)


@rule("form.section_title", Severity.WARNING, each=each_section)
def check_title(report: CheckedReport, section: Section) -> Issues:
    """Find the title of a section in other words than the official ones."""
    printed = report.document.entries(Part.SOURCE).get(f"section:{section.key}")
    # A heading of a lower level was read in the place of a title that is missing.
    if printed and level_of(printed) in (Level.ONE, Level.BODY):
        known = {*section.variants, *(f"{section.numeral}、{each}" for each in section.variants)}
        yield Issue(
            f"原文把“{section.heading}”的标题写成“{printed}”。请核对；保存和导出时用官方标题。",
            section=section.key,
            severity=Severity.INFO if printed in known else None,
        )


@rule(("form.label", "form.merged_row"), Severity.WARNING, each=each_section)
def check_rows(report: CheckedReport, section: Section) -> Issues:
    """Find rows labelled in other words, and rows that took the numbers of a whole group."""
    source = report.document.entries(Part.SOURCE)
    table = report.form.tables.get(section.key)
    for row in table.rows if table else ():
        assert table is not None  # its rows are being listed
        name, cells = report.table_name(table.key), table.addresses_of(row=row.key)
        if printed := source.get(f"label:{table.key}.{row.key}"):
            yield Issue(
                f"原文的{name}把“{row.label}”写成“{printed}”，"
                "与官方表述不同，数字已按这一行读入。请核对；保存和导出时用官方表述。",
                cells=cells,
                code="form.label",
            )
        if printed := source.get(f"merged:{table.key}.{row.key}"):
            group = [
                each
                for each in table.rows
                if (each.group == row.group if row.group else each.split_from == row.split_from)
            ]
            names = "、".join(f"“{each.short}”" for each in group)
            yield Issue(
                f"原文的{name}只有一行“{printed}”，现行格式分成 {len(group)} 行：{names}。"
                f"数字都放在“{row.short}”一行，请分开填写。",
                cells=cells,
                code="form.merged_row",
            )
