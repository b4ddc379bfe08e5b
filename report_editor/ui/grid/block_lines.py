"""Rows of a pasted block that hold values: the row of the form that each one's label names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import fold
from report_editor.ui.grid.block_placement import LONGEST_SHOWN
from report_editor.ui.grid.block_words import BlockWords, NamedRow, is_label, is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.ui.grid.block import Texts
    from report_editor.ui.grid.block_placement import BlockPlacement

NO_LABEL = "这一行没有行名"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SERIAL = re.compile(r"[（(]?([0-9]{1,3})[)）.．、]?")
_SERIAL_NAMES = frozenset(("序号", "编号", "行次", "次序", "行号"))


@dataclass(slots=True)
class Line:
    """Row of the block with values."""

    index: int
    label: str
    named: NamedRow | None
    start: int
    """First cell behind the label."""
    label_cells: tuple[int, ...] = ()
    """Cells of the label and of the words before it."""
    front: tuple[int, ...] = ()
    """Cells before the label, where numbers stand there."""
    is_label_last: bool = False
    """Numbers stand before the label, and nothing behind it."""

    @property
    def key(self) -> str:
        """Return the key of its row of the form; empty where that is not known."""
        return self.named.key if self.named else ""

    def list_cells(self, count: int) -> Iterator[int]:
        """Yield the cells that may be values, in a row of so many cells."""
        yield from self.front
        yield from range(self.start, count)


@dataclass(slots=True)
class BlockLines:
    """Rows of a block with values; all other rows are headers, headings or blank."""

    lines: list[Line] = field(default_factory=list)
    serials: set[int] = field(default_factory=set)
    """Columns before the labels in which the rows are numbered."""
    has_front: bool = False
    """Other numbers stand before labels."""

    @property
    def named(self) -> list[Line]:
        """Return the rows whose row of the form is known."""
        return [line for line in self.lines if line.named]


def read_lines(rows: Texts, words: BlockWords, placement: BlockPlacement) -> BlockLines:
    """Return the rows that have values, or a label of the form and blanks.

    Years that stand over the values are noted as omitted.
    """
    found = BlockLines()
    group = ""
    has_headers = False
    for index, row in enumerate(rows):
        numbers = [at for at, text in enumerate(row) if is_value(text)]
        texts = [at for at, text in enumerate(row) if is_label(text)]
        if _is_header(row, texts, len(numbers), words):
            placement.omit([row[at] for at in numbers], NO_LABEL)
            has_headers = True
            continue
        labels = _list_labels(texts, numbers)
        named, at = _find_label(row, labels, group, words)
        is_leading = not numbers or not labels or labels[0] < numbers[0]
        if named is not None and not is_leading and not named.is_certain:
            named = None
        behind = (row[each] or "" for each in texts if each not in labels)
        if named is not None and any(map(words.is_row_alone, behind)):
            named = None  # two tables beside each other
        groups = [text for each in labels if words.is_group(text := row[each] or "")]
        if len(groups) == 1:  # several are the headers of a table turned on its side
            group = words.find_group(groups, group)
        if named is not None:
            if not words.get_group(named.key):
                group = ""
            line = Line(index, row[at] or "", named, at + 1)
            line.label_cells = tuple(each for each in labels if each <= at)
            if not is_leading:
                line.front, line.is_label_last = tuple(range(labels[0])), at + 1 == len(row)
            found.lines.append(line)
            _ask_about_words(row, line, words, placement)
        elif numbers and not found.lines and not has_headers and _are_years(row, numbers):
            placement.omit([row[each] for each in numbers], NO_LABEL)
        elif numbers:
            start = labels[-1] + 1 if labels and is_leading else 0
            found.lines.append(Line(index, row[start - 1] or "" if start else "", None, start))
    _read_fronts(rows, found, words)
    return found


def _read_fronts(rows: Texts, found: BlockLines, words: BlockWords) -> None:
    """Find out whether the cells before the labels number the rows or hold other numbers.

    They are the same in all rows: one may have a blank there.
    """
    fronts = {at for line in found.named for at in line.front}
    for line in found.named:
        line.front = tuple(sorted(at for at in fronts if at < line.label_cells[0]))
    found.serials = _find_serials(rows, found, words)
    found.has_front = any(
        is_value(rows[line.index][at])
        for line in found.named
        for at in line.front
        if at not in found.serials
    )


def is_value(text: str | None) -> bool:
    """Check whether a cell holds something that is no word."""
    return bool(text and text.strip()) and not is_label(text)


def _is_header(
    row: Sequence[str | None], texts: list[int], numbers: int, words: BlockWords
) -> bool:
    """Check whether a row names columns; it may hold a stray number."""
    columns = [at for at in texts if words.find_columns(row[at] or "")]
    if numbers:
        return len(columns) > 1 and len(columns) > numbers
    above = any(words.find_row_above(row[at] or "") for at in texts)
    rows = sum(words.is_row_alone(row[at] or "") for at in texts)  # turned on its side
    return bool(columns and (len(columns) > 1 or columns[0] > 0)) or above or rows > 1


def _list_labels(texts: list[int], numbers: list[int]) -> list[int]:
    """Return the texts before the numbers; where numbers come first, those right behind them."""
    first = texts[0] if texts else 0
    behind = [at for at in numbers if at > first]
    return [at for at in texts if not behind or at < behind[0]]


def _find_label(
    row: Sequence[str | None], labels: list[int], group: str, words: BlockWords
) -> tuple[NamedRow | None, int]:
    """Return the row that the last of some texts names, and that text's index."""
    for position in range(len(labels) - 1, -1, -1):
        at = labels[position]
        text = row[at] or ""
        here = words.find_group((row[each] or "" for each in labels[:position]), group)
        named = words.find_row(text, here)
        if named is not None:
            return named, at
        is_remark = position > 0 and labels[position - 1] < at - 1  # behind blank values
        if not (is_unit(text) or is_remark):
            break  # it says more than the label before it: 其中：网上申请
    return None, -1


