"""A line of the source leads to its cells, and a cell to its line, however the line is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from report_editor.ui.editor.source_view import SourceView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CELLS = ("requests.new.natural_person", "requests.new.business", "requests.new.total")


@pytest.fixture
def view(qtbot: QtBot) -> SourceView:
    made = SourceView()
    qtbot.addWidget(made)
    return made


def chosen(view: SourceView, line: int, column: int) -> list[str]:
    """What a click into a line leads to."""
    found: list[str] = []
    view.cellChosen.connect(found.append)
    view.textChosen.connect(lambda text: found.append(f"text: {text}"))
    view.text.chosen.emit(line, column)
    return found


@pytest.mark.parametrize(
    "line",
    ["一、本年新收\t3\t0\t31", "三、办理 一、本年新收 3 0 31", "3\t0\t31", "新收 | \t3\t0\t31"],
)
@pytest.mark.parametrize(("value", "cell"), [("3", CELLS[0]), ("0", CELLS[1]), ("31", CELLS[2])])
def test_a_click_on_a_number_leads_to_its_cell(
    view: SourceView, line: str, value: str, cell: str
) -> None:
    view.show_lines([("第 1 行", line)], dict.fromkeys(CELLS, 0))
    at = {"3": line.index("3"), "0": line.index("0"), "31": len(line) - 1}[value]
    assert chosen(view, 0, at) == [cell]


def test_breaks_within_a_line_shift_no_other_line(view: SourceView) -> None:
    lines = [("第 1 段", "一\n二\u2029三\r四\x0b五"), ("第 2 段", ""), ("第 3 段", "新收 3")]
    view.show_lines(lines, {CELLS[0]: 2})
    assert view.text.blockCount() == 3
    view.mark_cell(CELLS[0])
    assert view.text.textCursor().block().text() == "新收 3"
    assert view.where.text() == "原文位置：第 3 段"
    assert chosen(view, 2, 0) == [CELLS[0]]


def test_a_line_without_cells_leads_to_its_text_and_an_empty_one_nowhere(view: SourceView) -> None:
    view.show_lines([("第 1 段", "一段文字。"), ("第 2 段", " ")], {})
    assert chosen(view, 0, 2) == ["text: 一段文字。"]
    assert chosen(view, 1, 0) == []


def test_lines_and_cells_that_there_are_not_do_no_harm(view: SourceView) -> None:
    view.show_lines([("第 1 段", "一段文字。")], {CELLS[0]: 7, CELLS[1]: -3})
    for address in (*CELLS, ""):
        view.mark_cell(address)
        assert view.text.extraSelections() == []
    assert chosen(view, 7, 0) == []


def test_the_first_of_equal_lines_is_shown(view: SourceView) -> None:
    view.show_lines([("第 1 段", "同一段"), ("第 9 段", "同一段 ")], {})
    view.mark_text("同一段")
    assert view.where.text() == "原文位置：第 1 段"
    view.mark_text("  ")
    view.mark_text("不在原文里")
    assert view.where.text() == "原文位置：第 1 段"


def test_a_line_that_is_marked_stands_in_the_middle_and_a_clicked_one_stays(
    view: SourceView, qtbot: QtBot
) -> None:
    lines = [(f"第 {at} 段", f"第{at}行的文字") for at in range(200)]
    cells = {f"cell{at}": at for at in range(200)}
    view.show_lines(lines, cells)
    view.resize(300, 400)
    with qtbot.waitExposed(view):
        view.show()
    text = view.text

    def share() -> float:
        return text.cursorRect().top() / text.viewport().height()

    for at in (100, 30, 31, 150, 40, 20):
        view.mark_cell(f"cell{at}")
        assert text.textCursor().blockNumber() == at
        assert 0 <= share() <= 2 / 3
    view.mark_cell("cell100")
    view.resize(300, 200)
    assert 0 <= share() <= 2 / 3
    low = QPoint(5, text.viewport().height() - 25)
    before = text.verticalScrollBar().value()
    chosen: list[str] = []
    view.cellChosen.connect(chosen.append)
    view.cellChosen.connect(view.mark_cell)  # as the report does when it shows the cell
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=low)
    assert len(chosen) == 1
    assert text.verticalScrollBar().value() == before
