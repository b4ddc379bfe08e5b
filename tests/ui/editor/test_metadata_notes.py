"""Notes below the fields of the report: they quote a file, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from report_editor.document import Document, Field, Part
from report_editor.forms import form
from report_editor.ui.editor.metadata_page import MetadataPage
from report_editor.ui.widgets.labels import OneLineLabel
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_picture_in_the_year_is_shown_as_its_text(qtbot: QtBot) -> None:
    year = "<img src=file://q/z>"
    session = Session(Document(form("2021"), parts={Part.FIELDS: {Field.YEAR: year}}))
    page = MetadataPage(session)
    session.setParent(page)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    session.check_now()
    notes = page.findChildren(OneLineLabel)
    note = next(each for each in notes if year in each.full_text())
    assert note.isVisible()
    assert note.textFormat() is Qt.TextFormat.PlainText
