"""Read workbooks (.xlsx .xlsm) that this program did not make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.readers import limits, progress
from report_editor.importers.readers.collect import Collector, clean, join_lines
from report_editor.importers.readers.excel.grid import GridCell, SheetGrid
from report_editor.importers.source import ImportProblem
from report_editor.ooxml.package import Package
from report_editor.ooxml.problems import PackageProblem
from report_editor.ooxml.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from report_editor.importers.source import Source
    from report_editor.ooxml.sheet import Sheet, SheetRow

MAX_SHEETS = 60


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Read a workbook: visible sheets in order, formulas with the values they last had.

    Args:
        data: The bytes of the file.
        name: Its name, unused.

    Raises:
        ImportProblem: It is damaged, encrypted, hostile, too large, or no workbook.
    """
    try:
        return _read(Spreadsheet(Package(data)))
    except PackageProblem as problem:
        raise ImportProblem(str(problem)) from problem


def _read(book: Spreadsheet) -> Source:
    if len(book.sheets) > MAX_SHEETS:
        raise limits.TooLarge(f"工作表超过 {MAX_SHEETS} 张")
    collector = Collector()
    visible = [entry for entry in book.sheets if not entry.state]
    collector.drop(left_out.HIDDEN_SHEET, len(book.sheets) - len(visible))
    for number, entry in enumerate(visible):
        progress.report(number, len(visible))
        _read_grid(book.read_sheet(entry), entry.name, collector).write(collector)
    if not collector.source.blocks:
        raise ImportProblem("这个工作簿里没有内容。请确认选对了文件。")
    return collector.source


def _read_grid(sheet: Sheet, name: str, collector: Collector) -> SheetGrid:
    grid = SheetGrid(name)
    for first, last in sheet.merges():
        grid.merge(first, last)
    hidden = sheet.hidden_columns()
    used_columns: set[int] = set()
    for row in sheet.rows():
        cells = _read_row(row, grid, collector)
        used_columns.update(at for at in hidden & cells.keys() if cells[at].text)
        visible = {column: cell for column, cell in cells.items() if column not in hidden}
        if row.is_hidden:
            collector.drop(left_out.HIDDEN_ROWS, int(any(cell.text for cell in visible.values())))
        else:
            grid.add_row(row.number, visible)
    collector.drop(left_out.HIDDEN_ROWS, len(used_columns))
    return grid


def _read_row(row: SheetRow, grid: SheetGrid, collector: Collector) -> dict[int, GridCell]:
    """Return the cells of a row that stand for something, by column."""
    cells: dict[int, GridCell] = {}
    for cell in row.cells:
        if cell.position in grid.covered:
            continue
        text = join_lines(clean(line) for line in cell.text.splitlines())
        is_uncomputed = not text and cell.formula is not None
        collector.drop(left_out.UNCOMPUTED, int(is_uncomputed))
        if text or cell.is_ruled or is_uncomputed or cell.position in grid.merged:
            cells[cell.position.column] = GridCell(text, cell.is_ruled)
    return cells