def _ask_about_words(
    row: Sequence[str | None], line: Line, words: BlockWords, placement: BlockPlacement
) -> None:
    """Note a reason to ask where a word before the label is none of the table's: an office."""
    for at in line.label_cells[:-1]:
        text = row[at] or ""
        if not (words.is_heading(text) or words.find_row(text, "")):
            shown = text[:LONGEST_SHOWN]
            placement.guess(f"行名前面还有“{shown}”，这张表里没有，放的时候没有管它")


def _find_serials(rows: Texts, found: BlockLines, words: BlockWords) -> set[int]:
    """Return the column before the labels in which the rows are numbered, as in many ledgers.

    Beside rows of one value such numbers have to begin with 1: others may be the values.
    """
    named = found.named
    columns = {at for line in named for at in line.front if is_value(rows[line.index][at])}
    if len(columns) != 1 or any(line.is_label_last for line in named):
        return set()
    (at,) = columns
    column = [row[at] or "" for row in rows if at < len(row)]
    if any(fold(text) in _SERIAL_NAMES for text in column):
        return columns
    matches = [_SERIAL.fullmatch((rows[line.index][at] or "").strip()) for line in named]
    serials = [int(match[1]) for match in matches if match]
    is_rising = all(one + 1 == two for one, two in pairwise(serials))
    is_single = any(len(words.table.row(line.key).columns) == 1 for line in named)
    if is_single and serials[:1] != [1]:
        return set()
    return columns if is_rising and (len(serials) > 1 or serials == [1]) else set()


def _are_years(row: Sequence[str | None], numbers: list[int]) -> bool:
    """Check whether the numbers of a row are years, which may stand over other numbers."""
    return len(numbers) > 1 and all(_YEAR.fullmatch(row[at] or "") for at in numbers)
