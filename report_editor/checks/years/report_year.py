"""Check years and dates: the report year in the metadata, in the title and in the text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from report_editor.checks.finding import METADATA, Issue, Issues, Severity
from report_editor.checks.rule import rule
from report_editor.checks.text.organ_kind import is_department, is_government
from report_editor.checks.years.written_date import read_date
from report_editor.document.document import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.checks.report import CheckedReport, Paragraph

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_PERIOD = re.compile(
    r"(?<!\d)(?P<from>20\d\d)年1月1日(?:起|开始)?(?:至|到|-|—|–|~|－)+(?P<to>(?:20\d\d)年|本年|当年|同年)?12月31日"
)
_GARBLED = re.compile(r"(?<!\d)(?:20\d{3,4}月|20\d{4,6}日|2\d{2}年1月1日|20\d{3}年)")
_QUOTED = re.compile(r"《[^《》]{0,120}》|〔\d{4}〕|\[\d{4}\]|“[^“”]{0,60}”")
_PLAN = re.compile(r"(?:下一步|整改措施|改进措施|努力方向|工作打算|工作计划|今后|下一阶段)")
_LOOKS_BACK = re.compile(r"(?:针对|对照|总结|回顾|根据|按照|截至|截止|自|从|较|比|在)[^,。;]{0,6}$")
_STATEMENT = re.compile(
    r"(?<![\d至到比较与和])(20\d\d)年度?,?(?:我|本|全)[^,。;\d]{0,14}?(?:受理|收到|接到|主动公开|收取)[^,。;]{0,30}?\d"
)
_REPORTED = re.compile(
    r"(?<![\d至到比较与和])(20\d\d)年度?(?:的|全[省市县区镇乡])?(?:政府信息|政务|信息)公开(?:工作)?(?:年度)?(?:的)?(?:情况|报告|年报|工作)"
)
_LONGEST_QUOTED = 30


@rule("basics.organization", Severity.WARNING)
def check_organization(report: CheckedReport) -> Issues:
    """Find a report without the name of its organ."""
    if not report.document.organization.strip():
        yield Issue(
            "没有填写报告机关的全称。请在“基本信息”里填写。",
            section=METADATA,
            severity=report.gap_severity,
        )


@rule("basics.year", Severity.ERROR)
def check_year(report: CheckedReport) -> Issues:
    """Find a report without its year, or with a text that is no year."""
    if report.document.year is None:
        written = report.document.field(Field.YEAR)
        said = f"年度写的是“{written[:20]}”，不是四位数的年份" if written else "没有填写报告年度"
        yield Issue(
            f"{said}。请在“基本信息”里填写，例如 2024。",
            section=METADATA,
            severity=None if written.strip() else report.gap_severity,
        )


@rule("basics.title_year", Severity.ERROR)
def check_title_year(report: CheckedReport) -> Issues:
    """Find another year than the report's in the title."""
    year = report.document.year
    years = _YEAR.findall(_QUOTED.sub("", report.document.title.replace(" ", "")))
    if year is not None and years and str(year) not in years:
        yield Issue(
            f"标题写的是 {years[0]} 年，报告年度是 {year} 年。请核对标题和年度。", section=METADATA
        )


@rule("basics.publication_date", Severity.ERROR)
def check_publication_date(report: CheckedReport) -> Issues:
    """Find a date of publication that is no date, or lies in the report year."""
    written = " ".join(report.document.field(Field.PUBLICATION_DATE).split())
    if not written:
        return
    year, published = report.document.year, read_date(written)
    if published is None:
        is_cut = len(written) > _LONGEST_QUOTED
        yield Issue(
            f"发布日期“{written[:_LONGEST_QUOTED]}{'…' if is_cut else ''}”不是一个日期，"
            f"请写成 {(year or 2024) + 1}年1月20日 这样的形式。",
            section=METADATA,
        )
    elif year is not None and published.last <= date(year, 12, 30):
        yield Issue(
            f"发布日期是 {published}，{year} 年度还没有结束。请核对发布日期和年度。",
            section=METADATA,
        )


