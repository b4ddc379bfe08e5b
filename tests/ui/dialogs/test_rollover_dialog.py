"""See that the dialog about last year's report names a doubt only as long as there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.workspace import last_year
from report_editor.workspace.last_year import examine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def show_dialog(qtbot: QtBot, year: str, *, cells: bool = True) -> RolloverDialog:
    values = {"requests.new.business": "3"} if cells else {}
    parts = {Part.FIELDS: {"year": year} if year else {}, Part.CELLS: values}
    dialog = RolloverDialog(examine(Document(form("2021"), parts=parts), "去年.docx"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the time in which the report of 2026 is due."""
    monkeypatch.setattr(last_year, "get_due_year", lambda _today: 2026)
    monkeypatch.setattr("report_editor.ui.dialogs.rollover_dialog.get_calendar_year", lambda: 2027)


def test_the_warning_goes_with_the_year_and_nothing_moves(qtbot: QtBot) -> None:
    dialog = show_dialog(qtbot, "2023")
    assert "2026 年度" in dialog.doubt.text()
    assert dialog.doubt.isVisible()
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    before = {each: each.mapTo(dialog, each.rect().topLeft()) for each in buttons}
    QTest.mouseClick(dialog.due_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.doubt.isVisible())
    assert dialog.year.value() == 2026
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    assert {each: each.mapTo(dialog, each.rect().topLeft()) for each in buttons} == before
    dialog.year.setValue(2024)
    assert dialog.doubt.isVisible()


def test_where_there_is_room_nothing_is_left_out(qtbot: QtBot) -> None:
    dialog = show_dialog(qtbot, "2023")
    assert dialog._hints
    assert all(each.isVisible() for each in dialog._hints)


@pytest.mark.parametrize(("year", "cells"), [("2027", True), ("", True), ("2023", False)])
def test_what_no_year_settles_stays(qtbot: QtBot, year: str, cells: bool) -> None:
    dialog = show_dialog(qtbot, year, cells=cells)
    assert dialog.doubt.isVisible()
    dialog.year.setValue(2026)
    assert dialog.doubt.isVisible()


def test_without_a_doubt_no_year_shows_one(qtbot: QtBot) -> None:
    dialog = show_dialog(qtbot, "2025")
    dialog.year.setValue(2024)
    assert not dialog.doubt.isVisible()
