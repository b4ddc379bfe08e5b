"""Clipboard of the grid: a rectangle of cells is copied, a table of others is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.forms import CellRole
from report_editor.ui.grid.block import (
    Block,
    BlockCell,
    ClipboardTable,
    from_html,
    from_html_lines,
    from_tsv,
    to_html,
    to_tsv,
)
from report_editor.ui.grid.walk import VALUES
from report_editor.ui.widgets.mime import make_mime_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QMimeData

    from report_editor.forms import GridCell
    from report_editor.ui.grid.model import GridModel

_HEADERS = "application/x-report-editor-headers"
"""Headers of a part of a grid that was copied without them, parted by tabs, for another grid."""


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
    data = make_mime_data(to_html(block), to_tsv(block))
    if headers := _list_headers(model, cells, left):
        data.setData(_HEADERS, "\t".join(headers).encode())
    return data


def find_bounds(cells: Iterable[GridCell]) -> tuple[int, int, int, int]:
    """Find the first row and column that cells cover, and the row and column after the last."""
    edges = [(c.row, c.column, c.row + c.row_span, c.column + c.column_span) for c in cells]
    tops, lefts, bottoms, rights = zip(*edges, strict=True)
    return min(tops), min(lefts), max(bottoms), max(rights)


def has_text(data: QMimeData | None) -> bool:
    """Check whether there is anything to paste; an empty clipboard has no data at all."""
    return data is not None and (data.hasHtml() or bool(data.text()))


def read_block(data: QMimeData) -> ClipboardTable | None:
    """Read the table on the clipboard: HTML first, for plain text is ambiguous; None for neither.

    Raises:
        TooLargeError: It is too large for a part of a form.
    """
    if not has_text(data):
        return None
    if data.hasHtml() and (table := from_html(data.html())):
        return _add_headers(table, data)
    if data.text():
        return ClipboardTable(from_tsv(data.text()))
    lines = from_html_lines(data.html())
    return ClipboardTable(lines) if lines else None


def _list_headers(model: GridModel, cells: Iterable[GridCell], left: int) -> list[str]:
    """Return the headers over the first row with values, where labels were copied without them."""
    found: list[str] = []
    has_label, row = False, -1
    for cell in cells:
        if cell.role is CellRole.HEADER:
            return []
        has_label |= cell.role is CellRole.LABEL
        if cell.role in VALUES and row in (-1, cell.row):
            row = cell.row
            found += [""] * (cell.column - left - len(found))
            found.append(model.table.column(cell.key.split(".")[2]).label)
    return found if has_label else []


def _add_headers(table: ClipboardTable, data: QMimeData) -> ClipboardTable:
    """Put the headers that came along with a part of a grid over it."""
    text = bytes(data.data(_HEADERS).data()).decode("utf-8", "replace")
    return replace(table, rows=[[*text.split("\t")], *table.rows]) if text else table
