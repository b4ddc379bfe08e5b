"""Count the numbers that Word puts before a paragraph, which stand nowhere in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.importers.readers.list_numerals import format_list_number
from report_editor.ooxml.parse import WORD as W
from report_editor.ooxml.parse import parse_number

if TYPE_CHECKING:
    from report_editor.ooxml.parse import Element

_LEVEL_NUMBER = re.compile(r"%([1-9])")
_LEVELS = 9
_MAX_STYLES = 30
"""Styles that are based on one another."""


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    by_style: dict[str, int] = field(default_factory=dict)
    style_link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


def read_value(element: Element, *path: str) -> str | None:
    """Return the ``w:val`` of an element within another; None where there is no such element."""
    found = element.find("/".join(W + name for name in path))
    return None if found is None else found.get(W + "val", "")


class Numbering:
    """Lists of one document, counting as its paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Take the roots of ``numbering.xml`` and ``styles.xml``, where there are such."""
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, tuple[str | None, str | None]] = {}
        for element in () if numbering is None else numbering:
            if element.tag == W + "abstractNum":
                self._lists[element.get(W + "abstractNumId", "")] = _read_list(element)
            elif element.tag == W + "num":
                self._add_number(element)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: Element) -> str:
        """Return the number before a paragraph, which is counted with it."""
        number, level = self._number_of(paragraph)
        listed = self._lists.get(self._numbers.get(number, ""))
        if listed is None:
            return ""
        if listed.style_link and not listed.levels:
            linked = self._of_style.get(listed.style_link, (None, None))[0]
            listed = self._lists.get(self._numbers.get(linked or "", ""), listed)
        return self._count(number, listed, min(level, _LEVELS - 1))

    def _add_number(self, element: Element) -> None:
        key = element.get(W + "numId", "")
        self._numbers[key] = read_value(element, "abstractNumId") or ""
        for override in element.iterfind(W + "lvlOverride"):
            level = parse_number(override.get(W + "ilvl"))
            start = read_value(override, "startOverride")
            if start is not None:
                self._restarts.setdefault(key, {})[level] = parse_number(start, 1)
            own = override.find(W + "lvl")
            if own is not None:
                self._overrides.setdefault(key, {})[level] = _read_level(own)

    def _read_styles(self, styles: Element) -> None:
        parents: dict[str, str] = {}
        own: dict[str, tuple[str | None, str | None]] = {}
        for style in styles.iterfind(W + "style"):
            key = style.get(W + "styleId", "")
            parents[key] = read_value(style, "basedOn") or ""
            own[key] = _read_number(style)
        for key, named in own.items():
            (number, level), at = named, parents[key]
            for _ in range(_MAX_STYLES):
                inherited = own.get(at, (None, None))
                number = inherited[0] if number is None else number
                level = inherited[1] if level is None else level
                at = parents.get(at, "")
            self._of_style[key] = (number, level)

    def _number_of(self, paragraph: Element) -> tuple[str, int]:
        style = read_value(paragraph, "pPr", "pStyle") or ""
        inherited = self._of_style.get(style, (None, None))
        number, level = _read_number(paragraph)
        number = (inherited[0] or "") if number is None else number
        level = level or inherited[1]
        if level is None:
            # A style that a list names belongs to the level that names it.
            listed = self._lists.get(self._numbers.get(number, ""))
            return number, listed.by_style.get(style, 0) if listed else 0
        return number, parse_number(level)

    def _count(self, number: str, listed: _List, at: int) -> str:
        levels = {**listed.levels, **self._overrides.get(number, {})}
        level = levels.get(at)
        if level is None:
            return ""
        counters = listed.counters
        restarts = self._restarts.get(number, {})
        if at in restarts:
            counters[at] = restarts.pop(at) - 1
        for above in range(at):
            if counters[above] is None and above in levels:
                counters[above] = levels[above].start
        current = counters[at]
        counters[at] = level.start if current is None else current + 1
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or 0 < restart <= at + 1:
                counters[below] = None

        def write(match: re.Match[str]) -> str:
            at_level = int(match[1]) - 1
            style = "decimal" if level.is_legal else levels.get(at_level, _Level()).style
            return format_list_number(counters[at_level] or 0, style)

        if level.style in ("bullet", "none") and "%" not in level.text:
            return "" if level.style == "bullet" else level.text
        return _LEVEL_NUMBER.sub(write, level.text)


def _read_number(element: Element) -> tuple[str | None, str | None]:
    """Return the list and the level that a paragraph or a style names."""
    return read_value(element, "pPr", "numPr", "numId"), read_value(element, "pPr", "numPr", "ilvl")


def _read_list(element: Element) -> _List:
    listed = _List(style_link=read_value(element, "numStyleLink") or "")
    for child in element.iterfind(W + "lvl"):
        at = parse_number(child.get(W + "ilvl"))
        if at < _LEVELS:
            listed.levels[at] = _read_level(child)
            if style := read_value(child, "pStyle"):
                listed.by_style[style] = at
    return listed


def _read_level(element: Element) -> _Level:
    restart = read_value(element, "lvlRestart")
    legal = read_value(element, "isLgl")
    style = element.find(f".//{W}numFmt")  # newer formats stand in an AlternateContent
    return _Level(
        start=parse_number(read_value(element, "start"), 1),
        style=style.get(W + "val", "decimal") if style is not None else "decimal",
        text=read_value(element, "lvlText") or "",
        is_legal=legal is not None and legal not in ("0", "false", "off"),
        restart=None if restart is None else parse_number(restart),
    )
