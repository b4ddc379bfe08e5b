"""Clipboard of the grid: a rectangle of cells is copied, a table of others is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.ui.grid.block import Block, BlockCell, from_html, from_tsv, to_html, to_tsv
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.mime import make_mime_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QMimeData

    from report_editor.forms import GridCell
    from report_editor.ui.grid.block import Texts
    from report_editor.ui.grid.model import GridModel


def copy_cells(model: GridModel, positions: set[tuple[int, int]]) -> QMimeData:
    """Copy the cells at some (row, column), merged cells once and gaps as empty cells."""
    cells = dict.fromkeys(model.table.anchors[position] for position in sorted(positions))
    top, left, bottom, right = find_bounds(cells)
    block_cells = [
        BlockCell(
            cell.row - top,
            cell.column - left,
            cell.row_span,
            cell.column_span,
            model.text(cell),
            is_header=cell.role not in VALUES,
        )
        for cell in cells
    ]
    block_cells += [
        BlockCell(row - top, column - left, 1, 1, "")
        for row in range(top, bottom)
        for column in range(left, right)
        if model.table.anchors[row, column] not in cells
    ]
    block = Block(bottom - top, right - left, tuple(block_cells))
    return make_mime_data(to_html(block), to_tsv(block))


def find_bounds(cells: Iterable[GridCell]) -> tuple[int, int, int, int]:
    """Find the first row and column that cells cover, and the row and column after the last."""
    edges = [(c.row, c.column, c.row + c.row_span, c.column + c.column_span) for c in cells]
    tops, lefts, bottoms, rights = zip(*edges, strict=True)
    return min(tops), min(lefts), max(bottoms), max(rights)


def has_text(data: QMimeData | None) -> bool:
    """Check whether there is anything to paste; an empty clipboard has no data at all."""
    return data is not None and (data.hasHtml() or bool(data.text()))


def read_block(data: QMimeData) -> Texts | None:
    """Read the table on the clipboard: HTML first, for plain text is ambiguous; None for neither.

    Raises:
        TooLargeError: It is too large for a part of a form.
    """
    if not has_text(data):
        return None
    if data.hasHtml() and (texts := from_html(data.html())):
        return texts
    return from_tsv(data.text()) if data.text() else None
