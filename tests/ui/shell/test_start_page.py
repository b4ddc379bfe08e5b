"""The start page is read in full on every screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPalette

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.ui.shell.start_page import StartPage
from report_editor.ui.shell.window_settings import WindowSettings
from report_editor.ui.widgets.accent import ON_SELECTION, accent, selection
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.ui.widgets.severity import calm_color

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

DARK = QPalette(QColor(43, 43, 43), QColor(30, 30, 30))


@pytest.fixture
def page(qtbot: QtBot, chinese_font: None) -> StartPage:  # noqa: ARG001
    settings = WindowSettings()
    fields = {"organization": "青禾县" + "柳溪镇" * 8 + "人民政府", "year": "2024"}
    document = Document(form("2021"), parts={Part.FIELDS: fields})
    for number in range(12):
        settings.add_recent(Path(f"/不在/{number}{'很长的文件名' * 5}.xlsx"), document)
    made = StartPage(settings)
    qtbot.addWidget(made)
    made.list_recent()
    return made


@pytest.mark.parametrize("size", [QSize(1366, 700), QSize(1024, 540), QSize(683, 320)])
def test_no_explanation_is_cut(page: StartPage, qtbot: QtBot, size: QSize) -> None:
    page.resize(size)
    with qtbot.waitExposed(page):
        page.show()
    assert page.size() == size  # it is scrolled where the screen is small
    buttons = [page.first, *page.buttons.values()]
    shown = [each for each in buttons if each.isVisible()]
    assert len(shown) > 4
    qtbot.waitUntil(
        lambda: all(each.height() >= each.heightForWidth(each.width()) for each in shown)
    )


@pytest.mark.parametrize("has_recent", [True, False])
@pytest.mark.parametrize(
    "size",
    [QSize(1366, 717), QSize(1024, 549), QSize(911, 461), QSize(683, 333)],
    ids=["1366 × 768", "1024 × 600", "150 %", "200 %"],
)
def test_every_way_to_begin_is_in_sight(
    page: StartPage, qtbot: QtBot, size: QSize, *, has_recent: bool
) -> None:
    """The size is what menu and status bar leave of the window."""
    if not has_recent:
        page._forget_all()
    page.resize(size)
    with qtbot.waitExposed(page):
        page.show()
    shown = [each for each in (page.first, *page.buttons.values()) if each.isVisible()]
    assert page.buttons["example"] in shown

    def is_whole(button: QWidget) -> bool:
        return button.visibleRegion().boundingRect().size() == button.size()

    qtbot.waitUntil(lambda: all(map(is_whole, shown)))
    assert page.size() == size
    others = [each for each in shown if each is not page.first]
    assert page.first.height() > 1.4 * max(each.height() for each in others), "it stays large"
    for each in others:
        assert each.accessibleDescription()
        assert each._shows_words or each._words in each.toolTip()


def measure_contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, as WCAG 2 defines it."""

    def weigh(color: QColor) -> float:
        parts = (color.redF(), color.greenF(), color.blueF())
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((weigh(one), weigh(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("is_dark", [False, True])
def test_texts_can_be_read_in_light_and_dark(qapp: QApplication, is_dark: bool) -> None:
    before = qapp.palette()
    if is_dark:
        qapp.setPalette(DARK)
    try:
        base = qapp.palette().color(QPalette.ColorRole.Base)
        assert measure_contrast(selection(), ON_SELECTION) >= 4.5
        assert measure_contrast(selection(0.85), ON_SELECTION) >= 4.5  # while it is pressed
        assert measure_contrast(calm_color(), base) >= 4.5
        assert measure_contrast(calm_color(), accent(0.16)) >= 4.5  # of the chosen file
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize("size", [QSize(1366, 700), QSize(1920, 1000), QSize(1024, 540)])
def test_a_notice_is_as_wide_as_the_page(page: StartPage, qtbot: QtBot, size: QSize) -> None:
    page.resize(size)
    with qtbot.waitExposed(page):
        page.show()
    left, width = page.first.mapTo(page, QPoint()).x(), page.first.width()
    notice = NoticeBar("上次没有保存就关闭了。")
    page.add_notice(notice)
    qtbot.waitUntil(lambda: notice.isVisible() and notice.width() > width // 2)
    assert abs(notice.mapTo(page, QPoint()).x() - left) <= 1 + page.width() // 50
    assert abs(notice.width() - width) <= page.width() // 25  # but for the bar to scroll
    assert page.first.mapTo(page, QPoint()).x() == left
