"""Titles of sections with the text running on behind them, such as 六、其他需要报告的事项：无."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from report_editor.forms import forms
from report_editor.importers.basics import read_title
from report_editor.importers.folding import fold, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.importers.lines import Line

_NUMERAL = re.compile(
    r"(?:^|(?<=[\s。；;！!？?]))(?:([一二三四五六七八])\s*[、.．,，]|第([一二三四五六七八])部分[、.．:：]?)\s*"
)
_HEADLINE = re.compile(r"(.{8,60}?(?:报告|報告|年报|年報))\s+(?=\S)")
_BEHIND = re.compile(r"[\s。.:：]+|(?=[(（])")


def split_titles(lines: Iterable[Line]) -> list[Line]:
    """The lines with each title that has text before or behind it on a line of its own.

    Only the very words of a title count, with a sentence's end or white space around them; in
    the middle of a line its own number too.
    """
    return [
        line if piece == line.only else replace(line, cells=(piece,))
        for line in lines
        for piece in (_pieces(line.only) if len(line.cells) == 1 and line.only else (line.only,))
    ]


def _pieces(text: str) -> Iterator[str]:
    start = 0
    headline = _HEADLINE.match(text)
    if headline and (title := read_title(headline[1])) and title.year:
        yield headline[1]
        start = headline.end()
    for match in _NUMERAL.finditer(text, start):
        end = _title_end(text, match)
        behind = _BEHIND.match(text, end) if 0 < end < len(text) else None
        rest = text[behind.end() :] if behind else ""
        if not any(char.isalpha() for char in rest) and (end < len(text) or not match.start()):
            continue  # no title, one alone on its line, or one with its page in a list of them
        if before := text[start : match.start()].strip():
            yield before
        yield text[match.start() : end]
        start = behind.end() if behind else end
    if start < len(text):
        yield text[start:]


def _title_end(text: str, match: re.Match[str]) -> int:
    """Where the title behind a numeral ends; 0 where there is none."""
    numeral = match[1] or match[2]
    for own, core in _titles():
        if match.start() and own != numeral:
            continue
        at, rest = match.end(), core
        while rest and at < len(text):
            letter = fold(text[at])
            if letter and not rest.startswith(letter):
                break
            rest = rest[len(letter) :]
            at += 1
        if not rest:
            return at
    return 0


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """The titles of all editions' sections, the longest first: numeral, words."""
    found = {
        (section.numeral, numbered(title).core)
        for edition in forms()
        for section in edition.sections
        if section.numeral
        for title in (section.title, *section.variants)
    }
    return tuple(sorted(found, key=lambda each: (-len(each[1]), each)))
