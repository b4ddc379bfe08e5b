"""Both years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.ui.last_year_dialog import LastYearDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CELL = "disclosure.licensing.decisions"


def begun_from_last_year(text: list[str]) -> Document:
    last = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2024"}, Part.CELLS: {CELL: "10"}},
        texts={"overview": text},
    )
    return roll_over(last)


def test_what_differs_stands_on_both_sides(qtbot: QtBot) -> None:
    document = begun_from_last_year(["全年公开49条。", "制度健全。", "<b>原文</b>"])
    document.apply(set_cells(document, {CELL: "7"}))
    document.apply(
        set_paragraphs(document, "overview", ["全年公开53条。", "制度健全。", "<b>原文</b>"])
    )
    dialog = LastYearDialog(document)
    qtbot.addWidget(dialog)
    assert "全年公开49条。" in dialog.last.toPlainText()
    assert "全年公开53条。" in dialog.this.toPlainText()
    assert "<b>原文</b>" in dialog.this.toPlainText()
    assert "67%" in dialog.share.text()
    assert "超过一半" in dialog.share.text()


def test_endless_paragraphs_are_shown_whole(qtbot: QtBot) -> None:
    dialog = LastYearDialog(begun_from_last_year(["甲乙丙丁" * 20_000]))
    qtbot.addWidget(dialog)
    assert len(dialog.last.toPlainText()) == 80_000
