"""Placing of a pasted block: the input of the table to which each text belongs.

A block that brings labels of the form along is placed by them, each row by its own label: a
source with a row more or less must not shift the numbers below it. A bare block is placed by
position, from the chosen cell on. A block with labels of something else is not placed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report_editor.document import CellProblem, read_number
from report_editor.forms import Address, CellRole, GridCell, NumberKind, Table
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from report_editor.ui.grid.block import Texts


@dataclass(slots=True)
class Placement:
    """Texts for inputs, and what could not be placed, counted."""

    raws: dict[Address, str] = field(default_factory=dict)
    locked: int = 0
    """Texts meant for cells that cannot be filled in."""
    outside: int = 0
    """Texts past the edge of the table."""
    unknown: list[str] = field(default_factory=list)
    """Labels of rows that the form does not have."""
    too_wide: bool = False
    """Set where the block has labels of the form but more columns: nothing is certain."""


@dataclass(frozen=True, slots=True)
class Target:
    """Selected rectangle of the grid in which a paste begins."""

    row: int
    column: int
    row_count: int = 1
    column_count: int = 1
    addresses: tuple[Address, ...] = ()
    """Values selected."""


def place_block(block: Texts, table: Table, target: Target) -> Placement:
    """Find the cell for every text of a block."""
    width = max(map(len, block), default=0)
    while width > 1 and not any(text for row in block for text in row[width - 1 :]):
        width -= 1
    block = [row[:width] for row in block]
    if len(block) == 1 and width == 1:
        return _fill(block[0][0] or "", table, target)
    shift = _find_shift(block, table)
    if shift is not None:
        if shift + width > table.grid_column_count:
            return Placement(too_wide=True)
        return _place_by_labels(block, table, shift)
    if foreign := _find_foreign_labels(block):
        return Placement(unknown=foreign)
    placement = Placement()
    for row, texts in enumerate(_repeat(block, width, target), target.row):
        for column, text in enumerate(texts, target.column):
            _put(placement, table, row, column, text)
    return placement


def _fill(text: str, table: Table, target: Target) -> Placement:
    """Put one text into every selected input."""
    cells = (table.value_cells[address] for address in target.addresses)
    inputs = [cell.key for cell in cells if cell.role is CellRole.INPUT]
    locked = max(1, len(target.addresses)) - len(inputs)  # a label is no address
    return Placement(dict.fromkeys(inputs, text), locked)


def _repeat(block: Texts, width: int, target: Target) -> Texts:
    """Repeat the block over a selection that is some times as large."""
    down = target.row_count // len(block) if target.row_count % len(block) == 0 else 1
    right = target.column_count // width if target.column_count % width == 0 else 1
    rows = [[*row, *([None] * (width - len(row)))] * right for row in block]
    return rows * down


def _place_by_labels(block: Texts, table: Table, shift: int) -> Placement:
    """Bring each row of the block to the row of the form that has its label."""
    placement = Placement()
    free = _labels_by_text(table)
    for texts in block:
        label: GridCell | None = None
        last_label = ""
        for column, text in enumerate(texts, shift):
            if not text or not _is_label(text):
                continue
            last_label = text
            same = free.get(_fold(text), [])
            candidate = next((cell for cell in same if cell.column == column), None)
            if candidate is not None:
                label = candidate
                same.remove(candidate)
        if label is None or label.role is not CellRole.LABEL:
            if last_label and any(text and not _is_label(text) for text in texts):
                placement.unknown.append(last_label)
            continue
        for column, text in enumerate(texts, shift):
            if column >= label.column + label.column_span:
                _put(placement, table, label.row, column, text)
    return placement


def _put(placement: Placement, table: Table, row: int, column: int, text: str | None) -> None:
    """Give a text to a position of the grid, or count why not."""
    cell = table.anchors.get((row, column))
    if cell is None:
        placement.outside += bool(text)
    elif cell.role is CellRole.INPUT and (cell.row, cell.column) == (row, column):
        if text is not None:
            placement.raws[cell.key] = text
    elif text and (cell.role in VALUES or not _is_label(text)):
        placement.locked += 1


def _find_shift(block: Texts, table: Table) -> int | None:
    """Find how far right the block begins if it brings labels of rows along, else None."""
    labels = _labels_by_text(table)
    votes: Counter[int] = Counter()
    for texts in block:
        for column, text in enumerate(texts):
            if text and _is_label(text):
                same = labels.get(_fold(text), [])
                votes.update({cell.column - column for cell in same if cell.role is CellRole.LABEL})
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _find_foreign_labels(block: Texts) -> list[str]:
    """Find words before numbers in a block that has no label of the form.

    They might name rows in another order, so that by position every number could be wrong.
    """
    found = []
    for row in block:
        texts = [text for text in row if text and text.strip()]
        if texts and _is_label(texts[0]) and not all(map(_is_label, texts)):
            found.append(texts[0])
    return found


def _labels_by_text(table: Table) -> dict[str, list[GridCell]]:
    """Map the folded text of labels beside values to their cells, from top to bottom."""
    labels: dict[str, list[GridCell]] = {}
    for cell in table.grid:
        if cell.role in (CellRole.LABEL, CellRole.GROUP) and cell.row >= table.header_rows:
            labels.setdefault(_fold(cell.text), []).append(cell)
    return labels


def _fold(text: str) -> str:
    """Reduce a label to what is the same in every program: no spaces, simplified characters."""
    # Loaded by the first paste that has labels: the window starts without the importers.
    from report_editor.importers.recognition.folding import fold

    return fold(text)


def _is_label(text: str) -> bool:
    """Check whether a text is a label rather than a number, however the number is written."""
    return any(unicodedata.category(each) == "Lo" for each in text) and all(
        read_number(text, kind, unit).problem is CellProblem.NOT_A_NUMBER
        for kind, unit in ((NumberKind.SIGNED, "件"), (NumberKind.MONEY, "万元"))
    )
