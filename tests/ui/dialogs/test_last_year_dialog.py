"""Both years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableWidget

from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_cells, set_paragraphs
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.ui.dialogs.last_year_dialog import LastYearDialog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

CELL = "disclosure.licensing.decisions"


def begun_from_last_year(text: list[str], cells: Mapping[str, str] | None = None) -> Document:
    last = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.YEAR: "2024"}, Part.CELLS: cells or {CELL: "10"}},
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


def numbers(dialog: LastYearDialog) -> dict[str, tuple[str, ...]]:
    table = dialog.findChild(QTableWidget)
    assert table is not None
    rows = [
        [item.text() if (item := table.item(row, column)) else "" for column in range(5)]
        for row in range(table.rowCount())
    ]
    return {row[1]: tuple(row[2:]) for row in rows}


def test_a_blank_is_not_compared_as_if_it_were_0(qtbot: QtBot) -> None:
    last = {
        f"requests.new.{column}": "550"
        for column in ("natural_person", "business", "other_organisation")
    }
    document = begun_from_last_year([], last | {CELL: "10", "proceedings.direct_suit.upheld": "4"})
    document.apply(
        set_cells(
            document,
            {
                CELL: "7",
                "requests.new.business": "0",
                "requests.new.other_organisation": "若干",
                "disclosure.coercion.decisions": "3",
            },
        )
    )
    dialog = LastYearDialog(document)
    qtbot.addWidget(dialog)
    shown = numbers(dialog)
    cells = document.form.cells
    assert shown[cells[CELL].name] == ("10", "7", "-3")
    assert shown[cells["requests.new.natural_person"].name] == ("550", "未填", "")
    assert shown[cells["requests.new.business"].name] == ("550", "0", "-550")
    assert shown[cells["requests.new.other_organisation"].name] == ("550", "若干", "")
    assert shown[cells["requests.new.total"].name] == ("1650", "0（未填全）", "")
    assert shown[cells["proceedings.direct_suit.total"].name] == ("4", "未填", "")
    assert shown[cells["disclosure.coercion.decisions"].name] == ("—", "3", "")
