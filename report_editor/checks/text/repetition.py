"""The outline of a report: what stands in it twice, and what its introduction promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.checks.finding import Severity
from report_editor.checks.review import ready
from report_editor.checks.text.chinese_numbers import in_characters
from report_editor.document.heading_levels import Level, heading_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.finding import Finding
    from report_editor.checks.review import Passage, Review
    from report_editor.forms import Section

_NUMBER = re.compile(r"\([一二三四五六七八九十]{1,4}\)")
_SHORTEST_PARAGRAPH = 40
_SHOWN = 20

_PARTS = re.compile(r"([二三四五六七八九2-9])个?(?:部分|方面)")
_HAN = "零一二三四五六七八九"
_TOPICS = {
    "overview": re.compile(r"总体情况|概述|工作情况"),
    "disclosure": re.compile(r"主动公开"),
    "requests": re.compile(r"申请(?:的)?情况|依申请|申请办理|公开申请"),
    "proceedings": re.compile(r"复议|诉讼"),
    "problems": re.compile(r"问题"),
    "other_matters": re.compile(
        r"其他(?:需要|需|应当|应)?(?:报告|说明)|其他事项|需要(?:报告|说明)的"
    ),
}
_FEWEST_LISTED = 3
_ANNEX = re.compile(r"附[表件录]|附则")


def check_outline(review: Review) -> Iterator[Finding]:
    """Sections, headings and paragraphs told twice; parts that the introduction miscounts."""
    for passage in review.by_section["preamble"]:
        yield from _promised(review, passage)
    yield from _sections(review)
    for passages in review.by_section.values():
        yield from _headings(passages)
    yield from _paragraphs(review)


def _promised(review: Review, passage: Passage) -> Iterator[Finding]:
    """由…六个部分组成: as many as the form has, and each of them named."""
    sections = [section for section in review.document.form.sections if section.numeral]
    for sentence in passage.text.split("。"):
        match = _PARTS.search(sentence)
        lacking = [section for section in sections if not _is_named(section, sentence)]
        if match is None or len(sections) - len(lacking) < _FEWEST_LISTED:
            continue
        said = int(match[1]) if match[1].isdigit() else _HAN.index(match[1])
        if said != len(sections):
            if not _ANNEX.search(sentence):
                yield passage.finding(
                    "section.count",
                    Severity.WARNING,
                    f"引言写“{match[0]}”，格式规定是{in_characters(len(sections))}个部分。请核对。",
                    expected=len(sections),
                    actual=said,
                )
        elif lacking:
            names = "、".join(f"“{section.title}”" for section in lacking)
            yield passage.finding(
                "section.count",
                Severity.WARNING,
                f"引言写“{match[0]}”，列出的部分里没有{names}。请补上。",
                expected=len(sections),
                actual=len(sections) - len(lacking),
            )


def _is_named(section: Section, sentence: str) -> bool:
    pattern = _TOPICS.get(section.key)
    return bool(pattern.search(sentence)) if pattern else section.title in sentence


def _sections(review: Review) -> Iterator[Finding]:
    """The heading of a section inside a text: the section stands there once more."""
    headings = {section.heading: section for section in review.document.form.sections}
    for passage in review.body:
        if passage.level is not Level.ONE:
            continue
        section = headings.get(passage.text.rstrip("。:"))
        if section is not None:
            yield passage.finding(
                "section.duplicate",
                Severity.ERROR,
                f"正文里又出现了标题“{section.heading}”，打印和导出时这个标题会有两个。"
                "请删去这一行，并核对下面的内容是不是重复了、放错了。",
            )


def _headings(passages: list[Passage]) -> Iterator[Finding]:
    """The same （…） heading twice under other numbers; another （一） begins anew."""
    seen: dict[str, str] = {}
    for passage in passages:
        match = _NUMBER.match(passage.text) if passage.level is Level.TWO else None
        if passage.level is Level.ONE or (match and match[0] == "(一)"):
            seen.clear()
        if match is None:
            continue
        heading = ready(passage.original[: heading_length(passage.original)])
        title = heading[match.end() :].strip("。:;,")
        if not title:
            continue
        if title in seen:
            yield passage.finding(
                "section.repeated",
                Severity.WARNING,
                f"小标题“{title}”在这一部分出现了两次：{_wide(seen[title])}和{_wide(match[0])}。"
                "请核对是不是重复了。",
            )
        seen[title] = match[0]


def _wide(number: str) -> str:
    return number.replace("(", "（").replace(")", "）")


def _paragraphs(review: Review) -> Iterator[Finding]:
    """A long paragraph that stands in the report twice, word for word."""
    seen: dict[str, Passage] = {}
    told: set[str] = set()
    for passage in review.passages:
        if len(passage.text) < _SHORTEST_PARAGRAPH:
            continue
        first = seen.setdefault(passage.text, passage)
        if first is not passage and passage.text not in told:
            told.add(passage.text)
            form = review.document.form
            shown = " ".join(passage.original.split())[:_SHOWN]
            yield passage.finding(
                "section.repeated",
                Severity.WARNING,
                f"“{shown}…”这一段和“{form.section(first.section).title}”"
                f"第 {first.index + 1} 段完全相同。请核对是不是重复了。",
            )
