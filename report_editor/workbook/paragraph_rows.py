"""Rows of a sheet that a paragraph stands in: one, or several where it is higher than a row can be.

Office programs show and print no more of a cell than a row of 409 points or a page; a merged cell
is cut at the end of the page as well. So a long paragraph is divided, at the end of a sentence,
and its rows are one paragraph again when the file is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.workbook.row_heights import MOST_LINES, count_fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SENTENCE_END = re.compile(r"[。！？；][”’）》」]*")
_PART_LINES = 10
"""Lines of a row of a divided paragraph: few, for a page ends between rows."""
_SHORTEST_PART = 100
"""Fewest characters of a row that another row of the same paragraph follows."""


def split_paragraph(text: str, millimetres: float) -> list[str]:
    """Return the texts of the rows of a paragraph, which joined are the paragraph.

    One with line breaks stays whole: a row that was edited is read as a paragraph a line.
    """
    if "\n" in text or count_fitting(text, millimetres, MOST_LINES) == len(text):
        return [text]
    parts = []
    while (fitting := count_fitting(text, millimetres, _PART_LINES)) < len(text):
        end = _find_end(text, fitting)
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def _find_end(text: str, fitting: int) -> int:
    """Return where to divide a text: behind a sentence if there is one, and inside no character."""
    ends = [each.end() for each in _SENTENCE_END.finditer(text, fitting // 2, fitting)]
    end: int
    for end in (*ends[-1:], *range(fitting, _SHORTEST_PART, -1)):
        is_mark = unicodedata.category(text[end])[0] == "M" or "\u200d" in text[end - 1 : end + 1]
        if not is_mark and not text[end - 1].isspace() and not text[end].isspace():
            return end
    return fitting


def join_rows(rows: Sequence[str], paragraphs: Sequence[str]) -> list[str]:
    """Return the rows of a sheet with those joined that together are one of the paragraphs.

    However they were divided: a row that holds all of a paragraph stays as it is.
    """
    waiting = Counter(each for each in paragraphs if len(each) > _SHORTEST_PART) - Counter(rows)
    joined: list[str] = []
    at = 0
    while at < len(rows):
        paragraph, count = rows[at], 1
        if waiting and len(rows[at]) >= _SHORTEST_PART:
            for each in waiting:
                if found := _count_rows(rows, at, each):
                    paragraph, count = each, found
                    waiting -= Counter([each])
                    break
        joined.append(paragraph)
        at += count
    return joined


def _count_rows(rows: Sequence[str], first: int, paragraph: str) -> int:
    """Count the rows, from one on, that joined are a paragraph; 0 where they are not."""
    length = 0
    for at in range(first, len(rows)):
        if not rows[at] or not paragraph.startswith(rows[at], length):
            return 0
        length += len(rows[at])
        if length == len(paragraph):
            return at - first + 1
    return 0


def join_edited_rows(
    rows: Sequence[str], paragraphs: Iterable[str], millimetres: float
) -> list[str]:
    """Return rows that stand in the place of some paragraphs, joined where one was divided.

    As many rows as there were are taken for the same; those that one divided paragraph left, and
    no more than it had, for its own.
    """
    parts = [len(split_paragraph(each, millimetres)) for each in paragraphs]
    if len(parts) == 1 and parts[0] > 1:
        parts = [min(parts[0], len(rows))]
    elif sum(parts) != len(rows):
        return list(rows)
    joined, at = [], 0
    for count in parts:
        joined.append("".join(rows[at : at + count]))
        at += count
    return [*joined, *rows[at:]]
