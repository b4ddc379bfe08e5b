"""What has the keyboard is seen by who works by keys, and nobody else sees a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.widgets.accent import accent
from report_editor.ui.widgets.focus_frame import frame_focus
from report_editor.ui.widgets.labels import Link, LinkLabel
from report_editor.ui.widgets.legible_palette import measure_contrast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    frame_focus(qapp)
    frame_focus(qapp)  # as often as windows are made
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    tabs = QTabWidget()
    for name in ("一", "二"):
        tabs.addTab(QWidget(), name)
    items = QListWidget()
    items.addItems(["甲", "乙"])
    for each in (QPushButton("保存"), items, tabs):
        layout.addWidget(each)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def find_frames(window: QWidget) -> list[QFocusFrame]:
    return [each for each in window.findChildren(QFocusFrame) if each.isVisible()]


def test_the_frame_goes_along_with_tab(window: QWidget, qtbot: QtBot) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        (frame,) = find_frames(window)
        target = frame.parentWidget()
        assert target is QApplication.focusWidget()
        seen.append(type(target).__name__)
        assert target is not None
        area = target.rect()
        if isinstance(target, QTabBar):
            area = target.tabRect(target.currentIndex())
        at = QPoint(area.center().x(), area.top() + 1)
        ink = target.grab().toImage().pixelColor(at * target.devicePixelRatioF())
        assert ink == accent()
        assert measure_contrast(ink, window.palette().window().color()) >= 4.5
        target.resize(target.width() + 9, target.height())
        assert frame.size() == target.size()
    assert set(seen) == {"QPushButton", "QListWidget", "QTabBar"}
    window.close()
    qtbot.waitUntil(lambda: not find_frames(window))


def test_a_click_shows_no_frame(window: QWidget) -> None:
    button = window.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert not find_frames(window)


def test_links_are_followed_without_a_mouse(window: QWidget, qtbot: QtBot) -> None:
    label = LinkLabel()
    label.show_parts(["收到；", Link("a", "有错误 3 份"), "；", Link("b", "没有交 2 个"), "。"])
    layout = window.layout()
    assert layout is not None
    layout.addWidget(label)
    followed: list[str] = []
    label.linkActivated.connect(followed.append)
    qtbot.waitUntil(label.isVisible)
    label.setFocus(Qt.FocusReason.TabFocusReason)
    plain = label.grab().toImage()
    pictures = []
    for _ in range(2):
        QTest.keyClick(label, Qt.Key.Key_Tab)
        QTest.keyClick(label, Qt.Key.Key_Return)
        pictures.append(label.grab().toImage())
    assert followed == ["a", "b"]
    assert pictures[0] != pictures[1]
    assert plain not in pictures[1:]


@pytest.mark.parametrize("ground", ["#efefef", "#323232"])
@pytest.mark.parametrize("kind", [QLineEdit, QSpinBox])
def test_a_field_is_framed_in_a_colour_that_is_seen_whoever_goes_there(
    window: QWidget, qapp: QApplication, kind: type[QWidget], ground: str
) -> None:
    before = qapp.palette()
    try:
        qapp.setPalette(QPalette(QColor(ground), QColor(ground)))
        field = kind()
        layout = window.layout()
        assert layout is not None
        layout.addWidget(field)
        field.show()
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        (frame,) = find_frames(window)
        assert frame.parentWidget() is field
        ink = field.grab().toImage().pixelColor(field.width() // 2, 1)
        assert measure_contrast(ink, QColor(ground)) >= 3
    finally:
        qapp.setPalette(before)
