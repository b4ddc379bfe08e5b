"""Years and dates: the report year in the metadata, in the title and in the text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.checks.text.organ_kind import is_government
from report_editor.document.document import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Passage, Review

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
_DATE = re.compile(r"(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")


def check_years(review: Review) -> Iterator[Finding]:
    """Years that are not the report year where they have to be, dates that cannot be."""
    yield from _metadata(review)
    yield from _publication(review)
    year = review.document.year
    if year is None:
        return
    for passage in review.passages:
        text = _QUOTED.sub("", passage.text)
        yield from _period(passage, text, year)
        if passage.section == "overview":
            yield from _statements(passage, text, year)
    yield from _plans(review, year)


def _metadata(review: Review) -> Iterator[Finding]:
    document = review.document
    if not document.organization.strip():
        yield _basic("basics.organization", "没有填写报告机关的全称。请在“基本信息”里填写。")
    year = document.year
    if year is None:
        written = document.field(Field.YEAR)
        said = f"年度写的是“{written[:20]}”，不是四位数的年份" if written else "没有填写报告年度"
        yield _basic("basics.year", f"{said}。请在“基本信息”里填写，例如 2024。")
        return
    years = _YEAR.findall(_QUOTED.sub("", document.title.replace(" ", "")))
    if years and str(year) not in years:
        yield _basic(
            "basics.title_year",
            f"标题写的是 {years[0]} 年，报告年度是 {year} 年。请核对标题和年度。",
        )


def _basic(code: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, "basics", message)


def _publication(review: Review) -> Iterator[Finding]:
    """A report comes out in the year after: a department by January, a government by March."""
    document = review.document
    match = _DATE.search(document.field(Field.PUBLICATION_DATE)[:100])
    if match is None or document.year is None:
        return
    try:
        published = date(*map(int, match.groups()))
    except ValueError:
        yield _basic("basics.publication_date", f"发布日期“{match[0]}”不是一个日期。请核对。")
        return
    if published <= date(document.year, 12, 30):
        yield _basic(
            "basics.publication_date",
            f"发布日期是 {published}，{document.year} 年度还没有结束。请核对发布日期和年度。",
        )
        return
    government = is_government(document.organization)
    last = date(document.year + 1, *((3, 31) if government else (1, 31)))
    if published > last:
        yield Finding(
            "basics.late",
            Severity.WARNING,
            "basics",
            f"发布日期是 {published}，{'各级人民政府' if government else '政府部门'}应当在"
            f" {last} 以前公布（《条例》第四十九条）。"
            "请核对日期。",
        )


def _period(passage: Passage, text: str, year: int) -> Iterator[Finding]:
    """The period of the figures is the report year, from its first day to its last."""
    garbled = _GARBLED.search(text)
    if garbled:
        yield passage.finding(
            "year.garbled",
            Severity.ERROR,
            f"文字里的“{garbled[0]}”不是完整的年份或日期。请改正。",
        )
    for match in _PERIOD.finditer(text):
        years = {int(each) for each in (match["from"], (match["to"] or "")[:4]) if each.isdigit()}
        if years != {year}:
            yield passage.finding(
                "year.period",
                Severity.ERROR,
                f"统计期限写的是“{match[0]}”，报告年度是 {year} 年。请改正。",
            )


def _statements(passage: Passage, text: str, year: int) -> Iterator[Finding]:
    """What was received and published is told of the report year."""
    if f"{year}年" in text:
        return  # both years stand here: a comparison
    match = _STATEMENT.search(text)
    if match and int(match[1]) < year:
        yield passage.finding(
            "year.statement",
            Severity.WARNING,
            f"这一段说的是 {match[1]} 年，报告年度是 {year} 年。请核对是不是沿用了上年的文字。",
        )


def _plans(review: Review, year: int) -> Iterator[Finding]:
    """Plans are for the years to come."""
    for passage in review.by_section["problems"]:
        text = _QUOTED.sub("", passage.text)
        plan = _PLAN.search(text)
        if plan is None:
            continue
        for match in _YEAR.finditer(text, plan.end()):
            if int(match[1]) <= year and not _LOOKS_BACK.search(
                text[max(0, match.start() - 10) : match.start()]
            ):
                yield passage.finding(
                    "year.plan",
                    Severity.WARNING,
                    f"“{plan[0]}”后面写的是 {match[1]} 年，报告年度是 {year} 年，"
                    f"改进措施应当是 {year + 1} 年的。请核对是不是沿用了上年的文字。",
                )
                break
