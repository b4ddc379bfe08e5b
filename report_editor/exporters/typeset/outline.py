"""Find how deep a heading in a text stands below its section."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.document.heading_levels import Level

_DEEPEST = 4
"""There are six levels of headings in a PDF, of which title and section take two."""


class Outline:
    """Numbered headings of a section that a text stands under.

    A level that a text leaves out, such as 1. without （一）, is no level of the outline: a reader
    who walks from heading to heading misses none.
    """

    def __init__(self) -> None:
        self._above: list[Level] = []

    def begin_section(self) -> None:
        """Leave all headings."""
        self._above = []

    def enter(self, level: Level) -> int:
        """Enter a heading that is a paragraph, and return its depth, 1 just below the section."""
        depth = self.find_depth(level)
        self._above = [*self._above[: depth - 1], level]
        return min(depth, _DEEPEST)

    def find_depth(self, level: Level) -> int:
        """Return the depth of a heading at this place."""
        return 1 + sum(each < level for each in self._above)
