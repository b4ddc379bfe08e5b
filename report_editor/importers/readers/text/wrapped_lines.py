"""Rejoin the paragraphs of a text whose lines a program broke at a width, as a PDF viewer does."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from report_editor.importers.page_numbers import is_bare_number, is_page_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROWEST, _WIDEST = 40, 160
"""Widths of the lines of a page, in half-width characters."""
_FEW, _SURE = 2, 8
"""So many full lines show that lines are broken, and so many, however narrow they are."""
_INDENT = 4
_RAGGED = 4
"""Lines of one width differ by so much."""
_MOST_LINES = 200
"""Lines of the longest paragraph."""
_SLACK = 10
"""By so much a line is shorter where the next word or sign could not be split."""
_ENDED = re.compile(r"[。；;：:！!？?][”’」』）)]*$")
_STOPPED = re.compile(r"[。！？!?][”’」』）)]*$")
_UNENDED = re.compile(r"[，,、]$")
_SENTENCE = re.compile(r"[。；;！!？?]|[：:]$")
_CLAUSE = re.compile(r"[，,。；;！!？?]|[：:]$")
_IN_BRACKETS = re.compile(r"（[^）]*(?:）|$)")
_TITLE = re.compile(
    r"^[^，,。；;《]*(?:报告|報告|年报|年報)$|^《[^》]*》$|^（[^（）]*）$|^[一二三四五六七八九十]{1,3}、[^，,。；;：:]*$"
)
_NUMBER = r"[-+—–―/0-9０-９.,]+"
_OF_TABLE = re.compile(rf"(?:[^，,。；;]*\s)?{_NUMBER}$|.*\s{_NUMBER}\s+{_NUMBER}$|.*[|\t]")
"""A row of a table: a label and numbers, or one with the cells parted by signs."""
_MARK = re.compile(r"[ \t]{0,3}(#{1,6}\s+|[-*+]\s+(?=[一-鿿“《])|>\s?)")
_NEW_PARAGRAPH = re.compile(
    r"\s*([（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]+部分"
    r"|[0-9]{1,2}[.．、](?![0-9])"
    r"|[（(][0-9]{1,2}[）)]|[①-⑳])"
)


def measure_wrap(lines: Sequence[str]) -> int:
    """Return the width at which the lines of the text are broken; 0 where they are not.

    That is where most lines of sentences end that do not end like one, among the widths that hardly
    a line with a sentence in it exceeds: cells of tables are narrower.
    """
    texts = [line for line in lines if _is_text(line)]
    open_ended: Counter[int] = Counter()
    of_sentence: Counter[int] = Counter()
    for text, below in zip(texts, [*texts[1:], ""], strict=False):
        if not _ENDED.search(text) and not _TITLE.search(text.strip()):
            width = _measure_width(text)
            open_ended[width] += 1
            of_sentence[width] += _has_clause(text) or _has_clause(below)
    sentences = sorted(_measure_width(text) for text in texts if _has_clause(text))
    widest = sentences[-1 - len(sentences) // 50] - _RAGGED if sentences else 0
    best = (0, 0, 0)
    for width in open_ended:
        if widest <= width <= _WIDEST:
            near = range(width - _RAGGED, width + 1)
            few, many = (sum(each[at] for at in near) for each in (of_sentence, open_ended))
            if many >= _SURE or (few >= _FEW and width >= _NARROWEST):
                best = max(best, (few, many, width))
    return best[2]


def find_paragraphs(lines: Sequence[str], start: int, width: int) -> list[list[int]]:
    """Return the paragraphs that a run of full lines makes up: the indexes of the lines of each.

    It is one, with the page numbers within it passed over, if it holds a sentence: names and labels
    that happen to be as long as a line stay apart.
    """
    found = [start]
    after = start + 1
    while width and len(found) < _MOST_LINES and _goes_on(lines, found, width):
        while after < len(lines) and _can_be_skipped(lines, after):
            after += 1
        if after >= len(lines) or not _is_text(lines[after]) or _begins_anew(lines[after]):
            break
        found.append(after)
        after += 1
    ended = max((at for at, index in enumerate(found) if _STOPPED.search(lines[index])), default=-1)
    if ended >= 0 and not _SENTENCE.search("".join(lines[index] for index in found[ended + 1 :])):
        del found[ended + 1 :]  # what goes on behind a sentence ends with one
    is_sentence = _SENTENCE.search("".join(lines[index].strip() for index in found))
    return [found] if is_sentence else [[index] for index in range(start, found[-1] + 1)]


def _is_text(line: str) -> bool:
    bare = line.strip()
    return bool(bare) and not _OF_TABLE.match(bare) and not is_page_number(bare)


def _has_clause(line: str) -> bool:
    return bool(_CLAUSE.search(_IN_BRACKETS.sub("", line)))


def _begins_anew(line: str) -> bool:
    return bool(_MARK.match(line) or _NEW_PARAGRAPH.match(line))


def _goes_on(lines: Sequence[str], found: Sequence[int], width: int) -> bool:
    """Check whether the last line of a paragraph so far was broken because it was full.

    A sentence may end a line anywhere. The first line was indented, which a copy does not show.
    """
    bare = lines[found[-1]].strip()
    if _TITLE.search(bare):
        return False
    slack = (2 + _INDENT * (len(found) == 1)) if _ENDED.search(bare) else _SLACK
    is_full = width - slack <= _measure_width(bare) <= width + _RAGGED
    return is_full or bool(_UNENDED.search(bare))


def _can_be_skipped(lines: Sequence[str], index: int) -> bool:
    """Check whether a line is a page number, or one of the blank lines around it."""
    if lines[index].strip():
        return is_page_number(lines[index]) or is_bare_number(lines[index])
    near = (line.strip() for line in (*lines[index + 1 : index + 2], lines[index - 1]))
    return any(is_page_number(line) or is_bare_number(line) for line in near if line)


def _measure_width(line: str) -> int:
    """Return the width of a line in half-width characters: a Chinese one has two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line.strip())
