"""Leave out page numbers, and the heads and feet that stand on most pages of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.readers.pdf.text_lines import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.readers.collect import Collector
    from report_editor.importers.readers.pdf.page_breaks import PageTable

_NUMBER = re.compile(
    r"[-—–－―·\s]*(第\s*)?\d{1,3}(\s*页)?([/／,，\s]*(共\s*)?\d{1,3}(\s*页)?)?[-—–－―·\s]*"
)
_MARGIN = 0.115
"""Share of a page's height, above and below, where page numbers and running heads stand."""


def drop_running_lines(
    pages: Sequence[tuple[list[TextLine | PageTable], float]], collector: Collector
) -> None:
    """Drop page numbers, and lines in the margin that stand on most pages at the same height.

    The outermost lines are looked at, then those that are outermost without them. For each page
    there is what stands on it from the top, which is changed, and its height in points.
    """
    found = True
    while found:
        outer = [(items, line) for items, height in pages for line in _find_outer(items, height)]
        seen = Counter(_describe(line) for _items, line in outer)
        found = False
        for items, line in outer:
            if _NUMBER.fullmatch(line.text):
                collector.drop(left_out.PAGE_NUMBER, text=line.text)
            elif seen[_describe(line)] >= max(2, len(pages) // 2 + 1):
                collector.drop(left_out.PAPER, text=line.text)
            else:
                continue
            items.remove(line)
            found = True


def _find_outer(items: list[TextLine | PageTable], height: float) -> list[TextLine]:
    """Return the first and the last line of a page, where they stand in its margins."""
    low, high = _MARGIN * height, (1 - _MARGIN) * height
    outer = [item for item in (*items[:1], *items[1:][-1:]) if isinstance(item, TextLine)]
    return [line for line in outer if not low < line.baseline < high]


def _describe(line: TextLine) -> tuple[str, int]:
    """Return what a running line has in common with the same one on other pages."""
    return re.sub(r"\d+", "0", "".join(line.text.split())), round(line.baseline / 4)
