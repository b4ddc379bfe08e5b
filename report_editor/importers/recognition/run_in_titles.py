"""Split titles of sections from the text that runs on behind them: 六、其他需要报告的事项：无."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from report_editor.forms import forms
from report_editor.importers.recognition.folding import fold, make_plain, split_number
from report_editor.importers.recognition.titles import read_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_editor.forms import Form
    from report_editor.importers.recognition.source_rows import SourceRow

_NUMERAL = re.compile(
    r"(?:^|(?<=[\s。；;！!？?]))(?:([一二三四五六七八])\s*[、.．,，]|第([一二三四五六七八])部分[、.．:：]?)\s*"
)
_NOTHING = ("无", "没有", "暂无")
_HEADLINE = re.compile(r"(.{8,60}?(?:报告|報告|年报|年報))\s+(?=\S)")
_GAP = re.compile(r"(?<=[。！？])\s+")
_CLAUSE = re.compile(r"[。；，,;]")
_DATE_BEHIND = re.compile(r"\s20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$")
_STRUNG = 6
"""A line with so many cuts is a whole page."""
_LETTER = re.compile(r"[^\W\d_]")
_BEHIND = re.compile(r"[\s。.:：]+|(?=[(（])")


def split_titles(rows: Iterable[SourceRow]) -> list[SourceRow]:
    """Return the rows with each title that has text before or behind it in a row of its own.

    Only the very words of a title count, with a sentence's end or white space around them; in
    the middle of a text its own number too. :func:`rejoin_rows` takes back what was no title.
    A whole page in one line is split behind sentences, too, and what is no sentence at blanks:
    there they part paragraphs.
    """
    split: list[SourceRow] = []
    for row in _join_numbers(rows):
        text = row.single_text
        start = 0
        cuts = _find_cuts(text) if len(row.cells) == 1 else []
        for end, behind in cuts:
            *whole, piece = _split_paragraphs(text[start:end], len(cuts))
            split += [replace(row, cells=(paragraph,)) for paragraph in whole]
            glue = None if read_title(piece) else text[end:behind]
            split.append(replace(row, cells=(piece,), glue=glue))
            start = behind
        last = _split_paragraphs(text[start:], len(cuts))
        split += [replace(row, cells=(each,)) for each in last] if start else [row]
    return split


def _join_numbers(rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
    """Yield the rows, a number alone in its line with the text below it: 一、 and 总体情况."""
    before: SourceRow | None = None
    for row in rows:
        number = split_number(row.single_text)
        if before is not None:
            can_join = len(row.cells) == 1 and not number.style
            text = before.single_text + row.single_text
            yield from [replace(before, cells=(text,))] if can_join else [before]
            before = None
            if can_join:
                continue
        if len(row.cells) == 1 and number.style in ("comma", "part", "round") and not number.core:
            before = row
        else:
            yield row
    if before is not None:
        yield before


def _split_paragraphs(text: str, cuts: int) -> list[str]:
    """Return the paragraphs of a text out of a line that was cut so often for its titles."""
    if cuts < _STRUNG:
        return [text]
    parts = _GAP.split(text)
    is_text = len(parts) > 1 or _DATE_BEHIND.search(text)
    cut = ([part] if _CLAUSE.search(part) or not is_text else part.split() for part in parts)
    return [paragraph for each in cut for paragraph in each] or [text]


def find_answer(title: str) -> str:
    """Return the answer that stands in place of a title, if one does: 六、无其他需要报告的事项."""
    match = _NUMERAL.match(title)
    answer = title[match.end() :] if match else title
    return answer if fold(answer).startswith(_NOTHING) else ""


def rejoin_rows(rows: Sequence[SourceRow], titles: set[int]) -> list[SourceRow]:
    """Return the rows of :func:`split_titles` with the pieces of a text joined again.

    Those that are titles, given by their numbers, stay rows of their own.
    """
    joined: list[SourceRow] = []
    pieces: list[str] = []
    for number, row in enumerate(rows):
        pieces.append(row.single_text)
        if row.glue is not None and not {number, number + 1} & titles:
            pieces.append(row.glue)
            continue
        joined.append(row if len(pieces) == 1 else replace(row, cells=("".join(pieces),)))
        pieces = []
    return joined


def _find_cuts(text: str) -> list[tuple[int, int]]:
    """Return where a text is to be cut: end of the piece before, beginning of the next."""
    cuts = []
    start = 0
    plain = make_plain(text)
    plain = plain if len(plain) == len(text) else text
    headline = _HEADLINE.match(text)
    if headline and (title := read_title(headline[1])) and title.year:
        cuts.append((headline.end(1), headline.end()))
        start = headline.end()
    for match in _NUMERAL.finditer(text, start):
        end = _find_title_end(plain, match)
        behind = _BEHIND.match(text, end) if 0 < end < len(text) else None
        is_followed = behind is not None and _LETTER.search(text, behind.end())
        if not is_followed and (end < len(text) or not match.start()):
            continue  # no title, one alone in its row, or one with its page in a list of them
        before = len(text[: match.start()].rstrip())
        if fold(text[cuts[-1][1] if cuts else 0 : before]):  # more than a sign before the title
            cuts.append((before, match.start()))
        if behind:
            cuts.append((end, behind.end()))
    return cuts


def _find_title_end(text: str, match: re.Match[str]) -> int:
    """Return where the title behind a numeral ends; 0 where there is none."""
    numeral = match[1] or match[2]
    for own, core in _list_titles(forms()):
        if match.start() and own != numeral:
            continue
        index, rest = match.end(), core
        while rest and index < len(text):
            letter = fold(text[index])
            if letter and not rest.startswith(letter):
                break
            rest = rest[len(letter) :]
            index += 1
        if not rest:
            return index
    return 0


@cache
def _list_titles(editions: tuple[Form, ...]) -> tuple[tuple[str, str], ...]:
    """Return the titles of the editions' sections, the longest first: numeral, words."""
    sections = (each for edition in editions for each in edition.sections if each.numeral)
    titles = ((each.numeral, title) for each in sections for title in (each.title, *each.variants))
    found = {(numeral, split_number(title).core) for numeral, title in titles}
    return tuple(sorted(found, key=lambda each: (-len(each[1]), each)))
