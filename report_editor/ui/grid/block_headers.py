"""Headers of a pasted block: the text above each cell that may name its column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.ui.grid.block import Texts
    from report_editor.ui.grid.block_lines import BlockLines, Line
    from report_editor.ui.grid.block_placement import BlockPlacement
    from report_editor.ui.grid.block_words import BlockWords


@dataclass(frozen=True, slots=True)
class Header:
    """Text above values, and the cell of the block in which it stands."""

    text: str
    row: int
    column: int
    problem: str = ""
    """Reason in Chinese for which it cannot be said which column it names; empty for none."""


_NOT_ALIGNED = "列名那一行与下面的格子对不齐"
_OF_ANOTHER = "上面的列名是别的表的"

Over: TypeAlias = "list[Header | None]"
"""Header of each cell of a row; None for none."""


def find_headers(
    rows: Texts, found: BlockLines, words: BlockWords, placement: BlockPlacement
) -> list[Over]:
    """Return for each row of a block the headers over its cells."""
    nothing: Over = [None] * max(map(len, rows))
    over, headers = nothing, []
    shift: int | None = 0
    lines = {line.index: line for line in found.lines}
    is_below = False
    for index, row in enumerate(rows):
        headers.append(over)
        if index in lines:
            is_below, shift = True, 0
            continue
        if words.is_group(next((text for text in row if text and text.strip()), "")):
            continue  # what stands beside the name of a group is a remark
        is_new = is_below and any(words.find_columns(text) for text in row if text)
        over = list(nothing if is_new else over)
        is_below = is_below and not is_new
        below = [line for line in found.named if line.index > index] or found.named
        before, shift = shift, _find_shift(rows, index, below, words)
        if shift == 0 and before and len(row) == len(rows[index - 1]):
            shift = before  # headers of two rows, which both lost their corner
        if shift:
            placement.guess(f"列名那一行比下面少 {shift} 格，按右边对齐")
        problem = _NOT_ALIGNED if shift is None else ""
        if words.is_header_of_another(text for text in row if text):
            problem = _OF_ANOTHER
        _cover(over, row, index, below, words, shift or 0, problem)
    return headers


def _find_shift(rows: Texts, index: int, lines: Sequence[Line], words: BlockWords) -> int | None:
    """Return by how many cells a row of headers has to move to the right.

    Where the empty cell over the labels was not copied, names of columns stand over labels. None
    where that is so or may be so, but the row does not fit by moving it.
    """
    row = rows[index]
    names = [at for at, text in enumerate(row) if text and words.find_columns(text)]
    if not names or not lines:
        return 0
    width = max(len(rows[line.index]) for line in lines)
    if not any(at in line.label_cells for line in lines for at in names):
        start = max(line.start for line in lines)
        if len(row) + start == width and row[0] and not words.is_corner(row[0]):
            return None  # 上年数 may stand over the labels, or have stood over the first values
        behind = (text or "" for each in rows[index + 1 :] for text in each[len(row) :])
        return None if any(map(str.strip, behind)) else 0
    start = max(line.start for line in lines)
    shift = start - names[0]
    return shift if shift > 0 and len(row) + shift == width else None


def _cover(
    over: Over,
    row: Sequence[str | None],
    index: int,
    lines: Sequence[Line],
    words: BlockWords,
    shift: int,
    problem: str,
) -> None:
    """Note the texts of a row of headers over the cells that they cover."""
    start = min((line.start for line in lines), default=0)
    fronts = {at for line in lines for at in line.front}
    end = 0
    header: Header | None = None
    for column, text in enumerate(row[: len(over) - shift]):
        at = column + shift
        if text and text.strip():
            # What begins over the labels is a heading, however wide.
            is_named = over[at] is not None or bool(words.find_columns(text))
            is_column = at >= start or (at in fronts and is_named)
            is_name = is_column and _may_name_column(text, words)
            header = Header(text, index, at, problem) if is_name else None
            end = at + words.get_span(text) if is_name else at
        # What covers a cell is the header at its left, or one above that is taller.
        if header and (at < end if text is not None else over[at] is None):
            over[at] = header


def _may_name_column(text: str, words: BlockWords) -> bool:
    """Check whether a text over values names a column, if only one of another table."""
    if words.find_columns(text):
        return True
    return not (words.is_known(text) or words.find_row_above(text))
