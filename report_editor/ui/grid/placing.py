"""Where the texts of a pasted block belong in a table.

A block that brings labels of the form along is placed by them, each line by its own label: a
source with a line more or less must not shift the numbers below it. A bare block is placed by
position, from the place that was chosen. One with labels of something else is not placed.
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
class Placed:
    """The outcome: texts for inputs, and what could not be placed, counted."""

    raws: dict[Address, str] = field(default_factory=dict)
    locked: int = 0
    """Texts meant for cells that cannot be filled in."""
    outside: int = 0
    """Texts past the edge of the table."""
    unknown: list[str] = field(default_factory=list)
    """Labels of lines that the form does not have."""
    too_wide: bool = False
    """The block has labels of the form and more columns than the form: nothing is certain."""


@dataclass(frozen=True, slots=True)
class Target:
    """The selected rectangle of the grid that a paste begins in."""

    line: int
    place: int
    lines: int = 1
    places: int = 1
    addresses: tuple[Address, ...] = ()
    """The values selected."""


def place(block: Texts, table: Table, target: Target) -> Placed:
    """Finds the cell for every text of a block."""
    width = max(map(len, block), default=0)
    while width > 1 and not any(text for row in block for text in row[width - 1 :]):
        width -= 1
    block = [row[:width] for row in block]
    if len(block) == 1 and width == 1:
        return _fill(block[0][0] or "", table, target)
    shift = _label_shift(block, table)
    if shift is not None:
        if shift + width > table.grid_column_count:
            return Placed(too_wide=True)
        return _by_labels(block, table, shift)
    strange = _strange_labels(block)
    if strange:
        return Placed(unknown=strange)
    return _by_position(_tiled(block, width, target), table, target)


def _fill(text: str, table: Table, target: Target) -> Placed:
    """One text for every selected input."""
    placed = Placed()
    for address in target.addresses:
        if table.value_cells[address].role is CellRole.INPUT:
            placed.raws[address] = text
        else:
            placed.locked += 1
    if not target.addresses:
        placed.locked = 1
    return placed


def _tiled(block: Texts, width: int, target: Target) -> Texts:
    """The block repeated over a selection that is some times as large."""
    down = target.lines // len(block) if target.lines % len(block) == 0 else 1
    right = target.places // width if target.places % width == 0 else 1
    rows = [[*row, *([None] * (width - len(row)))] * right for row in block]
    return rows * down


def _by_position(block: Texts, table: Table, target: Target) -> Placed:
    placed = Placed()
    for line, row in enumerate(block, target.line):
        for at, text in enumerate(row, target.place):
            _put(placed, table, line, at, text)
    return placed


def _by_labels(block: Texts, table: Table, shift: int) -> Placed:
    """Each line of the block to the line of the form that has its label."""
    placed = Placed()
    free = _labels_by_text(table)
    for row in block:
        known: GridCell | None = None
        own = ""
        for at, text in enumerate(row, shift):
            if not text or not _is_words(text):
                continue
            own = text
            candidates = [cell for cell in free.get(folded(text), ()) if cell.column == at]
            if candidates:
                known = candidates[0]
                free[folded(text)].remove(known)
        if known is None or known.role is not CellRole.LABEL:
            if own and any(text and not _is_words(text) for text in row):
                placed.unknown.append(own)
            continue
        first = known.column + known.column_span
        for at, text in enumerate(row, shift):
            if at >= first:
                _put(placed, table, known.row, at, text)
    return placed


def _put(placed: Placed, table: Table, line: int, at: int, text: str | None) -> None:
    """Gives a text to a place of the grid, or counts why not."""
    cell = table.anchors.get((line, at))
    if cell is None:
        placed.outside += bool(text)
    elif cell.role is CellRole.INPUT and (cell.row, cell.column) == (line, at):
        if text is not None:
            placed.raws[cell.key] = text
    elif text and (cell.role in VALUES or not _is_words(text)):
        placed.locked += 1


def _label_shift(block: Texts, table: Table) -> int | None:
    """How far right the block begins if it brings labels of rows along, else None."""
    labels = _labels_by_text(table)
    votes: Counter[int] = Counter()
    for row in block:
        for at, text in enumerate(row):
            if not text or not _is_words(text):
                continue
            votes.update(
                {
                    cell.column - at
                    for cell in labels.get(folded(text), ())
                    if cell.role is CellRole.LABEL
                }
            )
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _strange_labels(block: Texts) -> list[str]:
    """Words before numbers in a block that has no label of the form.

    They might name lines in another order, so that by position every number could be wrong.
    """
    found = []
    for row in block:
        texts = [text for text in row if text and text.strip()]
        if texts and _is_words(texts[0]) and not all(map(_is_words, texts)):
            found.append(texts[0])
    return found


def _labels_by_text(table: Table) -> dict[str, list[GridCell]]:
    """The labels beside values, by their folded text, from top to bottom."""
    labels: dict[str, list[GridCell]] = {}
    for cell in table.grid:
        if cell.role in (CellRole.LABEL, CellRole.GROUP) and cell.row >= table.header_rows:
            labels.setdefault(folded(cell.text), []).append(cell)
    return labels


def folded(text: str) -> str:
    """A label without what differs from program to program: spaces, punctuation, characters."""
    # Loaded by the first paste that has labels: the window starts without the importers.
    from report_editor.importers.recognition.folding import fold

    return fold(text)


def _is_words(text: str) -> bool:
    """Whether a text is a label rather than a number, however the number is written."""
    return any(unicodedata.category(each) == "Lo" for each in text) and all(
        read_number(text, kind, unit).problem is CellProblem.NOT_A_NUMBER
        for kind, unit in ((NumberKind.SIGNED, "件"), (NumberKind.MONEY, "万元"))
    )
