"""List what stands on the report's sheets and is no part of the report: notes beside the form."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import fold
from report_editor.document.balances import evaluate_balance
from report_editor.ooxml.number_formats import format_float
from report_editor.workbook import layout
from report_editor.workbook.values import show_text, to_cell_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from report_editor.document import Document
    from report_editor.ooxml.references import Position
    from report_editor.ooxml.sheet import SheetCell
    from report_editor.workbook.sheet_view import SheetView


def list_unread(
    document: Document, view: SheetView, read: Collection[Position], title: Position | None
) -> Iterator[str]:
    """Yield each row of a sheet's cells whose content is not in the report, with coordinates.

    Args:
        document: The report.
        view: The sheet.
        read: Cells that were read.
        title: Cell in which the title of the report is computed, if it is on this sheet.
    """
    printed = layout.printed_texts(document.form)
    unread = [
        (position, cell)
        for position, cell in sorted(view.cells.items())
        if position not in read and (cell.formula is not None or cell.text not in printed)
    ]
    if not unread:
        return
    known = {fold(text) for text in (*printed, show_text(document.title))} - {""}
    checked = {at.row for at, cell in view.cells.items() if cell.text == layout.CHECK_LABEL}
    states = [evaluate_balance(document, each) for each in document.form.balances]
    # A program that does not keep formulas leaves their values: no content of anybody's either.
    differences = {format_float(to_cell_number(each.left - each.right)) for each in states}

    def is_own(position: Position, cell: SheetCell) -> bool:
        if cell.formula is None:
            is_difference = position.row in checked and cell.text in differences
            return is_difference or fold(cell.text) in known
        return position == title or position.row in checked

    content = [(position, cell) for position, cell in unread if not is_own(position, cell)]
    for _, cells in groupby(content, key=lambda each: each[0].row):
        words = [f"{position.coordinate}：{_describe(cell)}" for position, cell in cells]
        yield f"{view.name} {'；'.join(words)}"


def _describe(cell: SheetCell) -> str:
    return cell.text if cell.formula is None else f"{cell.text}（公式 ={cell.formula}）"
