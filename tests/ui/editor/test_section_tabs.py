"""The names of the tabs are read in full, however narrow the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from report_editor.forms import forms
from report_editor.ui.editor.section_tabs import SectionTabs, break_name
from report_editor.ui.widgets.icons import icon

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HEADINGS = [section.heading for form in forms() for section in form.sections if section.numeral]


@pytest.fixture
def tabs(qtbot: QtBot, chinese_font: None) -> SectionTabs:  # noqa: ARG001
    widget = SectionTabs()
    qtbot.addWidget(widget)
    for name in ("基本信息", *HEADINGS[-6:]):
        widget.add(QWidget(), name)
    widget.resize(1366, 400)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def shown(tabs: SectionTabs) -> list[str]:
    return [tabs.tabText(index) for index in range(tabs.count())]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("most", [2, 3])
def test_a_break_loses_no_character_and_leaves_no_long_line(heading: str, most: int) -> None:
    lines = break_name(heading, most).split("\n")
    assert "".join(lines) == heading
    assert len(lines) <= most
    assert max(map(len, lines)) <= max(9, len(heading) / most + 3)


def test_names_stand_in_one_line_where_there_is_room(tabs: SectionTabs) -> None:
    tabs.resize(3000, 400)
    assert shown(tabs) == ["基本信息", *HEADINGS[-6:]]


@pytest.mark.parametrize("width", [640, 682, 960, 1006, 1024, 1366])
def test_nothing_is_cut_when_every_tab_has_findings(tabs: SectionTabs, width: int) -> None:
    tabs.resize(width, 400)
    for index in range(tabs.count()):
        tabs.setTabIcon(index, icon("error"))
        tabs.set_count(index, 12)
    bar = tabs.tabBar()
    assert bar.sizeHint().width() <= width
    for index, name in enumerate(("基本信息", *HEADINGS[-6:])):
        text = shown(tabs)[index]
        assert text.replace("\n", "") in (f"{name} (12)", f"{name.partition('、')[0]} (12)")
        needed = bar.fontMetrics().size(0, text)
        assert bar.tabRect(index).width() >= needed.width() + bar.iconSize().width()
        assert bar.tabRect(index).height() >= needed.height()


def test_names_are_whole_at_1024_with_findings(tabs: SectionTabs) -> None:
    tabs.resize(1024, 400)
    for index in range(tabs.count()):
        tabs.setTabIcon(index, icon("error"))
        tabs.set_count(index, 12)
    assert [text.replace("\n", "") for text in shown(tabs)[1:]] == [
        f"{name} (12)" for name in HEADINGS[-6:]
    ]


def test_the_full_name_is_told_where_only_the_numeral_is_shown(tabs: SectionTabs) -> None:
    tabs.resize(560, 400)
    tabs.set_count(6, 3)
    assert shown(tabs)[6] == "六 (3)"
    assert tabs.tabToolTip(6) == HEADINGS[-1]
    assert tabs.tabBar().accessibleTabName(6) == f"{HEADINGS[-1]}，3 处要看"
    assert tabs.tabBar().accessibleName()


def test_a_name_comes_back_to_one_line(tabs: SectionTabs) -> None:
    tabs.resize(900, 400)
    assert any("\n" in name for name in shown(tabs))
    tabs.resize(3000, 400)
    assert not any("\n" in name for name in shown(tabs))
