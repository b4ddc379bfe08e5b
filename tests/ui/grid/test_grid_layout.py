"""Sizes of the rows, columns and scroll bars after the window and the zoom have changed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from report_editor.ui.grid import TableView
    from tests.ui.conftest import OpenGrid

ZOOMS = (80, 100, 110, 125, 150, 200)


def measure(view: TableView) -> tuple[object, ...]:
    """Everything that a change of sizes has to bring up to date."""
    for _ in range(4):
        QApplication.processEvents()
    bars = (view.horizontalScrollBar(), view.verticalScrollBar())
    assert view.strip is not None
    return (
        [view.columnWidth(column) for column in range(view.table.grid_column_count)],
        [view.rowHeight(row) for row in range(view.table.grid_row_count)],
        [(bar.maximum(), bar.maximum() and bar.pageStep(), bar.isVisible()) for bar in bars],
        view.viewport().geometry(),
        view.strip.geometry(),
    )


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count a paint."""
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize("seed", range(3))
def test_a_grid_that_was_resized_and_zoomed_is_laid_out_as_a_fresh_one(
    open_grid: OpenGrid, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    view, _ = open_grid(size=(1100, 950))
    window = view.window()
    size, zoom = (1100, 950), 100
    for _ in range(12):
        match chance.randrange(4):
            case 0 | 1:
                size = (chance.randint(400, 1400), chance.randint(250, 1000))
                window.resize(*size)
            case 2:
                zoom = chance.choice(ZOOMS)
                view.set_zoom(zoom)
            case _:
                window.hide()
                window.show()
    window.show()
    fresh, _ = open_grid(size=size)
    fresh.set_zoom(zoom)
    assert measure(view) == measure(fresh)


def test_a_zoom_step_sets_the_scroll_bars_at_once(open_grid: OpenGrid) -> None:
    view, _ = open_grid(size=(1100, 600))
    before = measure(view)
    view.set_zoom(150)
    at_once = view.verticalScrollBar().maximum()
    assert measure(view) != before
    assert view.verticalScrollBar().maximum() == at_once


def test_a_zoom_step_paints_the_cells_once(open_grid: OpenGrid) -> None:
    """A scroll bar that comes or goes makes room for other sizes, in a few of these windows."""
    view, _ = open_grid()
    measure(view)
    paints = Paints()
    view.viewport().installEventFilter(paints)
    bars: set[bool] = set()
    for height in range(500, 1000, 60):
        view.window().resize(1300, height)
        measure(view)
        for zoom in (110, 100):
            paints.count = 0
            view.set_zoom(zoom)
            measure(view)
            assert paints.count == 1, (height, zoom)
            bars.add(view.verticalScrollBar().isVisible())
    assert bars == {True, False}
