"""Write a table of the form with its merged cells, as the typesetter sets it.

python-docx merges cells one by one and leaves an empty paragraph for each; a table of the form has
some two hundred, so its rows are written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING

from report_editor.exporters.report_parts import VALUES, PrintedTable
from report_editor.exporters.typeset.page import HEIGHT, LINE, MM
from report_editor.exporters.word.elements import (
    Element,
    make,
    make_paragraph,
    make_run,
    to_half_points,
    to_twips,
)
from report_editor.exporters.word.style_sheet import (
    CELL_HEADING,
    CELL_LEADING,
    CELL_SIZE,
    CELL_TEXT,
    GRID,
    GRID_LINE,
)
from report_editor.forms import CellRole

if TYPE_CHECKING:
    from report_editor.exporters.typeset.table import TableLayout
    from report_editor.forms import GridCell

_BORDER = 0.5
"""Width of the lines. Word takes it from the cells, the typesetter draws over their edges."""
_PADDING_X = 1.5
"""Left and right of a text; twice as much beside a label of a row."""
_TOLERANCE = 1.0
"""Points by which a table may be higher than computed before the text below it is shifted."""
_SAVED = 0.2
"""Points by which a row is lower where the table just fits its page on paper."""
_TALLEST_WHOLE = 3 / 4 * HEIGHT
"""Height up to which a table is surely not torn by a page that it could stand on."""
_TINT = "EDEDED"


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table as an element."""

    element: Element
    gap: float
    """Space from its end to the next line of the page on which text may stand."""


def write_table(printed: PrintedTable, layout: TableLayout) -> WordTable:
    """Write a table of a report as it is laid out on paper."""
    writer = _TableWriter(printed, layout)
    height = sum(writer.heights) + _BORDER
    gap = ceil((height + LINE / 4) / GRID_LINE) * GRID_LINE - height
    return WordTable(writer.write(), gap - _TOLERANCE)


class _TableWriter:
    def __init__(self, printed: PrintedTable, layout: TableLayout) -> None:
        self._table = printed.table
        self._layout = layout
        self._texts = dict(printed.cells)
        self._lines = layout.list_lines()
        saved = _SAVED if layout.is_tight else 0.0
        self._padding = layout.padding - saved / 2 - _BORDER / 2
        self.heights = [height - saved for height in layout.heights]
        edges = accumulate(self._table.paper, initial=0.0)
        self._edges = [to_twips(edge * MM) for edge in edges]

    def write(self) -> Element:
        padding, side = to_twips(self._padding), to_twips(_PADDING_X - _BORDER / 2)
        margins = {"top": padding, "left": side, "bottom": padding, "right": side}
        properties = make(
            "tblPr",
            make("tblStyle", val=GRID),
            make("tblW", w=self._edges[-1], type="dxa"),
            make("tblLayout", type="fixed"),
            make("tblCellMar", *(make(key, w=w, type="dxa") for key, w in margins.items())),
        )
        widths = (right - left for left, right in pairwise(self._edges))
        grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
        return make("tbl", properties, grid, *map(self._write_row, range(self._layout.row_count)))

    def _write_row(self, row: int) -> Element:
        cells: dict[GridCell, None] = {}
        for column in range(self._table.grid_column_count):
            cells[self._table.anchors[row, column]] = None
        properties = []
        if not any(cell.key in self._layout.shortened for cell in cells):
            properties.append(make("cantSplit"))
        height = to_twips(self.heights[row])
        properties.append(make("trHeight", val=height, hRule="atLeast"))
        if row < self._table.header_rows:
            properties.append(make("tblHeader"))
        keeps = self._keeps_with_next(row)
        written = (self._write_cell(cell, keeps, begins=cell.row == row) for cell in cells)
        return make("tr", make("trPr", *properties), *written)

    def _keeps_with_next(self, row: int) -> bool:
        """Check whether a page must not end below a row.

        A table that is whole on paper stays whole, unless it nearly fills its page: with other
        fonts that might be too much for the page, and the heading would be left alone. Of such a
        one, and of one that is divided on paper, the first rows keep together: it does not begin
        at the end of a page.
        """
        if row + 1 == self._layout.row_count:
            return False
        ends = self._layout.page_ends
        is_whole = len(ends) == 1 and sum(self._layout.heights) < _TALLEST_WHOLE
        return is_whole or row < ends[0] / 2 or not self._layout.can_break_after(row)

    def _write_cell(self, cell: GridCell, keeps: bool, *, begins: bool) -> Element:
        right = self._edges[cell.column + cell.column_span]
        properties = [make("tcW", w=right - self._edges[cell.column], type="dxa")]
        if cell.column_span > 1:
            properties.append(make("gridSpan", val=cell.column_span))
        if cell.row_span > 1:
            properties.append(make("vMerge", val="restart" if begins else "continue"))
        if cell.role is CellRole.HEADING:
            properties.append(make("shd", val="clear", color="auto", fill=_TINT))
        properties.append(make("vAlign", val="center"))
        paragraph = self._write_text(cell, self._texts[cell] if begins else "", keeps)
        return make("tc", make("tcPr", *properties), paragraph)

    def _write_text(self, cell: GridCell, text: str, keeps: bool) -> Element:
        size, lines = self._lines[cell]
        half = to_half_points(size)
        is_usual = half == to_half_points(CELL_SIZE)
        sizes = () if is_usual else (make("sz", val=half), make("szCs", val=half))
        is_label = cell.role is CellRole.LABEL and cell.row >= self._table.header_rows
        is_plain = is_label or cell.role in VALUES or cell.role is CellRole.GROUP
        is_free = is_label or cell.role in VALUES  # Word breaks its lines as it edits them
        parts = [text] if is_free else _cut(text, [*map(len, lines)])
        return make_paragraph(
            CELL_TEXT if is_plain else CELL_HEADING,
            [make_run(parts, *sizes)] if text else [],
            keeps_with_next=keeps,
            spacing=None if is_usual else {"line": CELL_LEADING * size},
            left=_PADDING_X if is_label else None,
            right=_PADDING_X if is_label else None,
            align="left" if is_label else "",
        )


def _cut(text: str, lengths: list[int]) -> list[str]:
    """Cut a text into lines of some lengths; not at all where they are those of another text."""
    if sum(lengths) != len(text):
        return [text]
    ends = [*accumulate(lengths)]
    return [text[end - length : end] for end, length in zip(ends, lengths, strict=True)]
