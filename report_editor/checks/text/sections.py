"""Check the text sections as wholes: empty ones, headings, numbering, what must be covered."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue, Issues, Severity
from report_editor.checks.report import CheckedReport, Paragraph, each_text
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import format_han_number, parse_han_number
from report_editor.checks.text.fees import FEES_SINCE
from report_editor.checks.text.organ_kind import is_government
from report_editor.checks.text.statements import (
    NO_FEE,
    NO_ONE_BLAMED,
    find_sentence,
    plan_statement,
)
from report_editor.document import Part
from report_editor.document.heading_levels import Level
from report_editor.document.limits import MAX_PARAGRAPH, MAX_TEXT

if TYPE_CHECKING:
    from report_editor.document.text_replacement import TextReplacement


_OTHER_MATTERS = "other_matters"
_UNPAID = "requests.other_unpaid.total"
"""Cell that is not 0 only where a fee was asked for."""


@rule("section.empty", Severity.WARNING)
def check_empty(report: CheckedReport) -> Issues:
    """Find a numbered text section without text; one that the source lacked has its own rule."""
    missing = report.document.entries(Part.SOURCE)
    for section in report.form.text_sections:
        if not section.numeral or f"missing:{section.key}" in missing:
            continue
        if not any(paragraph.strip() for paragraph in report.document.paragraphs(section.key)):
            yield Issue(
                f"“{section.heading}”没有内容。请写明情况，没有发生的也要写明。",
                section=section.key,
                severity=report.gap_severity,
                span=_state_no_fee(report) if section.key == _OTHER_MATTERS else None,
            )


@rule("section.too_long", Severity.WARNING)
def check_length(report: CheckedReport) -> Issues:
    """Find paragraphs longer than is searched, and the first beyond the length of a report."""
    total = 0
    for section in report.form.text_sections:
        for index, paragraph in enumerate(report.document.paragraphs(section.key)):
            total += len(paragraph) + 1
            if len(paragraph) > MAX_PARAGRAPH or total > MAX_TEXT:
                yield Issue(
                    f"“{section.heading}”第 {index + 1} 段太长，超出的文字没有检查。"
                    "请核对它是不是报告的正文。",
                    section=section.key,
                    paragraph=index,
                )
            if total > MAX_TEXT:
                return


# A heading that says nothing: no sentence, no number, nothing denied.
_BARE_HEADING = re.compile(r"\([一二三四五六七八九十]{1,3}\)[^,。;:!?、\d]{1,40}[:。]?")
_SAYS_SOMETHING = re.compile(r"[无未没零]|不存在|不涉及")
_NOUN_END = re.compile(r"(?:情况|方面|工作|建设|保障|管理|措施|问题|公开|监督|检查|服务)[:。]?$")


@rule("section.empty_heading", Severity.WARNING, each=each_text)
def check_empty_headings(_report: CheckedReport, paragraphs: list[Paragraph]) -> Issues:
    """Find a （…） heading with nothing under it."""
    written = [paragraph for paragraph in paragraphs if paragraph.text]
    for paragraph, after in zip_longest(written, written[1:]):
        if paragraph.level is not Level.TWO or not _is_bare_heading(paragraph.text):
            continue
        if after is None or after.level in (Level.ONE, Level.TWO):
            yield paragraph.issue(
                f"小标题“{paragraph.original.strip()}”下面没有内容。请补写，或者删去这个小标题。"
            )


def _is_bare_heading(text: str) -> bool:
    if not _BARE_HEADING.fullmatch(text) or _SAYS_SOMETHING.search(text):
        return False
    return text[-1] not in "。:" or bool(_NOUN_END.search(text))


_HEADING_NUMBER = re.compile(r"\((十?[一二三四五六七八九]|二?十)\)")
_LIST_NUMBER = re.compile(r"(?<![第统之])(十?[一二三四五六七八九]|十)是")


@rule("section.numbering", Severity.WARNING, each=each_text)
def check_heading_numbers(_report: CheckedReport, paragraphs: list[Paragraph]) -> Issues:
    """Find （一）（二）… of a section missing or twice; another （一） begins anew."""
    last = 0
    for paragraph in paragraphs:
        if paragraph.level is Level.ONE:
            last = 0
        match = _HEADING_NUMBER.match(paragraph.text) if paragraph.level is Level.TWO else None
        number = parse_han_number(match[1]) if match else None
        if number is None:
            continue
        if number not in (1, last + 1):
            before = f"前面是（{format_han_number(last)}）" if last else "前面没有（一）"
            yield paragraph.issue(
                f"小标题“{_start(paragraph)}”的序号不连续，{before}。请核对序号。"
            )
        last = number


@rule("section.numbering", Severity.WARNING, each=each_text)
def check_list_numbers(_report: CheckedReport, paragraphs: list[Paragraph]) -> Issues:
    """Find 一是…；三是… in one paragraph."""
    for paragraph in paragraphs:
        last = 0
        for match in _LIST_NUMBER.finditer(paragraph.text):
            number = parse_han_number(match[1])
            assert number is not None  # the pattern takes nothing else
            if number not in (1, last + 1):
                if last:
                    yield paragraph.issue(
                        f"“{_start(paragraph)}”这一段里“{format_han_number(last)}是”后面是"
                        f"“{match[0]}”，序号不连续。请核对。"
                    )
                break
            last = number


def _start(paragraph: Paragraph) -> str:
    text = paragraph.original.strip()
    return text if len(text) <= 20 else f"{text[:20]}…"


_PLATFORM = r"平台|网站|公众号|新媒体|栏目|专栏"
_TOPICS = {
    "主动公开": r"主动|发布|公开内容",
    "依申请公开": r"申请",
    "政府信息管理": r"信息管理|管理|审查|审核|制度",
    "政府信息公开平台建设": _PLATFORM,
    "平台建设": _PLATFORM,
    "监督保障": r"监督|保障|考核|培训|评议",
}
"""Words by which a text is about a topic of the notice; another topic is named as it is."""
_BLAME = "责任追究"
_SUPERVISION = {
    "工作考核": r"考核|考评|测评|绩效",
    "社会评议": r"评议|评价|满意度|社会评估",
    _BLAME: r"责任追究|追究[^,。;]{0,12}责任|责任[^,。;]{0,6}追究|追责|问责|约谈|通报批评",
}


@rule("section.topics", Severity.WARNING)
def check_topics(report: CheckedReport) -> Issues:
    """Find topics of the notice that a section does not cover."""
    for section in report.form.text_sections:
        text = report.text_of(section.key)
        known = {topic: _TOPICS.get(topic, re.escape(topic)) for topic in section.topics}
        lacking = [topic for topic, pattern in known.items() if not re.search(pattern, text)]
        if text and lacking:
            message = f"“{section.heading}”没有写到{'、'.join(lacking)}。请补写。"
            yield Issue(message, section=section.key)


@rule("section.supervision", Severity.WARNING, needs=("overview",))
def check_supervision(report: CheckedReport) -> Issues:
    """Find results of supervision that a government has to report and does not (〔2021〕30号)."""
    text = report.text_of("overview")
    lacking = [each for each, words in _SUPERVISION.items() if not re.search(words, text)]
    if text and lacking and is_government(report.document.organization):
        yield Issue(
            f"各级人民政府应当在“{report.form.section('overview').heading}”写明工作考核、"
            f"社会评议和责任追究结果情况，现在没有写到{'、'.join(lacking)}。"
            "请补写，没有发生的也要写明。",
            section="overview",
            span=_state_no_one_blamed(report) if lacking == [_BLAME] else None,
        )


def _state_no_one_blamed(report: CheckedReport) -> TextReplacement | None:
    """Return where to state that nobody was blamed, None where another section speaks of it."""
    if any(re.search(_SUPERVISION[_BLAME], each.text) for each in report.body):
        return None
    return plan_statement(report.document, "overview", find_sentence(NO_ONE_BLAMED))


_PROBLEM_PARTS = {
    "存在的主要问题": r"问题|不足|差距|薄弱|短板|有待|不够|不强|不高|欠缺|困难",
    "改进情况": r"改进|整改|措施|下一步|今后|将|加强|完善|提升|提高",
}
_NOTHING_WRITTEN = 10
_SHORTEST_PROBLEMS = 50
"""Characters."""


@rule("section.problems", Severity.WARNING, needs=("problems",))
def check_problems(report: CheckedReport) -> Issues:
    """Find a section on problems without problems, without improvements, or hardly written."""
    text = report.text_of("problems").replace("\n", "")
    if not text:
        return
    title = report.form.section("problems").heading
    if len(text) < _NOTHING_WRITTEN:
        yield Issue(
            f"“{title}”只写了“{text}”。请写明存在的主要问题和改进情况。",
            section="problems",
            paragraph=0,
            severity=Severity.ERROR,
        )
        return
    lacking = [part for part, words in _PROBLEM_PARTS.items() if not re.search(words, text)]
    if lacking or len(text) < _SHORTEST_PROBLEMS:
        reason = f"没有写{'和'.join(lacking)}" if lacking else f"只有 {len(text)} 个字"
        yield Issue(f"“{title}”{reason}。问题要具体，改进措施要对应，请补写。", section="problems")


_FEE = re.compile(r"信息处理费|信息公开处理费|处理费|收费|收取.{0,10}?费")


@rule("section.fee_statement", Severity.ERROR, needs=(_OTHER_MATTERS,))
def check_fee_statement(report: CheckedReport) -> Issues:
    """Find a last section that does not report what was charged, not even nothing."""
    text = report.text_of(_OTHER_MATTERS)
    if text and _has_to_state_fees(report) and not _FEE.search(text):
        yield Issue(
            f"“{report.form.section(_OTHER_MATTERS).heading}”没有写收取信息处理费的情况。"
            "请补写，没有收取也要写明“本年度未收取信息处理费”。",
            section=_OTHER_MATTERS,
            span=_state_no_fee(report),
        )


def _has_to_state_fees(report: CheckedReport) -> bool:
    year = report.document.year
    return year is not None and year >= FEES_SINCE


def _state_no_fee(report: CheckedReport) -> TextReplacement | None:
    """Return where to state that no fee was taken, None where anything speaks against it."""
    unpaid = _UNPAID in report.form.cells and report.document.value(_UNPAID)
    is_mentioned = any("处理费" in each.text for each in report.body)
    if unpaid or is_mentioned or not _has_to_state_fees(report):
        return None
    return plan_statement(report.document, _OTHER_MATTERS, find_sentence(NO_FEE))
