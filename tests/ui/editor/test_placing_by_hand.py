"""What found no place, put into the report by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from report_editor.document import UNPLACED, Document, Part
from report_editor.document.limits import MAX_PARAGRAPH
from report_editor.forms import form
from report_editor.importers.recognised import Recognition
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.workspace.opening import Opened
from report_editor.workspace.session import Session
from tests.ui.answering import press_at_sheets

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NEW = "requests.new.natural_person"
ROW = "一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 0 | 0 | 0"


def open_page(qtbot: QtBot, *unplaced: str, cells: dict[str, str] | None = None) -> EditorPage:
    """A report with texts without a place, the cell cursor in 新收·自然人."""
    document = Document(
        form("2021"), parts={Part.CELLS: cells or {}}, texts={UNPLACED: list(unplaced)}
    )
    page = EditorPage(Session(document))
    page.session.setParent(page)
    qtbot.addWidget(page)
    page.panels.review.show()
    with qtbot.waitExposed(page):
        page.show()
    page.go_to_cell(NEW)
    return page


def place(page: EditorPage, qtbot: QtBot) -> str:
    with qtbot.waitSignal(page.message) as said:
        page.panels.review.placing.place_as_numbers()
    return str(said.args[0])


def test_a_row_with_label_and_total_is_taken_apart(qtbot: QtBot) -> None:
    page = open_page(qtbot, f"{ROW} | 7（表 3 第 4 行）")
    said = place(page, qtbot)
    document = page.session.document
    assert [document.raw(f"requests.new.{each}") for each in ("natural_person", "business")] == [
        "5",
        "1",
    ]
    stated = document.stated("requests.new.total")
    assert stated is not None
    assert stated.number == 7
    assert "按原文保留" in said
    assert not document.paragraphs(UNPLACED)
    page.session.history.undo()
    assert document.paragraphs(UNPLACED)
    assert not document.raw(NEW)
    assert document.stated("requests.new.total") is None


def test_a_row_of_another_table_goes_there_and_the_view_too(qtbot: QtBot) -> None:
    page = open_page(qtbot, "行政许可 | 97（第 3 段）")
    said = place(page, qtbot)
    assert page.session.document.raw("disclosure.licensing.decisions") == "97"
    assert page.current_key == "disclosure"
    table = page.page("disclosure")
    assert isinstance(table, TablePage)
    assert table.grid.current_address() == "disclosure.licensing.decisions"
    assert said.startswith("填入了 1 格，按行名放在“行政许可”")


def test_numbers_that_do_not_fit_stay_in_the_list(qtbot: QtBot) -> None:
    page = open_page(qtbot, "一、本年新收政府信息公开申请数量 | 5 | 1", "1 2 3 4 5 6 21 8")
    assert place(page, qtbot).startswith("没有填入：")
    page.panels.review.placing.list.setCurrentRow(1)
    assert place(page, qtbot).startswith("没有填入：")
    assert len(page.session.document.paragraphs(UNPLACED)) == 2
    assert not page.session.history.is_dirty


def test_a_sentence_goes_into_a_number_only_if_one_insists(qtbot: QtBot) -> None:
    page = open_page(qtbot, "附件：统计表", cells={NEW: "26"})
    sheets = press_at_sheets(page, Qt.Key.Key_Return)
    assert page.session.document.raw(NEW) == "26"
    page.panels.review.placing.place_as_numbers()
    assert len(sheets) == 1
    assert page.session.document.raw(NEW) == "26"
    assert page.session.document.paragraphs(UNPLACED)


def test_a_single_number_goes_into_the_chosen_cell_and_never_into_a_total(qtbot: QtBot) -> None:
    page = open_page(qtbot, "12（三、收到和处理政府信息公开申请情况，第 5 行）", "7")
    place(page, qtbot)
    assert page.session.document.raw(NEW) == "12"
    page.go_to_cell("requests.new.total")
    assert place(page, qtbot) == "没有填入：7（总计由程序计算，不能填写）。"
    assert page.session.document.paragraphs(UNPLACED) == ("7",)


def test_without_a_cell_only_a_label_finds_the_place(qtbot: QtBot) -> None:
    page = open_page(qtbot, "3 4", f"{ROW} | 6")
    page.open_tab("overview")
    assert place(page, qtbot).startswith("请先在表里点选")
    assert not page.session.history.is_dirty
    page.panels.review.placing.list.setCurrentRow(1)
    place(page, qtbot)
    assert page.session.document.raw(NEW) == "5"
    assert page.current_key == "requests"


def test_the_section_beside_which_the_text_stood_is_offered_and_shown(qtbot: QtBot) -> None:
    document = Document(
        form("2021"),
        texts={
            "preamble": ["根据条例"],
            "overview": ["概述"],
            "problems": ["存在的问题", "改进情况"],
            UNPLACED: ["图表 | 说明（第 5 段）", "不在原文里"],
        },
    )
    source = [
        ("第 1 段", "根据条例"),
        ("第 2 段", "一、总体情况"),
        ("第 3 段", "概述"),
        ("第 4 段", "存在的问题"),
        ("第 5 段", "图表\t说明"),
        ("第 6 段", "改进情况"),
    ]
    page = EditorPage(Session(document))
    page.session.setParent(page)
    qtbot.addWidget(page)
    read = Recognition(document, source=source)
    page.show_opened(Opened(document, False, False, (), read))
    page.panels.review.placing.list.setCurrentRow(0)
    assert page.panels.review.placing.section.currentData() == "problems"
    with qtbot.waitExposed(page):
        page.show()
    page.panels.review.placing.place_as_text()
    assert page.current_key == "problems"
    text = page.page("problems")
    assert isinstance(text, TextPage)
    assert text.editor.textCursor().blockNumber() == 2
    assert document.paragraphs("problems")[2] == "图表 | 说明"


def test_a_text_too_long_for_a_paragraph_is_refused(qtbot: QtBot) -> None:
    page = open_page(qtbot, "一段")
    page.panels.review.placing.draft.setPlainText("长" * (MAX_PARAGRAPH + 1))
    with qtbot.waitSignal(page.message) as said:
        page.panels.review.placing.place_as_text()
    assert "一段最多" in said.args[0]
    assert not page.session.history.is_dirty


def test_a_row_with_too_few_numbers_is_told_why_wherever_one_stands(qtbot: QtBot) -> None:
    page = open_page(qtbot, "四、结转下年度继续办理 | 5 | 1 | 2")
    page.open_tab("overview")
    said = place(page, qtbot)
    assert "有 3 个数，这一行有 6 格" in said
    assert page.session.document.paragraphs(UNPLACED)
