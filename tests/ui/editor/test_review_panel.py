"""What was read from a foreign file, beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.document.commands import set_paragraphs
from report_editor.document.limits import MAX_PARAGRAPH
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.importers.recognised import Recognition
from report_editor.ui.editor.review_panel import ReviewPanel
from report_editor.workspace.last_year import examine
from report_editor.workspace.opening import Opened
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def open_panel(qtbot: QtBot, *unplaced: str, read_only: bool = False) -> ReviewPanel:
    document = Document(form("2021"), texts={UNPLACED: unplaced})
    panel = ReviewPanel(Session(document, read_only=read_only), lambda: None)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def tabs(panel: ReviewPanel) -> list[str]:
    return [panel.tabText(index) for index in range(panel.count()) if panel.isTabVisible(index)]


def opened(document: Document, *, foreign: bool) -> Opened:
    read = Recognition(document, notes=["认出了六个部分。"], source=[("第 1 段", "一、总体情况")])
    return Opened(document, not foreign, False, tuple(read.notes), read if foreign else None)


def test_no_tab_stands_there_empty(qtbot: QtBot) -> None:
    panel = open_panel(qtbot)
    assert tabs(panel) == ["没找到位置的内容 (0)"]
    assert not panel.placing.list.isVisible()
    document = Document(form("2021"))
    panel.show_opened(opened(document, foreign=False))
    assert tabs(panel) == ["读取结果", "没找到位置的内容 (0)"]
    assert not panel.reading.source.isVisible()
    panel.show_opened(opened(document, foreign=True))
    assert tabs(panel) == ["读取结果", "没找到位置的内容 (0)"]
    assert panel.reading.source.isVisible()


def test_what_has_no_place_can_be_placed(qtbot: QtBot) -> None:
    panel = open_panel(qtbot, "第一段", "第二段")
    assert tabs(panel) == ["没找到位置的内容 (2)"]
    assert panel.placing.list.isVisible()
    panel.placing.place_as_text()
    assert tabs(panel) == ["没找到位置的内容 (1)"]


def test_lines_are_placed_as_paragraphs_with_their_no_break_spaces(qtbot: QtBot) -> None:
    panel = open_panel(qtbot, "第一行 10\xa0件\n第二行\u2028第三行")
    with qtbot.waitSignal(panel.message):
        panel.placing.section.setCurrentIndex(panel.placing.section.findData("overview"))
        panel.placing.place_as_text()
    document = panel._document
    assert document.paragraphs("overview") == ("第一行 10\xa0件", "第二行", "第三行")
    assert document.paragraphs(UNPLACED) == ()


def test_a_report_for_reading_is_not_changed_from_beside_it(qtbot: QtBot) -> None:
    panel = open_panel(qtbot, "第一段", read_only=True)
    buttons = [each for each in panel.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) == 3
    for button in buttons:
        assert not button.isEnabled()
        assert "只读" in button.toolTip()
        button.click()
    assert panel.placing.draft.isReadOnly()
    assert tabs(panel) == ["没找到位置的内容 (1)"]


def test_what_is_longer_than_a_report_can_hold_stays_in_the_list(qtbot: QtBot) -> None:
    longest = "长" * MAX_PARAGRAPH
    session = Session(Document(form("2021"), texts={UNPLACED: [longest]}))
    panel = ReviewPanel(session, lambda: None)
    qtbot.addWidget(panel)
    said: list[str] = []
    session.refused.connect(said.append)
    panel.placing.draft.setPlainText(longest + "了")
    panel.placing.place_as_text()
    assert tabs(panel) == ["没找到位置的内容 (1)"]
    assert "一段最多" in said[0]
    panel.placing.draft.setPlainText(f"{longest}\n了")  # divided, as the sentence advises
    panel.placing.place_as_text()
    assert tabs(panel) == ["没找到位置的内容 (0)"]


def test_last_year_s_source_follows_the_paragraph_in_hand(qtbot: QtBot) -> None:
    """Though the year in it was moved on, a number was changed, another stands before it."""
    texts = ["2024年公开信息49条。", "2024年收到申请12件，都已办结。", "2024年没有行政复议。"]
    last = Document(
        form("2021"), parts={Part.FIELDS: {Field.YEAR: "2024"}}, texts={"overview": texts}
    )
    document = roll_over(last)
    cell = "requests.new.natural_person"
    source = [("标题", "一、总体情况"), *((f"第 {at} 段", text) for at, text in enumerate(texts))]
    read = Recognition(last, source=[*source, ("表", "新收 3")], lines={cell: len(source)})
    session = Session(document)
    panel = ReviewPanel(session, lambda: None)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_last_year(examine(last, "2024.docx", Opened(last, False, False, (), read)))
    now = [
        "今年新写的一段话。",
        *(each.replace("12", "21") for each in document.paragraphs("overview")),
    ]
    session.do(set_paragraphs(document, "overview", now))
    where = panel.last_year.source.where
    for index in (1, 2, 3, 2, 2):
        panel.mark_cell(cell)
        panel.mark_paragraph("overview", index, now[index])
        session.idle.finish(panel)
        assert where.text() == f"原文位置：第 {index - 1} 段"
