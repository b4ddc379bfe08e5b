"""Leave out page numbers, and the heads and feet that stand on most pages of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.common.check_code import is_check_code_line
from report_editor.importers import left_out
from report_editor.importers.page_numbers import is_page_number
from report_editor.importers.readers.pdf.text_lines import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.readers.collect import Collector
    from report_editor.importers.readers.pdf.page_breaks import PageTable

_COUNTED = re.compile(
    r"[-—–－―·\s]*(\d{1,3})\s*(?:[/／,，]\s*(?:共\s*)?(\d{1,3})\s*页?)?[-—–－―·\s]*"
)
_CERTAIN = -1000
"""Stands for a number that only a page has, by its form."""
_MARGIN = 0.115
"""Share of a page's height, above and below, where page numbers and running heads stand."""


def drop_running_lines(
    pages: Sequence[tuple[list[TextLine | PageTable], float]], collector: Collector
) -> None:
    """Drop page numbers, and lines in the margin that stand on most pages at the same height.

    The outermost lines are looked at, then those that are outermost without them. A page has one
    number. For each page there is what stands on it from the top, which is changed, and its height
    in points.
    """
    numbered: set[int] = set()
    found = True
    while found:
        outer = [
            (page, items, line)
            for page, (items, height) in enumerate(pages)
            for line in _find_outer(items, height)
        ]
        seen = Counter(_describe(line) for _page, _items, line in outer)
        numbers = {id(line): _read_offset(line, page, len(pages)) for page, _, line in outer}
        offsets = Counter(offset for offset in numbers.values() if offset is not None)
        found = False
        for page, items, line in outer:
            offset = numbers[id(line)]
            counts = offset is not None and (offset == _CERTAIN or offsets[offset] > 1)
            if counts and page not in numbered:
                numbered.add(page)
                collector.drop(left_out.PAGE_NUMBER, text=line.text)
            elif is_check_code_line(line.text):
                collector.drop(left_out.CHECK_CODE, text=line.text)
            elif offset is None and seen[_describe(line)] >= max(2, len(pages) // 2 + 1):
                collector.drop(left_out.PAPER, text=line.text)
            else:
                continue
            items.remove(line)
            found = True


def _read_offset(line: TextLine, page: int, pages: int) -> int | None:
    """Return by how much a number differs from that of its page; None for a line of words.

    Numbers that go on from page to page count the pages; one alone may be any number.
    """
    if is_page_number(line.text):
        return _CERTAIN
    match = _COUNTED.fullmatch(line.text)
    if match is None:
        return None
    return _CERTAIN if match[2] and int(match[2]) == pages else int(match[1]) - page


def _find_outer(items: list[TextLine | PageTable], height: float) -> list[TextLine]:
    """Return the first and the last line of a page, where they stand in its margins."""
    low, high = _MARGIN * height, (1 - _MARGIN) * height
    outer = [item for item in (*items[:1], *items[1:][-1:]) if isinstance(item, TextLine)]
    return [line for line in outer if not low < line.baseline < high]


def _describe(line: TextLine) -> tuple[str, int]:
    """Return what a running line has in common with the same one on other pages."""
    return re.sub(r"\d+", "0", "".join(line.text.split())), round(line.baseline / 4)
