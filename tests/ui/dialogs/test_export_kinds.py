"""See that several kinds of exports are in sight, whatever room the dialog has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.ui.dialogs.export_kinds import KINDS, KindList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def kinds(qtbot: QtBot, chinese_font: None) -> KindList:  # noqa: ARG001
    kinds = KindList()
    qtbot.addWidget(kinds)
    return kinds


def count_in_sight(kinds: KindList) -> int:
    room = kinds.viewport().rect()
    rects = [kinds.visualItemRect(kinds.item(row)) for row in range(kinds.count())]
    return sum(room.contains(rect) for rect in rects)


def test_a_low_list_has_a_line_for_each_kind_and_a_high_one_two(kinds: KindList) -> None:
    kinds.resize(260, 130)
    kinds.show()
    assert count_in_sight(kinds) >= 5
    low = kinds.visualItemRect(kinds.item(0)).height()
    kinds.resize(260, 500)
    assert kinds.visualItemRect(kinds.item(0)).height() == 2 * low
    assert count_in_sight(kinds) == len(KINDS)
    kinds.resize(260, 130)
    assert kinds.visualItemRect(kinds.item(0)).height() == low


def test_the_kind_that_is_chosen_stays_in_sight(kinds: KindList) -> None:
    kinds.resize(260, 500)
    kinds.show()
    kinds.choose(KINDS[-1].key)
    kinds.resize(260, 130)
    assert kinds.viewport().rect().contains(kinds.visualItemRect(kinds.currentItem()))
