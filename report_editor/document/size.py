"""Refuse more text than a report can be, before it reaches a window that could not show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.changes import UNPLACED, FormEdit, Part, TextEdit
from report_editor.document.limits import MAX_OWN_TEXT, MAX_PARAGRAPH, MAX_PARAGRAPHS, MAX_TEXT

if TYPE_CHECKING:
    from report_editor.document.changes import Change, Edit
    from report_editor.document.document import Document

_COUNTED = tuple(part for part in Part if part is not Part.PREVIOUS)
"""Parts of a report's own; last year's texts have several paragraphs in an entry."""


def count_characters(document: Document) -> int:
    """Return the characters of all texts of a report, with one for the end of each paragraph.

    Last year's texts, kept for the comparison, are no part of it.
    """
    paragraphs = (text for key in document.text_keys for text in document.paragraphs(key))
    entries = (_count_entries(document, part) for part in _COUNTED)
    return sum(len(text) + 1 for text in paragraphs) + sum(entries)


def describe_growth(document: Document, change: Change) -> str:
    """Return a Chinese sentence where a change would make a report too long; empty where not.

    What makes nothing longer is always allowed: a report of an earlier version may be too long.
    """
    texts = [each for each in map(_list_texts, change.edits) if each is not None]
    longest = max([MAX_PARAGRAPH, *(len(text) for before, _ in texts for text in before)])
    if any(len(text) > longest for _, after in texts for text in after):
        return (
            f"一段最多 {MAX_PARAGRAPH:,} 个字，一格也是，再长就放不下了，没有写入。"
            "请分成几段，或者缩短。"
        )
    edits = [each for each in change.edits if isinstance(each, TextEdit)]
    paragraphs = sum(len(each.after) - len(each.before) for each in edits)
    length = sum(sum(map(len, after)) - sum(map(len, before)) for before, after in texts)
    length += paragraphs
    if paragraphs > 0 and _count_paragraphs(document) + paragraphs > MAX_PARAGRAPHS:
        return f"一份报告最多 {MAX_PARAGRAPHS:,} 段，再多就放不下了，没有写入。请先删去一些。"
    if length > 0 and count_characters(document) + length > MAX_TEXT:
        return f"一份报告最多 {MAX_TEXT:,} 个字，再长就放不下了，没有写入。请先删去一些。"
    return ""


def describe_excess(document: Document, most: int = MAX_TEXT) -> str:
    """Return a Chinese sentence on what is too long in a report; empty where nothing is.

    Args:
        document: The report.
        most: Characters that it may have.
    """
    if problem := describe_excessive_total(document, most):
        return problem
    if (count := _count_paragraphs(document)) > MAX_PARAGRAPHS:
        return _describe_total(f"{count:,} 段", f"{MAX_PARAGRAPHS:,} 段")
    for section in document.form.text_sections:
        for number, text in enumerate(document.paragraphs(section.key), start=1):
            if len(text) > MAX_PARAGRAPH:
                return _describe_long(f"“{section.heading}”第 {number} 段", len(text))
    for text in document.paragraphs(UNPLACED):
        if len(text) > MAX_PARAGRAPH:
            return _describe_long("有一段没找到位置的内容", len(text))
    for part in _COUNTED:
        for text in document.entries(part).values():
            if len(text) > MAX_PARAGRAPH:
                return _describe_long(f"有一格或一项“{text[:20]}…”", len(text))
    return ""


def describe_excessive_total(document: Document, most: int = MAX_OWN_TEXT) -> str:
    """Return a Chinese sentence where a report as a whole is too long; empty where it is not.

    A report's own file is asked for this alone: a paragraph that was too long was let in once, and
    its cell in the workbook could not be parted by another program.
    """
    count = max(count_characters(document), _count_entries(document, Part.PREVIOUS))
    if count <= most:
        return ""
    return _describe_total(f"{count:,} 个字", f"{most:,} 个字")


def _describe_total(count: str, most: str) -> str:
    return (
        f"里面有 {count}，超过一份报告的上限 {most}，没有读取。"
        "请确认选对了文件；如果报告里夹着别的材料，请在原来的程序里删去，另存后再打开。"
    )


def _list_texts(edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the counted texts of an edit before and after; None where it has none."""
    if isinstance(edit, TextEdit):
        return edit.before, edit.after
    if isinstance(edit, FormEdit) or edit.part not in _COUNTED:
        return None
    return (edit.before or "",), (edit.after or "",)


def _count_paragraphs(document: Document) -> int:
    return sum(len(document.paragraphs(key)) for key in document.text_keys)


def _count_entries(document: Document, part: Part) -> int:
    return sum(map(len, document.entries(part).values()))


def _describe_long(where: str, length: int) -> str:
    return (
        f"{where}有 {length:,} 个字，超过一段的上限 {MAX_PARAGRAPH:,} 个字，没有读取。"
        "请在原来的程序里把它分成几段，另存后再打开。"
    )
