"""Sections: without text, headings with nothing under them, numbering, what must be covered."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from report_editor.checks.finding import Finding, Severity
from report_editor.checks.review import LONGEST_PARAGRAPH, LONGEST_TEXT
from report_editor.checks.text.chinese_numbers import han_number, in_characters
from report_editor.checks.text.fees import FEES_SINCE
from report_editor.checks.text.organ_kind import is_government
from report_editor.document import Part
from report_editor.document.heading_levels import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.review import Passage, Review


def check_sections(review: Review) -> Iterator[Finding]:
    """What is wrong with the text sections as wholes."""
    yield from _empty(review)
    yield from _too_long(review)
    for passages in review.by_section.values():
        yield from _empty_headings(passages)
        yield from _heading_numbers(passages)
        for passage in passages:
            yield from _list_numbers(passage)
    yield from _overview(review)
    yield from _problems(review)
    yield from _fee_statement(review)


def _empty(review: Review) -> Iterator[Finding]:
    document = review.document
    missing = document.entries(Part.SOURCE)
    for section in document.form.text_sections:
        if not section.numeral or f"missing:{section.key}" in missing:
            continue
        if not any(paragraph.strip() for paragraph in document.paragraphs(section.key)):
            yield Finding(
                "section.empty",
                Severity.ERROR,
                section.key,
                f"“{section.heading}”没有内容。请写明情况，没有发生的也要写明。",
            )


def _too_long(review: Review) -> Iterator[Finding]:
    document = review.document
    total = 0
    for section in document.form.text_sections:
        for index, paragraph in enumerate(document.paragraphs(section.key)):
            total += len(paragraph) + 1
            if len(paragraph) > LONGEST_PARAGRAPH or total > LONGEST_TEXT:
                yield Finding(
                    "section.too_long",
                    Severity.WARNING,
                    section.key,
                    f"“{section.heading}”第 {index + 1} 段太长，超出的文字没有检查。"
                    "请核对它是不是报告的正文。",
                    paragraph=index,
                )
            if total > LONGEST_TEXT:
                return


# A heading that says nothing: no sentence, no number, nothing denied.
_BARE_HEADING = re.compile(r"\([一二三四五六七八九十]{1,3}\)[^,。;:!?、\d]{1,40}[:。]?")
_SAYS_SOMETHING = re.compile(r"[无未没零]|不存在|不涉及")
_NOUN_END = re.compile(r"(?:情况|方面|工作|建设|保障|管理|措施|问题|公开|监督|检查|服务)[:。]?$")


def _empty_headings(passages: list[Passage]) -> Iterator[Finding]:
    written = [passage for passage in passages if passage.text]
    for passage, after in zip_longest(written, written[1:]):
        if passage.level is not Level.TWO or not _is_bare_heading(passage.text):
            continue
        if after is None or after.level in (Level.ONE, Level.TWO):
            yield passage.finding(
                "section.empty_heading",
                Severity.WARNING,
                f"小标题“{passage.original.strip()}”下面没有内容。请补写，或者删去这个小标题。",
            )


def _is_bare_heading(text: str) -> bool:
    if not _BARE_HEADING.fullmatch(text) or _SAYS_SOMETHING.search(text):
        return False
    return text[-1] not in "。:" or bool(_NOUN_END.search(text))


_HEADING_NUMBER = re.compile(r"\((十?[一二三四五六七八九]|二?十)\)")
_LIST_NUMBER = re.compile(r"(?<![第统之])(十?[一二三四五六七八九]|十)是")


def _heading_numbers(passages: list[Passage]) -> Iterator[Finding]:
    """（一）（二）… in one section: none missing, none twice; another （一） begins anew."""
    last = 0
    for passage in passages:
        if passage.level is Level.ONE:
            last = 0
        match = _HEADING_NUMBER.match(passage.text) if passage.level is Level.TWO else None
        number = han_number(match[1]) if match else None
        if number is None:
            continue
        if number not in (1, last + 1):
            before = f"前面是（{in_characters(last)}）" if last else "前面没有（一）"
            yield passage.finding(
                "section.numbering",
                Severity.WARNING,
                f"小标题“{_start(passage)}”的序号不连续，{before}。请核对序号。",
            )
        last = number


def _list_numbers(passage: Passage) -> Iterator[Finding]:
    """一是…；二是… in one paragraph."""
    last = 0
    for match in _LIST_NUMBER.finditer(passage.text):
        number = han_number(match[1])
        assert number is not None  # the pattern takes nothing else
        if number not in (1, last + 1):
            if last:
                yield passage.finding(
                    "section.numbering",
                    Severity.WARNING,
                    f"“{_start(passage)}”这一段里“{in_characters(last)}是”后面是“{match[0]}”，"
                    "序号不连续。请核对。",
                )
            return
        last = number


def _start(passage: Passage) -> str:
    text = passage.original.strip()
    return text if len(text) <= 20 else f"{text[:20]}…"


_PLATFORM = re.compile(r"平台|网站|公众号|新媒体|栏目|专栏")
_TOPICS = {
    "主动公开": re.compile(r"主动|发布|公开内容"),
    "依申请公开": re.compile(r"申请"),
    "政府信息管理": re.compile(r"信息管理|管理|审查|审核|制度"),
    "政府信息公开平台建设": _PLATFORM,
    "平台建设": _PLATFORM,
    "监督保障": re.compile(r"监督|保障|考核|培训|评议"),
}
_SUPERVISION = {
    "工作考核": re.compile(r"考核|考评|测评|绩效"),
    "社会评议": re.compile(r"评议|评价|满意度|社会评估"),
    "责任追究": re.compile(r"责任追究|追究责任|追责|问责|责任"),
}


def _overview(review: Review) -> Iterator[Finding]:
    """The five topics of 一; for governments the three results of supervision as well."""
    text = review.text("overview")
    if not text:
        return
    topics = review.document.form.section("overview").topics
    lacking = [topic for topic in topics if not _covers(text, topic)]
    if lacking:
        yield Finding(
            "section.topics",
            Severity.WARNING,
            "overview",
            f"“一、总体情况”没有写到{'、'.join(lacking)}。请补写。",
        )
    if is_government(review.document.organization):
        lacking = [each for each, pattern in _SUPERVISION.items() if not pattern.search(text)]
        if lacking:
            yield Finding(
                "section.supervision",
                Severity.WARNING,
                "overview",
                f"各级人民政府应当在“一、总体情况”写明工作考核、社会评议和责任追究结果情况，"
                f"现在没有写到{'、'.join(lacking)}。请补写，没有发生的也要写明。",
            )


def _covers(text: str, topic: str) -> bool:
    """Whether a text speaks of a topic, in its own words or those of the notice."""
    pattern = _TOPICS.get(topic)
    return bool(pattern.search(text)) if pattern else topic in text


_PROBLEM = re.compile(r"问题|不足|差距|薄弱|短板|有待|不够|不强|不高|欠缺|困难")
_IMPROVEMENT = re.compile(r"改进|整改|措施|下一步|今后|将|加强|完善|提升|提高")
_SHORTEST_PROBLEMS = 50


def _problems(review: Review) -> Iterator[Finding]:
    text = review.text("problems").replace("\n", "")
    if not text:
        return
    title = review.document.form.section("problems").heading
    if len(text) < 10:
        yield Finding(
            "section.problems",
            Severity.ERROR,
            "problems",
            f"“{title}”只写了“{text}”。请写明存在的主要问题和改进情况。",
            paragraph=0,
        )
        return
    lacking = []
    if not _PROBLEM.search(text):
        lacking.append("存在的主要问题")
    if not _IMPROVEMENT.search(text):
        lacking.append("改进情况")
    if lacking or len(text) < _SHORTEST_PROBLEMS:
        reason = f"没有写{'和'.join(lacking)}" if lacking else f"只有 {len(text)} 个字"
        yield Finding(
            "section.problems",
            Severity.WARNING,
            "problems",
            f"“{title}”{reason}。问题要具体，改进措施要对应，请补写。",
        )


_FEE = re.compile(r"信息处理费|信息公开处理费|处理费|收费|收取.{0,10}?费")


def _fee_statement(review: Review) -> Iterator[Finding]:
    """Since there is a rule on fees, the last section says what was charged, even nothing."""
    document = review.document
    text = review.text("other_matters")
    if not text or document.year is None or document.year < FEES_SINCE or _FEE.search(text):
        return
    yield Finding(
        "section.fee_statement",
        Severity.ERROR,
        "other_matters",
        f"“{document.form.section('other_matters').heading}”没有写收取信息处理费的情况。"
        "请补写，没有收取也要写明“本年度未收取信息处理费”。",
    )
