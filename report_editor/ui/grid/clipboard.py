"""The grid and the clipboard: copies a rectangle of cells, reads what others copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from report_editor.ui.grid.block import Block, BlockCell, from_tsv, to_html, to_tsv
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from report_editor.ui.grid.block import Texts
    from report_editor.ui.grid.model import GridModel


def copied(model: GridModel, places: set[tuple[int, int]]) -> QMimeData:
    """The selected (line, place) of a grid, with merged cells once and gaps left empty."""
    block = cut_out(model, places)
    data = QMimeData()
    data.setText(to_tsv(block))
    data.setHtml(to_html(block))
    return data


def cut_out(model: GridModel, places: set[tuple[int, int]]) -> Block:
    """The smallest block that holds these places."""
    anchors = model.table.anchors
    covered = {
        (line, place)
        for cell in {anchors[at] for at in places}
        for line in range(cell.row, cell.row + cell.row_span)
        for place in range(cell.column, cell.column + cell.column_span)
    }
    top, left = min(line for line, _ in covered), min(place for _, place in covered)
    bottom, right = max(line for line, _ in covered), max(place for _, place in covered)
    cells = [
        BlockCell(
            cell.row - top,
            cell.column - left,
            cell.row_span,
            cell.column_span,
            model.text(cell),
            is_header=cell.role not in VALUES,
        )
        for cell in model.table.grid
        if (cell.row, cell.column) in covered
    ]
    cells += [
        BlockCell(line - top, place - left, 1, 1, "")
        for line in range(top, bottom + 1)
        for place in range(left, right + 1)
        if (line, place) not in covered
    ]
    return Block(bottom - top + 1, right - left + 1, tuple(cells))


def has_text(data: QMimeData | None) -> bool:
    """Whether there is anything that might be pasted; an empty clipboard has no data at all."""
    return data is not None and (data.hasHtml() or bool(data.text()))


def pasted(data: QMimeData) -> Texts | None:
    """The table on the clipboard: HTML first, for plain text is ambiguous; None for neither.

    Raises:
        TooLargeError: it is too large for a part of a form.
    """
    if not has_text(data):
        return None
    if data.hasHtml():
        # The parser is loaded by the first paste: the window starts without it.
        from report_editor.ui.grid.html_table import from_html

        if texts := from_html(data.html()):
            return texts
    return from_tsv(data.text()) if data.text() else None
