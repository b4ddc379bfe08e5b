"""Refuse what is no report of this kind though it has headings like one, with a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.importers.recognition.folding import fold, simplify
from report_editor.importers.recognition.titles import find_title, read_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.recognition.section_headings import Heading
    from report_editor.importers.recognition.source_rows import SourceRow

NOTHING_FOUND = (
    "这个文件里没有认出政府信息公开工作年度报告：没有“一、总体情况”等标题，也没有报告的表格。"
    "请确认选对了文件；如果内容是图片，请先转成文字。"
)
_OTHER_REPORT = "这个文件像是“{}”，不是政府信息公开工作年度报告，没有读取。请确认选对了文件。"
_LETTER = "这个文件像是通知或者公文（“{}”），不是年度报告本身，没有读取。请打开报告的文件。"
_HEADLINE = re.compile(
    r"[^。,;:]{0,30}20[0-9]{2}年度?(?![0-9]{1,2}月)[^。,;:]{4,40}"
    r"|[^。;:]{4,60}(?:报告|总结|年报|计划|方案|要点|说明|办法|制度|指南|清单)(?:\([^()]*\))?"
)
"""Heading of a document: with its year, or with the kind of document that it is."""
_DOCUMENT = re.compile(r".{0,40}关于.{4,80}的(?:通知|通报|公告|函|意见|方案|办法|请示|批复|决定)")
_NAMED = re.compile(r"(?:信息|政务)公开(?:工作|情况)?的?(?:年度)?(?:工作)?(?:报告|年报)")
_LINES = 4
"""Lines over which a headline is broken, at most."""


def describe_other_document(
    rows: Sequence[SourceRow], headings: Sequence[Heading], page_title: str
) -> str:
    """Return the sentence why a source of which no table was read is no report; empty if it is one.

    A report without its tables is told by its title, or by being named in the text above its
    sections; without both it must not be headed as another one.
    """
    front = [row.single_text for row in rows[: headings[0].row if headings else len(rows)]]
    ends = ((at, end) for at in range(len(front)) for end in range(at + 1, at + _LINES + 1))
    runs = [front[at:end] for at, end in ends if end <= len(front) and all(front[at:end])]
    titled = any(read_title(*run) for run in runs)
    for run in runs:
        if _DOCUMENT.fullmatch(simplify("".join(run))):
            is_report = titled or sum(heading.is_worded for heading in headings) > 1
            return "" if is_report else _LETTER.format("".join(run))
    if titled or find_title(page_title):
        return ""
    if not headings:
        return NOTHING_FOUND
    other = next((text for text in front if _HEADLINE.fullmatch(simplify(text))), "")
    is_named = any(_NAMED.search(fold(text)) for text in front)
    return _OTHER_REPORT.format(other) if other and not is_named else ""
