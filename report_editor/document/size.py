"""Refuse more text than a report can be, before it reaches a window that could not show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.changes import UNPLACED, Change, Part, TextEdit
from report_editor.document.limits import MAX_PARAGRAPH, MAX_TEXT

if TYPE_CHECKING:
    from report_editor.document.document import Document


def count_characters(document: Document) -> int:
    """Return the characters of all texts of a report, with one for the end of each paragraph.

    Last year's texts, kept for the comparison, are no part of it.
    """
    paragraphs = (text for key in document.text_keys for text in document.paragraphs(key))
    entries = (_count_entries(document, part) for part in Part if part is not Part.PREVIOUS)
    return sum(len(text) + 1 for text in paragraphs) + sum(entries)


def describe_excess(document: Document) -> str:
    """Return a Chinese sentence on what is too long in a report; empty where nothing is."""
    if problem := describe_excessive_total(document):
        return problem
    for section in document.form.text_sections:
        for number, text in enumerate(document.paragraphs(section.key), start=1):
            if len(text) > MAX_PARAGRAPH:
                return _describe_long(f"“{section.heading}”第 {number} 段", len(text))
    for text in document.paragraphs(UNPLACED):
        if len(text) > MAX_PARAGRAPH:
            return _describe_long("有一段没有归位的内容", len(text))
    for part in Part:
        for text in document.entries(part).values():
            if len(text) > MAX_PARAGRAPH:
                return _describe_long(f"有一格或一项“{text[:20]}…”", len(text))
    return ""


def describe_excessive_total(document: Document) -> str:
    """Return a Chinese sentence where a report as a whole is too long; empty where it is not.

    A report's own file is asked for this alone: a paragraph that was too long was let in once, and
    its cell in the workbook could not be parted by another program.
    """
    count = max(count_characters(document), _count_entries(document, Part.PREVIOUS))
    if count <= MAX_TEXT:
        return ""
    return (
        f"里面有 {count:,} 个字，超过一份报告的上限 {MAX_TEXT:,} 个字，没有读取。"
        "请确认选对了文件；如果报告里夹着别的材料，请在原来的程序里删去，另存后再打开。"
    )


def describe_growth(document: Document, change: Change) -> str:
    """Return a Chinese sentence where a change of texts would make something too long.

    What was too long before may stay as it is or become shorter.
    """
    more = 0
    for edit in change.edits:
        assert isinstance(edit, TextEdit)
        before, after = (max(map(len, each), default=0) for each in (edit.before, edit.after))
        if after > max(MAX_PARAGRAPH, before):
            return f"一段最多 {MAX_PARAGRAPH:,} 个字，再长就放不下了，没有写入。请分成几段。"
        more += sum(map(len, edit.after)) - sum(map(len, edit.before))
    if more > 0 and count_characters(document) + more > MAX_TEXT:
        return f"一份报告最多 {MAX_TEXT:,} 个字，再长就放不下了，没有写入。请先删去一些。"
    return ""


def _count_entries(document: Document, part: Part) -> int:
    return sum(map(len, document.entries(part).values()))


def _describe_long(where: str, length: int) -> str:
    return (
        f"{where}有 {length:,} 个字，超过一段的上限 {MAX_PARAGRAPH:,} 个字，没有读取。"
        "请在原来的程序里把它分成几段，另存后再打开。"
    )
