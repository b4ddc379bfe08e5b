"""Turn cell references such as ``$D$5`` into rows and columns and back."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_ROWS, MAX_COLUMNS = 1 << 20, 1 << 14
"""Rows and columns of the largest sheet that Excel knows."""
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Position(NamedTuple):
    """A cell of a sheet, row and column counted from 0."""

    row: int
    column: int

    @property
    def coordinate(self) -> str:
        """Return the cell's name without dollar signs: ``D5``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def a1(self) -> str:
        """Return the cell as a formula names it: ``$D$5``."""
        return f"${column_letters(self.column)}${self.row + 1}"


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def parse_cell(reference: str) -> Position | None:
    """Return the cell of a reference; None where it is none or lies outside every sheet."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    if not (1 <= row <= MAX_ROWS and column <= MAX_COLUMNS):
        return None
    return Position(row - 1, column - 1)


def parse_range(reference: str) -> tuple[Position, Position] | None:
    """Return the first and the last cell of ``B2:D5`` or ``B2``; None where it is no range."""
    first, _, last = reference.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start.row, end.row)), sorted((start.column, end.column))
    return Position(rows[0], columns[0]), Position(rows[1], columns[1])
