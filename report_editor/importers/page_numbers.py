"""Recognise page numbers by their form and by how they go on from page to page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import plain_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 40
_MARKED = re.compile(
    r"[-—–―·]{1,3}\s*[0-9]{1,3}\s*[-—–―·]{1,3}|第\s*[0-9]{1,3}\s*页(?:\s*[,/]?\s*共\s*[0-9]{1,3}\s*页)?"
    r"|P\.\s*[0-9]{1,3}"
)
"""Forms that nothing else in a report has: — 3 —, 第 3 页 共 9 页."""
_OF_ALL = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})\s*页?")
_BARE = re.compile(r"[0-9]{1,3}")


def is_page_number(text: str) -> bool:
    """Check whether a line has a form that only page numbers have: — 3 —, 第 3 页."""
    return len(text) <= _LONGEST and bool(_MARKED.fullmatch(plain_chinese(text).strip()))


def is_bare_number(text: str) -> bool:
    """Check whether a line can be a page number, or any other number: 3, 3/9."""
    plain = plain_chinese(text[:_LONGEST]).strip()
    return bool(_BARE.fullmatch(plain) or _OF_ALL.fullmatch(plain))


def find_counted_pages(texts: Iterable[str]) -> set[int]:
    """Return which lines count the pages as 1/5, 2/5…: at least two, with the same whole."""
    found: dict[int, list[tuple[int, int]]] = {}
    for index, text in enumerate(texts):
        match = _OF_ALL.fullmatch(plain_chinese(text).strip()) if len(text) <= _LONGEST else None
        if match and 0 < int(match[1]) <= int(match[2]):
            found.setdefault(int(match[2]), []).append((index, int(match[1])))
    counted: set[int] = set()
    for lines in found.values():
        numbers = [number for _, number in lines]
        if len(lines) > 1 and numbers == sorted(set(numbers)):
            counted.update(index for index, _ in lines)
    return counted
