"""The names of the tabs are read in full, however narrow the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from report_editor.forms import forms
from report_editor.ui.section_tabs import SectionTabs, in_two_lines

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
def test_a_break_loses_no_character_and_leaves_no_long_line(heading: str) -> None:
    lines = in_two_lines(heading).split("\n")
    assert "".join(lines) == heading
    assert max(map(len, lines)) <= max(8, len(heading) / 2 + 3)


def test_names_stand_in_one_line_where_there_is_room(tabs: SectionTabs) -> None:
    tabs.resize(3000, 400)
    assert shown(tabs) == ["基本信息", *HEADINGS[-6:]]


@pytest.mark.parametrize("width", [960, 1366])
def test_no_name_is_cut_when_every_tab_has_findings(tabs: SectionTabs, width: int) -> None:
    tabs.resize(width, 400)
    for index in range(tabs.count()):
        tabs.set_count(index, 12)
    bar = tabs.tabBar()
    assert bar.sizeHint().width() <= width
    for index, name in enumerate(("基本信息", *HEADINGS[-6:])):
        assert shown(tabs)[index].replace("\n", "") == f"{name} (12)"
        needed = bar.fontMetrics().size(0, shown(tabs)[index])
        assert bar.tabRect(index).width() >= needed.width()
        assert bar.tabRect(index).height() >= needed.height()


def test_a_name_comes_back_to_one_line(tabs: SectionTabs) -> None:
    tabs.resize(900, 400)
    assert any("\n" in name for name in shown(tabs))
    tabs.resize(3000, 400)
    assert not any("\n" in name for name in shown(tabs))
