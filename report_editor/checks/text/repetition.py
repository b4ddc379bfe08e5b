"""Check for what stands in a report twice, and for what its introduction promises."""

from __future__ import annotations

import re
import unicodedata

from report_editor.checks.finding import Issues, Severity
from report_editor.checks.report import (
    CheckedReport,
    Paragraph,
    each_body_paragraph,
    each_text,
    normalise_text,
)
from report_editor.checks.rule import rule
from report_editor.checks.text.chinese_numbers import format_han_number
from report_editor.document.heading_levels import Level, heading_length

_NUMBER = re.compile(r"\([一二三四五六七八九十]{1,4}\)")
_SHORTEST_PARAGRAPH = 40
_SHOWN = 20

_PARTS = re.compile(r"([二三四五六七八九2-9])个?(?:部分|方面)")
_TOPICS = {
    "overview": r"总体情况|概述|工作情况",
    "disclosure": r"主动公开",
    "requests": r"申请(?:的)?情况|依申请|申请办理|公开申请",
    "proceedings": r"复议|诉讼",
    "problems": r"问题",
    "other_matters": r"其他(?:需要|需|应当|应)?(?:报告|说明)|其他事项|需要(?:报告|说明)的",
}
_FEWEST_LISTED = 3
_ANNEX = re.compile(r"附[表件录]|附则")


@rule("section.count", Severity.WARNING)
def check_promised(report: CheckedReport) -> Issues:
    """Find an introduction that counts or lists other parts than the form has."""
    sections = report.form.sections[1:]
    patterns = {each.key: _TOPICS.get(each.key, re.escape(each.title)) for each in sections}
    for paragraph in report.paragraphs_by_section[report.form.preamble.key]:
        for sentence in paragraph.text.split("。"):
            match = _PARTS.search(sentence)
            lacking = [each for each in sections if not re.search(patterns[each.key], sentence)]
            if match is None or len(sections) - len(lacking) < _FEWEST_LISTED:
                continue
            said = int(unicodedata.numeric(match[1]))
            if said != len(sections):
                if not _ANNEX.search(sentence):
                    count = format_han_number(len(sections))
                    yield paragraph.issue(
                        f"引言写“{match[0]}”，格式规定是{count}个部分。请核对。",
                        expected=len(sections),
                        actual=said,
                    )
            elif lacking:
                names = "、".join(f"“{section.title}”" for section in lacking)
                yield paragraph.issue(
                    f"引言写“{match[0]}”，列出的部分里没有{names}。请补上。",
                    expected=len(sections),
                    actual=len(sections) - len(lacking),
                )


@rule("section.duplicate", Severity.ERROR, each=each_body_paragraph)
def check_duplicates(report: CheckedReport, paragraph: Paragraph) -> Issues:
    """Find the heading of a section inside a text."""
    if paragraph.level is not Level.ONE:
        return
    written = paragraph.text.rstrip("。:")
    for section in report.form.sections:
        if section.heading == written:
            yield paragraph.issue(
                f"正文里又出现了标题“{section.heading}”，打印和导出时这个标题会有两个。"
                "请删去这一行，并核对下面的内容是不是重复了、放错了。"
            )


@rule("section.repeated", Severity.WARNING, each=each_text)
def check_headings(_report: CheckedReport, paragraphs: list[Paragraph]) -> Issues:
    """Find the same （…） heading twice under other numbers; another （一） begins anew."""
    seen: dict[str, str] = {}
    for paragraph in paragraphs:
        match = _NUMBER.match(paragraph.text) if paragraph.level is Level.TWO else None
        if paragraph.level is Level.ONE or (match and match[0] == "(一)"):
            seen.clear()
        if match is None:
            continue
        heading = normalise_text(paragraph.original[: heading_length(paragraph.original)])
        title = heading[match.end() :].strip("。:;,")
        if not title:
            continue
        if title in seen:
            numbers = f"{seen[title]}和{match[0]}".replace("(", "（").replace(")", "）")
            yield paragraph.issue(
                f"小标题“{title}”在这一部分出现了两次：{numbers}。请核对是不是重复了。"
            )
        seen[title] = match[0]


@rule("section.repeated", Severity.WARNING)
def check_paragraphs(report: CheckedReport) -> Issues:
    """Find a long paragraph that stands in the report twice, word for word."""
    seen: dict[str, Paragraph] = {}
    reported: set[str] = set()
    for paragraph in report.paragraphs:
        if len(paragraph.text) < _SHORTEST_PARAGRAPH:
            continue
        first = seen.setdefault(paragraph.text, paragraph)
        if first is not paragraph and paragraph.text not in reported:
            reported.add(paragraph.text)
            shown = " ".join(paragraph.original.split())[:_SHOWN]
            yield paragraph.issue(
                f"“{shown}…”这一段和“{report.form.section(first.section).title}”"
                f"第 {first.index + 1} 段完全相同。请核对是不是重复了。"
            )
