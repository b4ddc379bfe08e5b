"""Every way to a new report proposes the year that the start page names as due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document, Part
from report_editor.forms import form
from report_editor.ui.dialogs.new_report_dialog import NewReportDialog
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.workspace import last_year
from report_editor.workspace.last_year import examine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("due", [2025, 2026])
@pytest.mark.parametrize("year", ["", "2019", "2024"])
def test_a_new_report_is_proposed_for_the_year_that_is_due(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, due: int, year: str
) -> None:
    monkeypatch.setattr(last_year, "get_due_year", lambda _today: due)
    blank = Document(form("2021"), parts={Part.FIELDS: {"year": year}} if year else None)
    new, begun = NewReportDialog(), RolloverDialog(examine(blank, "空表.docx"))
    qtbot.addWidget(new)
    qtbot.addWidget(begun)
    assert new.year.value() == begun.year.value() == due
    assert not begun.due_button.isVisibleTo(begun)
