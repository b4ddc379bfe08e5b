"""Read workbooks (.xlsx .xlsm) that this program did not make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits, progress
from report_editor.importers.readers.collect import Collector
from report_editor.importers.readers.excel.grid import GridCell, SheetGrid
from report_editor.ooxml.package import MEMORY_OF_READER, Package
from report_editor.ooxml.problems import PackageProblem
from report_editor.ooxml.spreadsheet import Spreadsheet

if TYPE_CHECKING:
    from report_editor.importers.source import Source
    from report_editor.ooxml.sheet import Sheet

MAX_SHEETS = 60


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Read a workbook: visible sheets in order, formulas with the values they last had.

    Raises:
        ImportProblem: It is damaged, encrypted, hostile, too large, or no workbook.
    """
    try:
        return _read(Spreadsheet(Package(data, MEMORY_OF_READER)))
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
        _read_sheet(book.read_sheet(entry), entry.name, collector)
    if not collector.source.blocks:
        raise ImportProblem("这个工作簿里没有内容。请确认选对了文件。")
    return collector.source


def _read_sheet(sheet: Sheet, name: str, collector: Collector) -> None:
    grid = SheetGrid(name, sheet.hidden_columns(), collector)
    for first, last in sheet.merges():
        grid.merge(first, last)
    for row in sheet.rows():
        cells = (
            (cell.position.column, GridCell(cell.text, cell.is_ruled, cell.formula is not None))
            for cell in row.cells
        )
        grid.add_row(row.number, cells, is_hidden=row.is_hidden)
    grid.write()
