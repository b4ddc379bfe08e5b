"""Which part of a paragraph is a heading, by its numbering: 一、 or （一）.

Official documents print the heading in its own type. Where the text runs on in the same
paragraph, the heading ends with its first sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = "[一二三四五六七八九十百〇零]{1,4}"
_LEVELS = (re.compile(rf"\s*{_NUMERAL}\s*、"), re.compile(rf"\s*[（(]\s*{_NUMERAL}\s*[）)]"))
_SENTENCE_END = re.compile("[。：！？；:]")
_LONGEST = 36
"""Characters of a sentence that can still be a heading: more than a line of them is text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading that a paragraph is or begins with."""

    level: int
    """1 for 一、 and 2 for （一）."""
    length: int
    """How many characters of the paragraph it takes, its full stop included."""


def heading(paragraph: str) -> Heading | None:
    """The heading of a paragraph; None where it has none, as with 1. and plain text."""
    for level, pattern in enumerate(_LEVELS, start=1):
        number = pattern.match(paragraph)
        if number is None:
            continue
        end = _SENTENCE_END.search(paragraph, number.end())
        length = end.end() if end else len(paragraph)
        if length - number.end() <= _LONGEST:
            return Heading(level, length)
        return Heading(level, number.end())
    return None
