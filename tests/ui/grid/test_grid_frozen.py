"""Headers and labels stay in sight, and clicks on them select what they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from report_editor.forms import form
from report_editor.ui.grid.frozen import FrozenStrips, find_frozen_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from report_editor.document import History
    from report_editor.ui.grid import TableView

    OpenGrid = Callable[..., tuple[TableView, History]]
    Press = Callable[..., None]


def strips(view: TableView) -> FrozenStrips:
    return next(each for each in view.findChildren(FrozenStrips))


@pytest.mark.parametrize(
    ("name", "rows", "columns"), [("requests", 3, 3), ("proceedings", 3, 0), ("disclosure", 0, 0)]
)
def test_what_is_frozen_cuts_no_cell(name: str, rows: int, columns: int) -> None:
    for edition in ("2019", "2021"):
        assert find_frozen_part(form(edition).tables[name]) == (rows, columns)


def test_nothing_is_frozen_where_all_fits(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1300, 1100))
    assert not strips(view).isVisible()


def test_the_header_stays_and_the_cursor_never_hides_under_it(
    open_grid: OpenGrid, press: Press
) -> None:
    view, _ = open_grid(size=(1100, 450))
    frozen = strips(view)
    assert frozen.isVisible()
    top = frozen.extent().height()
    assert top == sum(view.rowHeight(row) for row in range(3))
    for key, times in ((Qt.Key.Key_Down, 24), (Qt.Key.Key_Up, 24)):
        for _ in range(times):
            press(view, key)
            here = view.visualRect(view.currentIndex())
            assert here.top() >= top
            assert here.bottom() <= view.viewport().height()
    header = frozen.cell_under(QPoint(view.columnViewportPosition(9) + 5, top - 5))
    assert header is not None
    assert header.text == "总计"


def test_labels_stay_when_the_grid_scrolls_sideways(open_grid: OpenGrid, qtbot: QtBot) -> None:
    view, _ = open_grid(size=(820, 450))
    view.set_zoom(160)
    frozen = strips(view)
    qtbot.waitUntil(lambda: frozen.extent().width() > 0)
    extent = frozen.extent()
    assert extent.width() == sum(view.columnWidth(column) for column in range(3))
    view.go_to("requests.other_rest.total")
    assert view.horizontalScrollBar().value() > 0
    view.go_to("requests.other_rest.natural_person")
    here = view.visualRect(view.currentIndex())
    assert here.left() >= extent.width()
    label = frozen.cell_under(QPoint(extent.width() - 5, here.center().y()))
    assert label is not None
    assert label.text == "3.其他"


def test_frozen_strips_never_take_the_whole_window(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(420, 160))
    assert strips(view).extent().width() <= view.viewport().width() * 0.6
    assert strips(view).extent().height() <= view.viewport().height() * 0.6


def test_a_click_on_a_label_selects_its_values(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1300, 1100))
    label = view.visualRect(view.model().index(9, 2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=label)
    assert view.selected_addresses() == tuple(
        cell.address for cell in view.table.cells if cell.row.key == "denied_security"
    )
    assert view.current_address() == "requests.denied_security.natural_person"


def test_a_click_on_a_frozen_header_selects_its_column(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1100, 450))
    view.go_to("requests.carried_out.business")
    frozen = strips(view)
    point = QPoint(view.columnViewportPosition(4) + 5, frozen.extent().height() - 5)
    QTest.mouseClick(frozen, Qt.MouseButton.LeftButton, pos=point)
    assert view.selected_addresses() == tuple(
        cell.address for cell in view.table.cells if cell.column.key == "business"
    )
    assert view.hasFocus()


def test_frozen_labels_look_as_they_do_in_the_grid(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1100, 450))
    before = view.grab().toImage()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    after = view.grab().toImage()
    height = strips(view).extent().height()
    assert after.copy(0, 0, 1000, height) == before.copy(0, 0, 1000, height)
    assert after.copy(0, height, 1000, 200) != before.copy(0, height, 1000, 200)


def ink(view: TableView, area: QRect) -> int:
    """How many pixels of a part of the grid are not its ground."""
    image = view.viewport().grab(area).toImage()
    ground = image.pixel(0, 0)
    return sum(
        image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height())
    )


def inside(view: TableView, row: int, column: int) -> QRect:
    """The part of a cell that is in sight, within its rules."""
    cell = view.visualRect(view.model().index(row, column)).adjusted(2, 2, -2, -2)
    return cell.intersected(strips(view).uncovered_rect())


@pytest.mark.parametrize("size", [(1100, 350), (820, 350)], ids=["wide", "also scrolls sideways"])
def test_a_label_over_many_rows_is_read_wherever_one_has_scrolled(
    open_grid: OpenGrid, size: tuple[int, int]
) -> None:
    view, _ = open_grid(size=size)
    view.go_to("requests.granted.natural_person")
    bar = view.verticalScrollBar()
    results = view.table.anchors[view.table.value_cells["requests.granted.total"].row, 0]
    assert results.text == "三、本年度办理结果"
    whole = None
    for value in range(bar.value(), bar.maximum() + 1, 30):
        bar.setValue(value)
        seen = inside(view, results.row, results.column)
        assert seen.height() > 60
        if whole is None:
            whole = ink(view, seen)
        assert ink(view, seen) == whole


def test_no_line_of_a_label_that_leaves_the_screen_is_sliced(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1100, 350))
    group = view.table.anchors[view.table.value_cells["requests.denied_state_secret.total"].row, 1]
    assert group.text == "（三）不予公开"
    view.go_to("requests.denied_query.natural_person")
    bar = view.verticalScrollBar()
    found = []
    while inside(view, group.row, group.column).height() > 5:
        found.append(ink(view, inside(view, group.row, group.column)))
        bar.setValue(bar.value() + 1)
    both = found[0]
    edge = both // 25  # the test looks two pixels away from the lines of the grid
    narrowed = max(amount for amount in found if amount < both - edge)
    assert narrowed > both / 2, "in the height of one line stands the whole label"
    levels = (both, narrowed, 0)
    assert {
        next((each for each in levels if each - edge <= amount <= each), None) for amount in found
    } == set(levels)


def test_scrolling_leaves_no_torn_label(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1100, 150))
    for value in range(0, view.verticalScrollBar().maximum(), 7):
        view.verticalScrollBar().setValue(value)
        QApplication.processEvents()

    def on_screen() -> QImage:
        window = view.window()
        return window.screen().grabWindow(window.winId()).toImage()

    moved = on_screen()
    view.viewport().repaint()
    assert on_screen() == moved
