"""From single characters with coordinates to lines of text, and from lines to paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from report_editor.importers.readers.collect import join_lines

if TYPE_CHECKING:
    from report_editor.importers.readers.pdf.page_content import Char

_TITLE = re.compile(r"[一二三四五六七八九十]{1,3}、")
_NUMERAL = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_PADDING = 12.0
"""Points that Word, WPS and LibreOffice leave free beside the text of a cell, on both sides."""
_ENDED = re.compile(r"[。！？!?][”’」』）)]*$")
_WORD = re.compile(r"[!-~]+")
_OPENING, _CLOSING = "（《“‘〔【", "，。；：、？！）》”’〕】"
_UNSPLIT = re.compile(f"[{_OPENING}]*[^{_OPENING}{_CLOSING}][{_CLOSING}]+")
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60“”‘’—…]")


@dataclass(slots=True)
class TextLine:
    """A line of text and its coordinates, in points from the top left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    widest: float
    """Width of its widest character."""


def build_lines(chars: list[Char]) -> list[TextLine]:
    """Return the lines that characters make, from the top.

    A character printed twice to look bold counts once.
    """
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda each: each.baseline):
        first = lines[-1][0] if lines else char
        if lines and char.baseline - first.baseline <= 0.45 * min(char.size, first.size):
            lines[-1].append(char)
        else:
            lines.append([char])
    return [_build_line(line) for line in lines]


def _build_line(chars: list[Char]) -> TextLine:
    chars.sort(key=lambda char: char.left)
    text = ""
    before: Char | None = None
    for char in chars:
        if before is not None:
            is_same = char.text == before.text and char.left - before.left < 0.2 * char.size
            if is_same and not char.is_spelled:
                continue
            gap = char.left - before.right
            if gap > _find_least_gap(before, char) * min(before.size, char.size):
                text += " "
        text += char.text
        before = char
    right, widest = max(char.right for char in chars), max(char.right - char.left for char in chars)
    baseline, size = median(char.baseline for char in chars), median(char.size for char in chars)
    return TextLine(text, chars[0].left, right, baseline, size, widest)


def _find_least_gap(before: Char, after: Char) -> float:
    """Return the gap, in heights of the characters, from which on a blank was meant.

    Chinese is set without blanks: a gap beside it comes from justified lines.
    """
    wide = bool(_WIDE.match(before.text)) + bool(_WIDE.match(after.text))
    return (0.18, 0.6, 1.4)[wide]


def read_cell_text(chars: list[Char], width: float) -> tuple[str, bool]:
    """Return the text of a cell, its lines joined, and whether its last line is full.

    Below a full line a word or a number goes on: the cell was too narrow for it.
    """
    text, is_full = "", False
    for line in build_lines(chars):
        text = text + line.text if is_full else join_lines((text, line.text))
        space = width - (line.right - line.left)
        is_digit = len(line.text) == 1 and line.text.isascii()  # 5 above 0 may be two numbers
        is_full = not is_digit and space < line.widest + _PADDING
    return text, is_full


class Paragraphs:
    """Lines joined into paragraphs as they come, over the ends of pages.

    A line begins a paragraph when it is indented, when the line before ends early or stands
    farther above than usual, when it is a heading, or when it is set in type of another size.
    """

    def __init__(self, lines: list[TextLine]) -> None:
        """Take all lines of a document, to learn where lines begin and end and how far apart."""
        self._left, self._right = _find_edges(lines)
        steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
        self._step = median([step for step in steps if step > 0] or [0.0])
        self._is_indented = any(
            line.left > self._left + line.size and line.right > self._right - 1.8 * line.size
            for line in lines
        )
        self._lines: list[str] = []
        self._last: TextLine | None = None

    def is_new(self, line: TextLine) -> bool:
        """Check whether a line begins a new paragraph after those taken so far."""
        last = self._last
        if last is None:
            return True
        return (
            line.left > self._left + 1.0 * line.size
            or last.right < self._right - max(1.8 * last.size, _measure_first_piece(line))
            or last.left > self._left + 5 * last.size
            or line.baseline - last.baseline > 1.5 * self._step
            or self._is_remark(line, last)
            or _is_of_other_size(line, last)
            or _TITLE.match(line.text) is not None
            or self._is_heading(line, last)
        )

    def _is_heading(self, line: TextLine, last: TextLine) -> bool:
        """Check whether a line begins with （一）, and not in the middle of a sentence.

        Where paragraphs are indented, 第（一）项 may be broken before its bracket.
        """
        if not _NUMERAL.match(line.text):
            return False
        return not self._is_indented or bool(_ENDED.search(last.text))

    def _is_remark(self, line: TextLine, last: TextLine) -> bool:
        """Check whether a short line without a full stop stands behind a full line with one."""
        is_short = line.right < self._right - 1.8 * line.size
        return is_short and bool(_ENDED.search(last.text)) and not _ENDED.search(line.text)

    def take(self, line: TextLine) -> None:
        """Add a line to the paragraph."""
        self._lines.append(line.text)
        self._last = line

    def end(self) -> str:
        """Return the paragraph so far; the next line begins another."""
        text = join_lines(self._lines)
        self._lines = []
        self._last = None
        return text


def _measure_first_piece(line: TextLine) -> float:
    """Return about how much room a line needed for what it begins with and cannot be split.

    That is a figure, a Latin word, or a character with the signs that must not be parted from it,
    as in 求，.
    """
    if word := _WORD.match(line.text):
        return 0.65 * line.size * len(word[0])
    piece = _UNSPLIT.match(line.text)
    return (len(piece[0]) + 0.8) * line.size if piece else 0.0


def _is_of_other_size(line: TextLine, last: TextLine) -> bool:
    """Check whether two lines are set in type of different sizes.

    Fonts of one size differ in the height of their boxes, not in the width of a Chinese character;
    of characters that are spelled out for what is drawn, only the height is known.
    """
    is_other_height = abs(line.size - last.size) > 0.2 * last.size
    is_other_width = abs(line.widest - last.widest) > 0.2 * last.widest
    return is_other_height and (is_other_width or not _WIDE.search(line.text + last.text))


def _find_edges(lines: list[TextLine]) -> tuple[float, float]:
    """Return the left and right edge of running text: where most long lines begin and end."""
    widest = max((line.right - line.left for line in lines), default=0.0)
    long = [line for line in lines if line.right - line.left > 0.7 * widest]
    if not long:
        return 0.0, 0.0
    starts, ends = sorted(line.left for line in long), sorted(line.right for line in long)
    # Indented first lines are the fewer among the long ones; a quarter in is on the edge.
    return starts[len(starts) // 4], ends[len(ends) * 3 // 4]
