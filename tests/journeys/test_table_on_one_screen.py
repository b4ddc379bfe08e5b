"""表三 on the screens that a township has: how much of it is in sight, and that nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip, QWidget

from report_editor.ui.editor.findings_splitter import LOW_WINDOW
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.grid import TableView
from report_editor.ui.grid.look import look_of
from report_editor.ui.widgets.text_input import Line
from report_editor.ui.widgets.type_scale import LABEL_PIXELS, TEXT_PIXELS

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

ROWS = 25


def show(clerk: Clerk, path: Path, width: int, height: int) -> TableView:
    """Open a report in a window of a size, on table 三."""
    clerk.open(path)
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    page(clerk).open_tab("requests")
    clerk.window.resize(width, height)
    clerk.wait(lambda: clerk.window.size().toTuple() == (width, height))
    QCoreApplication.processEvents()
    grid = page(clerk).current_grid()
    assert grid is not None
    return grid


def page(clerk: Clerk) -> EditorPage:
    editor = clerk.window.editor
    assert editor is not None
    return editor


def rows_in_sight(grid: TableView) -> int:
    """Count the rows of values of which every pixel can be seen."""
    rows = {cell.row for cell in grid.table.value_cells.values()}
    seen = grid.viewport().rect()
    header = sum(map(grid.rowHeight, range(grid.table.header_rows)))
    seen.setTop(header if grid.verticalScrollBar().maximum() else 0)

    def is_whole(row: int) -> bool:
        top = grid.rowViewportPosition(row)
        return seen.contains(QRect(1, top, 1, grid.rowHeight(row)))

    return sum(map(is_whole, rows))


@pytest.mark.parametrize(
    ("width", "height", "folded", "opened"),
    [
        (1366, 768, 22, 16),
        (1366, 698, 22, 12),
        (1024, 600, 14, 8),
        (911, 512, 10, 6),
        (683, 384, 4, 2),
    ],
    ids=["1366 × 768", "1366 × 768 with bars", "1024 × 600", "150 %", "200 %"],
)
def test_rows_and_balances_are_in_sight(
    clerk: Clerk, own_file: Path, width: int, height: int, folded: int, opened: int
) -> None:
    grid = show(clerk, own_file, width, height)
    editor = page(clerk)
    is_low = height < LOW_WINDOW  # where the findings fold by themselves
    for wanted in (folded, opened) if is_low else (opened, folded):
        clerk.wait(lambda: editor.fold.is_folded == (wanted == folded))  # noqa: B023 - at once
        assert rows_in_sight(grid) >= wanted
        strip = grid.strip
        assert strip is not None
        for widget in (strip, editor.tabs, editor.fold, clerk.window.status):
            corner = widget.mapTo(clerk.window, QPoint(widget.width(), widget.height()))
            assert widget.isVisible()
            assert corner.x() <= width
            assert corner.y() <= height
        assert grid.horizontalScrollBar().maximum() == 0
        clerk.press(Qt.Key.Key_F8)
    assert grid.hasFocus()


def test_findings_are_folded_where_the_window_is_low_from_the_start(
    clerk: Clerk, own_file: Path
) -> None:
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    clerk.window.resize(683, 384)
    clerk.open(own_file)
    assert page(clerk).fold.is_folded
    assert not clerk.window.commands["findings"].isChecked()
    assert page(clerk).isVisible()


def test_no_panel_makes_the_window_higher_than_a_low_screen(clerk: Clerk, own_file: Path) -> None:
    show(clerk, own_file, 683, 384)
    commands, findings = clerk.window.commands, page(clerk).findings
    for name in ("findings", "outline", "sentences", "submission"):
        commands[name].trigger()
        findings.list.choose(0)
        findings.list.explain_action.setChecked(True)
        QCoreApplication.processEvents()
        assert clerk.window.size().toTuple() == (683, 384), name
        assert clerk.window.minimumSizeHint().height() <= 384, name


def test_findings_fold_by_themselves_only_while_the_window_is_low(
    clerk: Clerk, own_file: Path
) -> None:
    show(clerk, own_file, 1366, 768)
    editor, command = page(clerk), clerk.window.commands["findings"]

    def resize(height: int, *, folds: bool) -> None:
        clerk.window.resize(1366, height)
        clerk.wait(lambda: editor.fold.is_folded is folds)
        assert command.isChecked() is not folds

    resize(768, folds=False)
    resize(512, folds=True)
    clerk.press(Qt.Key.Key_F8)  # on purpose, and at once
    assert not editor.fold.is_folded
    resize(530, folds=False)
    resize(768, folds=False)
    clerk.press(Qt.Key.Key_F8)
    for height in (512, 768):
        resize(height, folds=True)
    clerk.press(Qt.Key.Key_F8)
    clerk.press(Qt.Key.Key_F11)
    resize(540, folds=True)
    resize(800, folds=True)
    clerk.press(Qt.Key.Key_F11)
    resize(768, folds=False)


def test_all_rows_are_in_sight_in_full_screen(clerk: Clerk, own_file: Path) -> None:
    grid = show(clerk, own_file, 1366, 768)
    assert 16 <= rows_in_sight(grid) < 22
    clerk.press(Qt.Key.Key_F11)
    assert clerk.window.isFullScreen()
    clerk.window.resize(1366, 768)  # the screen of the test is another one
    clerk.wait(lambda: rows_in_sight(grid) == ROWS)
    clerk.press(Qt.Key.Key_F11)
    assert not clerk.window.isFullScreen()
    assert not page(clerk).fold.is_folded


def test_numbers_texts_and_labels_are_large_enough(clerk: Clerk, own_file: Path) -> None:
    grid = show(clerk, own_file, 1366, 768)
    look = look_of(grid)
    for font in (look.normal, look.bold, look.slanted):
        assert QFontInfo(font).pixelSize() >= TEXT_PIXELS
    for font in (look.label, look.heading, QToolTip.font(), clerk.window.menuBar().font()):
        assert QFontInfo(font).pixelSize() >= LABEL_PIXELS
    editor = page(clerk)
    for command in ("outline", "sentences", "last_year", "replace", "submission", "review"):
        clerk.window.commands[command].trigger()
        for tab in range(editor.tabs.count()):
            editor.tabs.setCurrentIndex(tab)
            QCoreApplication.processEvents()
            shown = [each for each in clerk.window.findChildren(QWidget) if each.isVisible()]
            assert len(shown) > 50
            small = {type(each) for each in shown if each.fontInfo().pixelSize() < LABEL_PIXELS}
            assert not small
            fonts = [each.font() for each in shown if isinstance(each, Line | TableView)]
            papers = [each for each in shown if isinstance(each, NarrativeEditor)]
            fonts += [each.document().defaultFont() for each in papers]
            assert fonts
            assert all(QFontInfo(each).pixelSize() >= TEXT_PIXELS for each in fonts)


def test_findings_keep_their_height_when_they_are_folded_and_opened(
    clerk: Clerk, own_file: Path
) -> None:
    show(clerk, own_file, 1366, 768)
    editor = page(clerk)
    editor.session.check_now()
    handle = editor.split.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    up = handle.rect().center() - QPoint(0, 60)
    QTest.mouseMove(handle, up)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=up)
    height = editor.fold.height()
    assert height > 180
    editor.findings.list.setFocus()
    clerk.press(Qt.Key.Key_F8)
    clerk.wait(lambda: editor.fold.height() < 40)
    assert editor.front.isAncestorOf(clerk.focus())  # the list cannot keep it
    first = editor.fold.first
    assert "不平衡" in first.full_text()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    grid = editor.current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.new.natural_person"
    clerk.press(Qt.Key.Key_F8)
    clerk.wait(lambda: editor.fold.height() == height)
    clerk.open(own_file)
    clerk.wait(lambda: page(clerk).fold.height() == height)


def test_no_row_of_the_largest_table_is_scrolled_to(clerk: Clerk, own_file: Path) -> None:
    grid = show(clerk, own_file, 1366, 768)
    clerk.press(Qt.Key.Key_F8)
    clerk.wait(lambda: page(clerk).fold.is_folded)
    clerk.wait(lambda: grid.verticalScrollBar().maximum() == 0)
