"""Find the levels of headings, so that a reader who walks from one to the next misses none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.document.heading_levels import Level

_DEEPEST = 6
"""Levels of headings in a PDF."""


class Outline:
    """Headings that a text stands under: title, section, and numbered ones within it.

    A level that a report leaves out, such as 1. without （一）, is no level of the outline.
    """

    def __init__(self, *, has_title: bool) -> None:
        self._title = self._top = int(has_title)
        """Level of the title, and of the title or section that the text stands under."""
        self._above: list[Level] = []

    def begin_section(self) -> str:
        """Enter a section, and return the role of its heading in a PDF."""
        self._above = []
        self._top = self._title + 1
        return f"H{self._top}"

    def enter(self, level: Level) -> str:
        """Enter a heading that is a paragraph, and return its role in a PDF."""
        self._above = [each for each in self._above if each < level]
        self._above.append(level)
        return f"H{min(self._top + len(self._above), _DEEPEST)}"

    def is_first_below(self, level: Level) -> bool:
        """Check whether a heading of a level would stand right below its section."""
        return not any(each < level for each in self._above)
