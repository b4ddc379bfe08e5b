"""The tabs stand in one line and stay where they are, however narrow the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from report_editor.checks import Severity
from report_editor.forms import form, forms
from report_editor.ui.editor.section_tabs import SectionTabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SECTIONS = form("2021").sections[1:]


@pytest.fixture
def tabs(qtbot: QtBot, chinese_font: None) -> SectionTabs:  # noqa: ARG001
    widget = SectionTabs()
    qtbot.addWidget(widget)
    widget.add(QWidget(), "基本信息", "基本信息", "基本")
    for each in SECTIONS:
        widget.add(QWidget(), each.heading, f"{each.numeral} {each.short}", each.numeral)
    widget.resize(1366, 400)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def names(tabs: SectionTabs) -> list[str]:
    return [tabs.tabText(index) for index in range(tabs.count())]


def places(tabs: SectionTabs) -> list[tuple[int, int, int, int]]:
    bar = tabs
    return [bar.tabRect(index).getRect() for index in range(tabs.count())]  # type: ignore[misc]


def test_the_forms_name_their_sections_shortly() -> None:
    for each in forms():
        short = [section.short for section in each.sections]
        assert len(set(short)) == len(short)
        assert all(0 < len(name) <= 4 for name in short)


@pytest.mark.parametrize("width", [640, 683, 911, 1024, 1366, 3000])
def test_all_tabs_stand_in_one_line_and_none_is_cut(tabs: SectionTabs, width: int) -> None:
    tabs.resize(width, 400)
    for index in range(tabs.count()):
        tabs.set_findings(index, Severity.ERROR, 120)
    bar = tabs
    assert bar.sizeHint().width() <= width
    for index, (_x, _y, wide, high) in enumerate(places(tabs)):
        text = bar.fontMetrics().size(0, tabs.tabText(index))
        assert "\n" not in tabs.tabText(index)
        count = tabs.count_label(index)
        assert count.text() == "99+"
        assert count.width() >= count.fontMetrics().horizontalAdvance("99+")
        assert wide >= text.width() + bar.iconSize().width() + count.width()
        assert high >= text.height()


def test_short_names_stand_where_there_is_room_and_numerals_elsewhere(tabs: SectionTabs) -> None:
    tabs.resize(1024, 400)
    assert names(tabs) == [
        "基本信息",
        "一 总体情况",
        "二 主动公开",
        "三 依申请",
        "四 复议诉讼",
        "五 问题改进",
        "六 其他",
    ]
    tabs.resize(600, 400)
    assert names(tabs) == ["基本", *"一二三四五六"]
    tabs.resize(1024, 400)
    assert names(tabs)[3] == "三 依申请"


@pytest.mark.parametrize("width", [600, 1366])
def test_no_tab_moves_when_findings_come_and_go(tabs: SectionTabs, width: int) -> None:
    tabs.resize(width, 400)
    before, page = places(tabs), tabs.currentWidget().geometry()
    for index, (severity, count) in enumerate(
        [(Severity.ERROR, 1), (Severity.WARNING, 12), (Severity.ERROR, 1234), (None, 0)]
    ):
        tabs.set_findings(index, severity, count)
        assert (places(tabs), tabs.currentWidget().geometry()) == (before, page)
    for index in range(tabs.count()):
        tabs.set_findings(index, None, 0)
    assert (places(tabs), tabs.currentWidget().geometry()) == (before, page)


def test_the_official_title_and_the_count_are_told(tabs: SectionTabs) -> None:
    tabs.set_findings(6, Severity.WARNING, 3)
    assert tabs.count_label(6).text() == "3"
    assert tabs.tabToolTip(6) == SECTIONS[-1].heading
    assert tabs.accessibleTabName(6) == f"{SECTIONS[-1].heading}，3 处要看"
    assert tabs.accessibleName()