@rule("basics.late", Severity.WARNING)
def check_deadline(report: CheckedReport) -> Issues:
    """Find a report published too late (条例第四十九条).

    A department publishes by 31 January of the year after, a government by 31 March.
    """
    year = report.document.year
    published = read_date(report.document.field(Field.PUBLICATION_DATE))
    if year is None or published is None:
        return
    organization = report.document.organization
    department, government = date(year + 1, 1, 31), date(year + 1, 3, 31)
    if is_government(organization):
        last, right = government, f"各级人民政府应当在 {government} 以前"
    elif is_department(organization):
        last, right = department, f"政府部门应当在 {department} 以前"
    else:  # a development zone, an empowered body: late on either day
        last = government
        right = f"政府部门应当在 {department}、各级人民政府应当在 {government} 以前"
    if published.first > last:
        yield Issue(
            f"发布日期是 {published}，{right}公布（《条例》第四十九条）。请核对日期。",
            section=METADATA,
        )


def _each_paragraph(report: CheckedReport) -> Iterable[Paragraph]:
    return report.paragraphs if report.document.year is not None else ()


@rule("year.garbled", Severity.ERROR, each=_each_paragraph)
def check_garbled(_report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find years and dates with digits too many or too few."""
    if garbled := _GARBLED.search(_QUOTED.sub("", paragraph.text)):
        yield paragraph.issue(f"文字里的“{garbled[0]}”不是完整的年份或日期。请改正。")


@rule("year.period", Severity.ERROR, each=_each_paragraph)
def check_period(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find a period of the figures that is not the report year from its first day to its last."""
    year = report.document.year
    for match in _PERIOD.finditer(_QUOTED.sub("", paragraph.text)):
        years = {int(each) for each in (match["from"], (match["to"] or "")[:4]) if each.isdigit()}
        if years != {year}:
            yield paragraph.issue(f"统计期限写的是“{match[0]}”，报告年度是 {year} 年。请改正。")


@rule("year.statement", Severity.WARNING, needs=("overview",), each=_each_paragraph)
def check_statements(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find numbers of an earlier year reported as if they were this year's."""
    text, year = _QUOTED.sub("", paragraph.text), report.document.year
    if paragraph.section != "overview" or f"{year}年" in text:
        return  # where both years stand, they are being compared
    match = _STATEMENT.search(text)
    if match and year and int(match[1]) < year:
        yield paragraph.issue(
            f"这一段说的是 {match[1]} 年，报告年度是 {year} 年。请核对是不是沿用了上年的文字。"
        )


@rule("year.statement", Severity.WARNING, each=_each_paragraph)
def check_introduction(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find an introduction to the report of an earlier year."""
    year = report.document.year
    if paragraph.section != report.form.preamble.key or year is None:
        return
    for match in _REPORTED.finditer(_QUOTED.sub("", paragraph.text)):
        if int(match[1]) < year:
            yield paragraph.issue(
                f"引言说的是“{match[0]}”，报告年度是 {year} 年。请核对是不是沿用了上年的文字。"
            )
            return


@rule("year.plan", Severity.WARNING, needs=("problems",))
def check_plans(report: CheckedReport) -> Issues:
    """Find plans for a year that is over."""
    year = report.document.year
    for paragraph in report.paragraphs_by_section["problems"] if year is not None else ():
        text = _QUOTED.sub("", paragraph.text)
        plan = _PLAN.search(text)
        if plan is None:
            continue
        for match in _YEAR.finditer(text, plan.end()):
            before = text[max(0, match.start() - 10) : match.start()]
            if year and int(match[1]) <= year and not _LOOKS_BACK.search(before):
                yield paragraph.issue(
                    f"“{plan[0]}”后面写的是 {match[1]} 年，报告年度是 {year} 年，"
                    f"改进措施应当是 {year + 1} 年的。请核对是不是沿用了上年的文字。"
                )
                break
