"""Pages are read from the first to the last, at any zoom, by keys and by the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from report_editor.ui.paper.page_pictures import PdfPages
from report_editor.ui.paper.page_view import GAP, LEAST, MOST, Fit, PageView
from tests.ui.paper.conftest import A4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.paper.conftest import MakePages

PAGES = 8


@pytest.fixture
def view(qtbot: QtBot, make_pages: MakePages) -> Iterator[PageView]:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    pages = PdfPages(make_pages(PAGES))
    view.show_pages(pages)
    yield view
    pages.close()


def read_width(view: PageView) -> int:
    return view._places[view.page].width()


def test_the_width_of_a_page_fits_whatever_the_size_of_the_view(view: PageView) -> None:
    for size in (QSize(800, 600), QSize(430, 900), QSize(1300, 400)):
        view.resize(size)
        assert abs(read_width(view) - (view.viewport().width() - 2 * GAP)) <= 1
        assert view.horizontalScrollBar().maximum() == 0


def test_a_whole_page_fits_and_is_alone(view: PageView) -> None:
    view.go_to_page(4)
    view.fit_to(Fit.PAGE)
    place = view._places[4].translated(-view._offset)
    assert view.viewport().rect().contains(place)
    assert view.page == 4
    view.resize(500, 500)
    assert view.viewport().height() - 2 * GAP - 1 <= view._places[4].height()


def test_a_page_has_its_real_size_at_a_hundred_percent(view: PageView) -> None:
    view.set_zoom(100)
    assert read_width(view) == round(A4[0] * view.logicalDpiX() / 72)
    assert view.fit is Fit.NOTHING


def test_zooming_ends_at_its_bounds(view: PageView) -> None:
    for key, bound in ((Qt.Key.Key_Plus, MOST), (Qt.Key.Key_Minus, LEAST)):
        for _ in range(40):
            QTest.keyClick(view, key)
        assert view.zoom == bound
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 100


@pytest.mark.parametrize("percent", [50, 100, 175, 400])
def test_every_part_of_every_page_is_seen_by_pressing_one_key(view: PageView, percent: int) -> None:
    view.set_zoom(percent)
    QTest.keyClick(view, Qt.Key.Key_Home)
    bar, seen_to, tops = view.verticalScrollBar(), 0, set[int]()
    while True:
        assert bar.value() <= seen_to, "nothing is skipped"
        seen_to = bar.value() + view.viewport().height()
        tops.add(bar.value())
        before = bar.value()
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        if bar.value() == before:
            break
    assert bar.value() == bar.maximum()
    for place in view._places:
        top = place.top() - GAP
        assert top in tops or top > bar.maximum(), "a page begins at the top"
    while bar.value():
        before = bar.value()
        QTest.keyClick(view, Qt.Key.Key_PageUp)
        assert before - view.viewport().height() <= bar.value() < before


def test_home_and_end_go_to_the_first_and_the_last_page(view: PageView) -> None:
    changes: list[int] = []
    view.pageChanged.connect(changes.append)
    for percent in (400, 100, 10):  # at the last all pages are in sight
        view.set_zoom(percent)
        QTest.keyClick(view, Qt.Key.Key_End)
        assert view.page == PAGES - 1
        QTest.keyClick(view, Qt.Key.Key_Home)
        assert view.page == 0
    assert changes[:2] == [PAGES - 1, 0]
    assert view.accessibleDescription() == f"第 1 页，共 {PAGES} 页"


def test_the_place_under_the_mouse_stays_while_the_wheel_zooms(view: PageView) -> None:
    view.set_zoom(100)
    view.go_to_page(3)
    at = QPoint(300, 350)
    page, share = view._locate(at)
    for turn, wanted in ((120, 110), (120, 125), (-120, 110), (-120, 100)):
        event = QWheelEvent(
            QPointF(at),
            QPointF(view.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(view.viewport(), event)
        assert view.zoom == wanted
        now, where = view._locate(at)
        assert now == page
        assert where[1] == pytest.approx(share[1], abs=0.005)


def test_other_pages_are_shown_at_the_same_place(
    qtbot: QtBot, view: PageView, make_pages: MakePages
) -> None:
    view.set_zoom(125)
    view.go_to_page(5)
    place = view._offset
    for count, page in ((9, 5), (3, 2)):  # one more, and too few
        pages = PdfPages(make_pages(count))
        view.show_pages(pages)
        assert view.page == page
        assert view.zoom == 125
        if page == 5:
            assert view._offset == place
        qtbot.waitUntil(lambda: bool(view._pictures and view._pictures.kept_bytes))
        pages.close()


def test_the_pixels_on_the_screen_are_those_drawn(qtbot: QtBot, view: PageView) -> None:
    for percent in (37, 100, 133):
        view.set_zoom(percent)
        view.go_to_page(2)
        check_pixels(qtbot, view)


def check_pixels(qtbot: QtBot, view: PageView) -> None:
    """Compare what the window shows of a page with its pictures, pixel for pixel."""
    pictures = view._pictures
    assert pictures is not None
    view.viewport().repaint()
    seen = view.viewport().rect()
    parts = [part for part in view._list_parts(seen.translated(view._offset)) if part.page == 2]
    qtbot.waitUntil(lambda: all(map(pictures.find, parts)))
    shown = view.viewport().grab().toImage()
    place = view._places[2].translated(-view._offset)
    compared = 0
    for part in parts:
        picture = pictures.find(part)
        assert picture is not None
        for y in range(0, part.rows, 7):
            for x in range(0, part.width, 5):
                at = place.topLeft() + QPoint(x, part.top + y)
                if shown.rect().contains(at):
                    assert shown.pixelColor(at) == picture.pixelColor(x, y)
                    compared += 1
    assert compared > 100


SHARP = """
import sys
from PySide6.QtCore import QEventLoop, QPoint
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from report_editor.ui.paper.page_pictures import PdfPages
from report_editor.ui.paper.page_view import PageView
app = QApplication([])
window = QWidget()
window.resize(701, 503)
layout = QVBoxLayout(window)
layout.setContentsMargins(7, 5, 3, 3)
view = PageView()
layout.addWidget(view)
window.show()
pages = PdfPages(sys.stdin.buffer.read())
view.show_pages(pages)
view.set_zoom(70)
view.verticalScrollBar().setValue(33)
while not all(map(view._pictures.find, view._pictures._wanted)) or not view._pictures._wanted:
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
app.processEvents()
shown = window.grab().toImage()
part = view._pictures._wanted[0]
picture = view._pictures.find(part)
place = view._places[0].translated(-view._offset)
corner = view.viewport().mapTo(window, QPoint(0, 0)) * view.devicePixelRatioF()
spots = [(x, y) for y in range(100, 300, 3) for x in range(60, 260, 3)]
grays = {picture.pixelColor(*spot).lightness() for spot in spots}
offsets = [
    (dx, dy)
    for dx in range(-2, 3)
    for dy in range(-2, 3)
    if all(
        shown.pixelColor(corner + place.topLeft() + QPoint(x + dx, y + dy)).lightness()
        == picture.pixelColor(x, y).lightness()
        for x, y in spots
    )
]
print(view.devicePixelRatioF(), len(offsets), len(grays) > 20)
pages.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1.25", "1.5", "1.75"])
def test_a_screen_with_a_scale_shows_the_pixels_drawn(make_pages: MakePages, scale: str) -> None:
    """A picture that is moved by half a pixel, or scaled, has other pixels everywhere."""
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", SHARP],
        input=make_pages(2),
        capture_output=True,
        check=True,
        env=environment,
        timeout=60,
    )
    assert run.stdout.decode().split() == [scale, "1", "True"]
