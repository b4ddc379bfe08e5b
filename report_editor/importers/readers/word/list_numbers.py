"""The numbers that Word puts before a paragraph, which stand nowhere in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from report_editor.importers.readers.list_numerals import format_list_number
from report_editor.importers.readers.ooxml import Element, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST_STYLES = 30
"""Styles that are based one on another."""


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    by_style: dict[str, int] = field(default_factory=dict)
    style_link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


def value(element: Element | None, child: str) -> str | None:
    """The ``w:val`` of a child; None where there is no such child."""
    found = element.find(W + child) if element is not None else None
    return None if found is None else found.get(W + "val", "")


class Numbering:
    """The lists of one document, counting as its paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Takes the roots of ``numbering.xml`` and ``styles.xml``, where there are such."""
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, tuple[str | None, str | None]] = {}
        if numbering is not None:
            for element in numbering.iterfind(W + "abstractNum"):
                self._lists[element.get(W + "abstractNumId", "")] = _list(element)
            for element in numbering.iterfind(W + "num"):
                self._add_number(element)
        if styles is not None:
            self._read_styles(styles)

    def label(self, properties: Element | None) -> str:
        """The number before a paragraph with these properties (``w:pPr``), now counted."""
        number, level = self._number_of(properties)
        listed = self._lists.get(self._numbers.get(number, ""))
        if listed is None:
            return ""
        if listed.style_link and not listed.levels:
            linked = self._of_style.get(listed.style_link, (None, None))[0]
            listed = self._lists.get(self._numbers.get(linked or "", ""), listed)
        return self._count(number, listed, min(level, _LEVELS - 1))

    def _add_number(self, element: Element) -> None:
        key = element.get(W + "numId", "")
        self._numbers[key] = value(element, "abstractNumId") or ""
        for override in element.iterfind(W + "lvlOverride"):
            level = whole(override.get(W + "ilvl"))
            start = value(override, "startOverride")
            if start is not None:
                self._restarts.setdefault(key, {})[level] = whole(start, 1)
            own = override.find(W + "lvl")
            if own is not None:
                self._overrides.setdefault(key, {})[level] = _level(own)

    def _read_styles(self, styles: Element) -> None:
        parents: dict[str, str] = {}
        own: dict[str, tuple[str | None, str | None]] = {}
        for style in styles.iterfind(W + "style"):
            key = style.get(W + "styleId", "")
            parents[key] = value(style, "basedOn") or ""
            properties = style.find(W + "pPr")
            numbers = properties.find(W + "numPr") if properties is not None else None
            own[key] = (value(numbers, "numId"), value(numbers, "ilvl"))
        for key in own:
            number = level = None
            at = key
            for _ in range(_MOST_STYLES):
                if at not in own:
                    break
                number = own[at][0] if number is None else number
                level = own[at][1] if level is None else level
                at = parents[at]
            self._of_style[key] = (number, level)

    def _number_of(self, properties: Element | None) -> tuple[str, int]:
        numbers = properties.find(W + "numPr") if properties is not None else None
        style = value(properties, "pStyle") or ""
        inherited = self._of_style.get(style, (None, None))
        number = value(numbers, "numId")
        if number is None:
            number = inherited[0] or ""
        level = value(numbers, "ilvl") or inherited[1]
        if level is None:
            # A style that a list names belongs to the level that names it.
            listed = self._lists.get(self._numbers.get(number, ""))
            return number, listed.by_style.get(style, 0) if listed else 0
        return number, whole(level)

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

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            style = "decimal" if level.legal else levels.get(place, _Level()).style
            return format_list_number(counters[place] or 0, style)

        if level.style in ("bullet", "none") and "%" not in level.text:
            return "" if level.style == "bullet" else level.text
        return _PLACE.sub(written, level.text)


def _list(element: Element) -> _List:
    listed = _List(style_link=value(element, "numStyleLink") or "")
    for child in element.iterfind(W + "lvl"):
        at = whole(child.get(W + "ilvl"))
        if at < _LEVELS:
            listed.levels[at] = _level(child)
            style = value(child, "pStyle")
            if style:
                listed.by_style[style] = at
    return listed


def _level(element: Element) -> _Level:
    restart = value(element, "lvlRestart")
    legal = value(element, "isLgl")
    style = element.find(f".//{W}numFmt")  # newer formats stand in an AlternateContent
    return _Level(
        start=whole(value(element, "start"), 1),
        style=style.get(W + "val", "decimal") if style is not None else "decimal",
        text=value(element, "lvlText") or "",
        legal=legal is not None and legal not in ("0", "false", "off"),
        restart=None if restart is None else whole(restart),
    )
