"""Write a report as plain text: paragraphs, and tables whose columns stand below each other.

The lines between the cells are vertical bars, as Markdown has them: programs read such a table, and
a person sees it in any editor with a type of even width. Written by hand: libraries that draw
tables in text (tabulate, rich) know no cells over several rows.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.exporters.report_parts import VALUES, print_report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.report_parts import PrintedReport, PrintedTable

_INDENT = "　　"
_WIDEST = 80
"""Width to which a column grows, in half-width characters; a longer text sticks out of it."""
_BAR, _WIDE_BAR = "|", "｜"


def make_text(document: Document, options: PublicationOptions) -> tuple[str, tuple[str, ...]]:
    """Return the text, and Chinese sentences about what was left out or replaced."""
    return write_text(print_report(document), options)


def write_text(report: PrintedReport, options: PublicationOptions) -> tuple[str, tuple[str, ...]]:
    """Return a printed report as text, and the sentences about it."""
    parts = ["草　稿"] if options.draft else []
    parts.append(_keep_from_bars(report.title))
    for section in report.sections:
        parts.append(section.heading)
        parts += [_INDENT + _keep_from_bars(each.text) for each in section.paragraphs]
        if section.table:
            parts.append("\n".join(_draw_table(section.table)))
    for _, line in report.closing.list_lines(has_signatory=options.signature):
        parts.append(_INDENT + _keep_from_bars(line))
    text = "\n\n".join(filter(None, parts)) + "\n"
    if not any(_BAR in each for each in _list_texts(report)):
        return text, report.notes
    note = "文字里的竖线“|”写成了“｜”，因为它在纯文本里是表格的线。"
    return text, (*report.notes, note)


def _list_texts(report: PrintedReport) -> Iterator[str]:
    yield report.title
    yield from (text for _, text in report.closing.list_lines(has_signatory=True))
    for section in report.sections:
        yield from (paragraph.text for paragraph in section.paragraphs)
        yield from (text for _, text in section.table.cells) if section.table else ()


def _keep_from_bars(text: str) -> str:
    """Return a text without the sign that parts the cells of a table."""
    return text.replace(_BAR, _WIDE_BAR)


# ---------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a line of text, which covers one or more of the columns that are drawn."""

    column: int
    span: int
    text: str


def _draw_table(printed: PrintedTable) -> Iterator[str]:
    """Yield the lines of a table; the columns of its labels are drawn as one."""
    table = printed.table
    labels = min(cell.column for cell, _ in printed.cells if cell.role in VALUES)
    width = table.grid_column_count - max(0, labels - 1)
    rows = [list(_list_lines(row, printed, labels)) for row in range(table.grid_row_count)]
    lines = [_fill_line(line, width) for row in rows for line in row]
    widths = _measure_columns(lines, width)
    header = sum(len(row) for row in rows[: table.header_rows])
    for number, line in enumerate(lines, start=1):
        yield f"|{'|'.join(_draw_cell(cell, widths, is_left=labels > 0) for cell in line)}|"
        if number == header:
            yield f"|{'|'.join('-' * (each + 2) for each in widths)}|"


def _list_lines(row: int, printed: PrintedTable, labels: int) -> Iterator[list[_Cell]]:
    """Yield what is drawn for a row of the grid: the groups that begin in it, then its cells.

    A header over several rows is drawn in the last of them, right above the numbers.
    """
    line: list[_Cell] = []
    for cell, text in printed.cells:
        is_of_labels = cell.column + cell.column_span <= labels
        first, last = cell.row, cell.row + cell.row_span - 1
        if row != (first if is_of_labels else last):
            continue
        shown = _keep_from_bars(text)
        if not is_of_labels:
            column = max(0, cell.column - max(0, labels - 1))
            end = cell.column + cell.column_span - max(0, labels - 1)
            line.append(_Cell(column, end - column, shown))
        elif last > first:
            yield [_Cell(0, 1, _INDENT[: cell.column] + shown)]
        else:
            line.append(_Cell(0, 1, _INDENT[: cell.column] + shown))
    yield line


def _fill_line(line: Sequence[_Cell], width: int) -> list[_Cell]:
    """Return the cells of a line with blanks in the columns that none covers."""
    covered = {at for cell in line for at in range(cell.column, cell.column + cell.span)}
    blanks = [_Cell(at, 1, "") for at in range(width) if at not in covered]
    return sorted([*line, *blanks], key=lambda cell: cell.column)


def _measure_columns(lines: Sequence[Sequence[_Cell]], width: int) -> list[int]:
    """Return the width of each column; a text over several widens the last of them."""
    widths = [0] * width
    for cell in sorted((cell for line in lines for cell in line), key=lambda cell: cell.span):
        lack = min(_measure(cell.text), _WIDEST) - _measure_room(cell, widths)
        widths[cell.column + cell.span - 1] += max(0, lack)
    return widths


def _measure_room(cell: _Cell, widths: Sequence[int]) -> int:
    """Return the width that a cell has, the bars between its columns and their blanks included."""
    return sum(widths[cell.column : cell.column + cell.span]) + 3 * (cell.span - 1)


def _draw_cell(cell: _Cell, widths: Sequence[int], *, is_left: bool) -> str:
    """Return the text of a cell with blanks around it; a label begins at the left."""
    blanks = max(0, _measure_room(cell, widths) - _measure(cell.text))
    before = 0 if is_left and cell.column == 0 else blanks // 2
    return f" {' ' * before}{cell.text}{' ' * (blanks - before)} "


def _measure(text: str) -> int:
    """Return the width of a text in half-width characters, as Chinese types have it."""
    return sum(
        0
        if unicodedata.combining(char)
        else 2
        if unicodedata.east_asian_width(char) in "WFA"
        else 1
        for char in text
    )
