"""Recognise the level of a paragraph by the numbering it begins with (GB/T 9704-2012).

Narrative is plain text: this is all there is of formatting, on the screen and on paper.
"""

from __future__ import annotations

import re
from enum import IntEnum


class Level(IntEnum):
    """Levels of headings in a text, from the top."""

    BODY = 0
    ONE = 1
    """一、 in 黑体."""
    TWO = 2
    """（一） in 楷体."""
    THREE = 3
    """1. in 仿宋."""
    FOUR = 4
    """（1） in 仿宋."""


_HAN = "一二三四五六七八九十百零〇"
_PATTERNS = (
    (Level.ONE, re.compile(rf"[{_HAN}]{{1,4}}、")),
    (Level.TWO, re.compile(rf"[（(]\s?[{_HAN}]{{1,4}}\s?[）)]")),
    (Level.THREE, re.compile(r"[0-9０-９]{1,3}\s?[.．、](?![0-9])")),
    (Level.FOUR, re.compile(r"[（(]\s?[0-9０-９]{1,3}\s?[）)]")),
)
_SENTENCE_END = re.compile(r"[。：:！？;；]")
_LONGEST_HEADING = 40


def level_of(paragraph: str) -> Level:
    """Return the level of a paragraph by its numbering."""
    text = paragraph.lstrip()
    for level, pattern in _PATTERNS:
        if pattern.match(text):
            return level
    return Level.BODY


def heading_length(paragraph: str) -> int:
    """Return how many characters of a numbered paragraph are its heading.

    A heading either fills its paragraph or runs to the first full stop, when text runs on
    behind it: （一）主动公开。全年……. A numbered sentence of more than 40 characters is text.
    """
    if level_of(paragraph) is Level.BODY:
        return 0
    end = _SENTENCE_END.search(paragraph)
    length = end.end() if end else len(paragraph)
    return length if length <= _LONGEST_HEADING else 0
