"""See that the number of a cell is drawn whole before anything beside it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from report_editor.document import Part, commands
from report_editor.ui.grid import sizes
from report_editor.ui.grid.look import look_of
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.model import GridModel
from report_editor.ui.grid.paint import paint_cell
from report_editor.ui.grid.walk import VALUES

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import History
    from report_editor.ui.grid import TableView

    OpenGrid = Callable[..., tuple[TableView, History]]

NEW, TOTAL = "requests.new.natural_person", "requests.new.total"


def find_least(view: TableView) -> int:
    """Return the width of the narrowest column of values that the table can get."""
    widths = sizes.compute_widths(view.table, view.font(), 1, 1)
    cells = (cell for cell in view.table.grid if cell.role in VALUES)
    return min(widths[column] for cell in cells for _row, column in cell.positions)


def paint(view: TableView, address: str, width: int) -> QImage:
    model, look = view.model(), look_of(view)
    assert isinstance(model, GridModel)
    rect = QRect(0, 0, width, round(2 * look.lengths.row))
    image = QImage(rect.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_cell(painter, model, view.table.value_cells[address], rect, look=look, seen=rect)
    painter.end()
    return image


def change(history: History, part: Part, address: str, text: str) -> None:
    history.do(commands.set_entry(history.document, part, address, text, "改数"))


@pytest.mark.parametrize("stated", [{}, {TOTAL: "7654321"}], ids=["alone", "with a printed total"])
def test_a_number_of_seven_digits_is_whole_in_every_column(
    open_grid: OpenGrid, stated: dict[str, str]
) -> None:
    view, history = open_grid(stated=stated)
    view.fill_zero_table()
    view.show_last_year(True)
    widths = range(find_least(view), 2 * find_least(view), 3)
    for digits in range(1, 8):
        for address in (NEW, TOTAL):
            change(history, Part.PREVIOUS, address, "9" * digits)
        painted: list[list[QImage]] = []
        for last in "18":  # what is cut off looks the same
            number = "7" * (digits - 1) + last
            change(history, Part.CELLS, NEW, number)
            painted.append([paint(view, each, at) for each in (NEW, TOTAL) for at in widths])
        assert all(one != other for one, other in zip(*painted, strict=True)), digits


@pytest.mark.parametrize("digits", range(1, 8))
def test_a_sign_and_last_year_come_back_where_there_is_room(
    open_grid: OpenGrid, digits: int
) -> None:
    """Last year's number gives way before the sign."""
    view, history = open_grid()
    view.fill_zero_table()
    change(history, Part.CELLS, NEW, "1" * digits)
    colors = look_of(view).colors

    def has_sign(width: int) -> bool:
        image = paint(view, NEW, width)
        body, middle = colors.accent(Sign.UNEQUAL), image.height() // 2
        near = range(image.width() // 2)
        return any(image.pixelColor(x, middle) == body for x in near)

    def has_last_year(width: int) -> bool:
        images = []
        for text in ("28", "29"):
            change(history, Part.PREVIOUS, NEW, text)
            images.append(paint(view, NEW, width))
        return images[0] != images[1]

    view.show_last_year(True)
    found = [
        (has_sign(at), has_last_year(at)) for at in range(find_least(view), 4 * find_least(view), 6)
    ]
    assert found == sorted(found), "once there is room, there is"
    assert found[-1] == (True, True)
