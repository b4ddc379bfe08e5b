"""After a file was read: one line, the places to look at, and the source beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from report_editor.document import Field
from report_editor.document.commands import set_paragraphs
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.ui.editor.pages import TextPage
from report_editor.workspace.opening import open_file
from tests.collection.reports import write_report
from tests.pictures import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.editor.reading_page import ReadingPage
    from report_editor.ui.editor.source_view import SourceView
    from tests.journeys.conftest import Clerk

pytestmark = pytest.mark.slow
LEFT = Qt.MouseButton.LeftButton
START = QTextCursor.MoveOperation.Start


def read(clerk: Clerk, path: Path) -> EditorPage:
    clerk.open(path)
    editor = clerk.window.editor
    assert editor is not None
    clerk.wait(editor.panels.review.isVisible)
    return editor


def marked_line(source: SourceView) -> str:
    """The line that is marked in the source."""
    selections: Any = source.text.extraSelections()  # the stubs do not know their fields
    return str(selections[0].cursor.block().text()) if selections else ""


def shown(reading: ReadingPage) -> list[str]:
    """The remarks that are listed."""
    steps = reading.steps
    rows = (row for row in range(steps.count()) if not steps.isRowHidden(row))
    return [steps.item(row).text() for row in rows]


def click_line(source: SourceView, words: str, column: int = 0) -> None:
    """Clicks into the line of the source with some words."""
    cursor = source.text.document().find(words)
    assert not cursor.isNull(), words
    cursor.setPosition(cursor.block().position() + column)
    source.text.setTextCursor(cursor)
    source.text.ensureCursorVisible()
    at = source.text.cursorRect(cursor).center() + QPoint(1, 0)
    QTest.mouseClick(source.text.viewport(), LEFT, pos=at)


def current_address(editor: EditorPage) -> str | None:
    grid = editor.current_grid()
    return grid.current_address() if grid else None


def test_one_line_sums_it_up_and_f4_walks_through_the_places(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "yanlong-2022.txt")
    reading = editor.panels.review.reading
    assert reading.summary.text() == "数字 200/200 · 文字 23 段 · 2 处请看"
    assert len(shown(reading)) == 2
    clerk.press(Qt.Key.Key_F4)
    assert editor.current_key == "basics"
    assert editor.metadata.line(Field.ORGANIZATION).hasFocus()
    assert reading.summary.text().endswith("1 处请看")
    QTest.mouseClick(reading.next_button, LEFT)
    assert editor.metadata.line(Field.YEAR).hasFocus()
    assert not reading.next_button.isEnabled()
    assert reading.summary.text().endswith("都看过了")
    editor.session.check_now()
    clerk.press(Qt.Key.Key_F4)  # the findings come next
    assert editor.findings.list.current() is not None


def test_what_else_was_said_and_left_out_is_shown_on_demand(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "yanlong-2022.txt")
    reading = editor.panels.review.reading
    words = [reading.steps.item(row).text() for row in range(reading.steps.count())]
    assert not [each for each in words if "认出" in each or "略去" in each]
    QTest.mouseClick(reading.notes_button, LEFT)
    assert shown(reading) == words
    assert len(words) > 2
    assert "【略去" not in reading.source.text.toPlainText()
    assert reading.left_out_button.text() == "页码、表头等 49 处"
    QTest.mouseClick(reading.left_out_button, LEFT)
    assert reading.source.text.toPlainText().count("【略去") == 49
    assert "【略去" in reading.source.text.textCursor().block().text()  # which is in view


def test_cell_and_line_lead_to_each_other(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "hongze-2023.pdf")
    source = editor.panels.review.reading.source
    editor.go_to_cell("requests.partial.natural_person")
    assert marked_line(source).startswith("（二）部分公开")
    clerk.press(Qt.Key.Key_Down)
    assert marked_line(source) != ""
    assert not marked_line(source).startswith("（二）部分公开")
    editor.open_tab("overview")
    click_line(source, "一、本年新收")
    assert current_address(editor) == "requests.new.natural_person"
    line = marked_line(source)
    assert line.startswith("一、本年新收")
    click_line(source, "一、本年新收", len(line) - 1)  # its total stands at the end
    assert current_address(editor) == "requests.new.total"
    assert source.where.text() == "原文位置：第 3 页"
    click_line(source, "行政许可")
    assert current_address(editor) == "disclosure.licensing.decisions"


def test_a_cell_that_the_source_lacks_marks_no_line(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "hongze-2023.pdf")
    source = editor.panels.review.reading.source
    editor.go_to_cell("requests.new.natural_person")
    assert marked_line(source)
    editor.go_to_cell("requests.other_unpaid.natural_person")  # printed with another row
    assert not marked_line(source)


def test_paragraph_and_line_lead_to_each_other(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "hongze-2023.pdf")
    source = editor.panels.review.reading.source
    wanted = editor.session.document.paragraphs("problems")[0]
    click_line(source, wanted[:12])
    assert editor.current_key == "problems"
    page = editor.page("overview")
    assert isinstance(page, TextPage)
    editor.open_tab("overview")
    page.editor.setFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert marked_line(source) == editor.session.document.paragraphs("overview")[-1]


def test_the_source_follows_the_preamble_too(clerk: Clerk, tmp_path: Path) -> None:
    report = open_file(EXAMPLE).document
    before = ["本报告由青禾县柳溪镇人民政府编制。", "全文在网站公布。"]
    report.apply(set_paragraphs(report, "preamble", before))
    editor = read(clerk, write_report(report, tmp_path / "柳溪镇.txt"))
    source = editor.panels.review.reading.source
    preamble, texts = editor.metadata.preamble, editor.session.document.paragraphs("preamble")
    assert len(texts) == 2
    preamble.setFocus()
    for end, text in ((QTextCursor.MoveOperation.End, texts[-1]), (START, texts[0])):
        preamble.moveCursor(end)
        assert marked_line(source).strip() == text.strip()
    editor.go_to_cell("requests.new.business")
    editor.open_tab("basics")
    assert marked_line(source).strip() == texts[0].strip()


def test_a_line_without_a_place_says_so(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "hongze-2023.pdf")
    click_line(editor.panels.review.reading.source, "三、收到和处理")
    assert "没有放进报告" in clerk.window.status.currentMessage()


def test_the_keyboard_alone_goes_from_line_to_cell(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "hongze-2023.pdf")
    source = editor.panels.review.reading.source
    source.search.setFocus()
    source.search.setText("四、结转下年度")
    clerk.press(Qt.Key.Key_Return)
    source.text.setFocus()
    clerk.press(Qt.Key.Key_Return)
    assert current_address(editor) == "requests.carried_out.natural_person"


def test_what_was_pasted_is_read_in_the_same_way(clerk: Clerk, samples: Path) -> None:
    text = (samples / "yanlong-2022.txt").read_text(encoding="utf-8")
    QGuiApplication.clipboard().setText(text)
    clerk.window.file.paste_report()
    clerk.wait(lambda: clerk.window.session)
    editor = clerk.window.editor
    assert editor is not None
    assert editor.panels.review.reading.summary.text() == "数字 200/200 · 文字 23 段 · 2 处请看"
    editor.go_to_cell("requests.new.natural_person")
    assert marked_line(editor.panels.review.reading.source)


def test_an_empty_form_says_that_it_is_empty(clerk: Clerk, samples: Path) -> None:
    editor = read(clerk, samples / "blank-form-2021.docx")
    assert editor.panels.review.reading.summary.text() == "是一份空白的表格：数字、文字都没有填"
    assert clerk.window.windowTitle().startswith("政府信息公开工作年度报告")


def test_last_years_file_is_walked_through_in_the_report_begun_from_it(
    clerk: Clerk, samples: Path
) -> None:
    clerk.answer(RolloverDialog)
    clerk.window.file.begin_from(samples / "hongze-2023.pdf")
    clerk.wait(lambda: clerk.window.session)
    editor = clerk.window.editor
    assert editor is not None
    clerk.wait(editor.panels.review.isVisible)
    steps = editor.panels.review.last_year.steps
    count = steps.unseen_count
    assert count > 2
    clerk.press(Qt.Key.Key_F4)
    assert steps.unseen_count == count - 1
    assert editor.current_key != "basics"
    assert editor.panels.review.last_year.summary.text().startswith(
        "上年：数字 186/200 · 文字 10 段 · "
    )
    source = editor.panels.review.last_year.source
    editor.go_to_cell("requests.carried_in.natural_person")
    assert marked_line(source).startswith("四、结转下年度")
    click_line(source, "四、结转下年度")
    assert current_address(editor) == "requests.carried_in.natural_person"
    click_line(source, "一、本年新收")
    assert current_address(editor) == "requests.new.natural_person"


def test_what_was_just_read_begins_on_its_first_page(clerk: Clerk, samples: Path) -> None:
    clerk.open(EXAMPLE)
    assert clerk.window.editor is not None
    clerk.window.editor.open_tab("proceedings")
    clerk.open(samples / "yanlong-2022.txt")
    assert clerk.window.editor.current_key == "basics"
    clerk.open(EXAMPLE)
    clerk.window.editor.open_tab("proceedings")
    clerk.open(EXAMPLE)  # work goes on where it was
    assert clerk.window.editor.current_key == "proceedings"
