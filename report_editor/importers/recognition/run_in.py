"""Titles of sections with the text running on behind them, such as 六、其他需要报告的事项：无."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from report_editor.forms import forms
from report_editor.importers.recognition.folding import fold, numbered
from report_editor.importers.recognition.metadata import read_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.forms import Form
    from report_editor.importers.recognition.lines import Line

_NUMERAL = re.compile(
    r"(?:^|(?<=[\s。；;！!？?]))(?:([一二三四五六七八])\s*[、.．,，]|第([一二三四五六七八])部分[、.．:：]?)\s*"
)
_HEADLINE = re.compile(r"(.{8,60}?(?:报告|報告|年报|年報))\s+(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")
_BEHIND = re.compile(r"[\s。.:：]+|(?=[(（])")


def split_titles(lines: Iterable[Line]) -> list[Line]:
    """The lines with each title that has text before or behind it on a line of its own.

    Only the very words of a title count, with a sentence's end or white space around them; in
    the middle of a line its own number too. :func:`rejoined` takes back what was no title.
    """
    split: list[Line] = []
    for line in lines:
        cuts = _cuts(line.only) if len(line.cells) == 1 else []
        start = 0
        for end, behind in cuts:
            piece = line.only[start:end]
            glue = None if read_title(piece) else line.only[end:behind]
            split.append(replace(line, cells=(piece,), glue=glue))
            start = behind
        split.append(replace(line, cells=(line.only[start:],)) if cuts else line)
    return split


def rejoined(lines: Sequence[Line], titles: set[int]) -> list[Line]:
    """The lines with the pieces of a line put together again, but for those that are titles.

    Args:
        lines: What :func:`split_titles` gave.
        titles: The numbers of the lines that are titles.
    """
    joined: list[Line] = []
    pieces: list[str] = []
    for number, line in enumerate(lines):
        pieces.append(line.only)
        if line.glue is not None and not {number, number + 1} & titles:
            pieces.append(line.glue)
            continue
        joined.append(line if len(pieces) == 1 else replace(line, cells=("".join(pieces),)))
        pieces = []
    return joined


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where a line is to be cut: the end of the piece before and the beginning of the next."""
    cuts = []
    start = 0
    headline = _HEADLINE.match(text)
    if headline and (title := read_title(headline[1])) and title.year:
        cuts.append((headline.end(1), headline.end()))
        start = headline.end()
    for match in _NUMERAL.finditer(text, start):
        end = _title_end(text, match)
        behind = _BEHIND.match(text, end) if 0 < end < len(text) else None
        goes_on = behind is not None and _LETTER.search(text, behind.end())
        if not goes_on and (end < len(text) or not match.start()):
            continue  # no title, one alone on its line, or one with its page in a list of them
        before = match.start()
        while before and text[before - 1].isspace():
            before -= 1
        if before > (cuts[-1][1] if cuts else 0):
            cuts.append((before, match.start()))
        if behind:
            cuts.append((end, behind.end()))
    return cuts


def _title_end(text: str, match: re.Match[str]) -> int:
    """Where the title behind a numeral ends; 0 where there is none."""
    numeral = match[1] or match[2]
    for own, core in _titles(forms()):
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
def _titles(editions: tuple[Form, ...]) -> tuple[tuple[str, str], ...]:
    """Return the titles of the editions' sections, the longest first: numeral, words."""
    found = {
        (section.numeral, numbered(title).core)
        for edition in editions
        for section in edition.sections
        if section.numeral
        for title in (section.title, *section.variants)
    }
    return tuple(sorted(found, key=lambda each: (-len(each[1]), each)))
