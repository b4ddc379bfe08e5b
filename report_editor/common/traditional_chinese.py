"""Write official words in traditional characters, for reports that are written in them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import is_simplified

if TYPE_CHECKING:
    from collections.abc import Callable

_TERMS = {"複議": "復議", "反覆申請": "反復申請"}
"""Words of the form for which OpenCC's dictionaries choose the other of two characters."""


def is_traditional(text: str) -> bool:
    """Check whether a text is written in traditional characters rather than in simplified ones.

    The characters that only one of the two scripts has are counted; without any it is simplified.
    """
    if is_simplified(text):
        return False
    counts = Counter(text)
    # Each character on a line of its own: beside others it might be taken for a part of a word.
    listed = "\n".join(char for char in counts if not "\ud800" <= char <= "\udfff")
    chars = listed.split("\n")

    def count_changed(script: str) -> int:
        converted = _converter(script)(listed).split("\n")
        return sum(counts[a] for a, b in zip(chars, converted, strict=True) if a != b)

    return count_changed("t2s") > count_changed("s2hk")


def to_traditional(text: str) -> str:
    """Return words of the form in traditional characters as the mainland's sites write them."""
    converted = _converter("s2hk")(text)
    for wrong, right in _TERMS.items():
        converted = converted.replace(wrong, right)
    return converted


@cache
def _converter(script: str) -> Callable[[str], str]:
    # Its dictionaries take longer to read than a window may wait to open: only on demand.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(script).convert
    return convert
