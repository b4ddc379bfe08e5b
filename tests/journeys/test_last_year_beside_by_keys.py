"""A clerk writes this year's text beside last year's, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from report_editor.document import Document, Field, Part
from report_editor.document.commands import set_paragraphs
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from report_editor.ui.editor.pages import TextPage
from report_editor.ui.shell.window_settings import WindowSettings
from report_editor.workbook.report_file import save_report
from report_editor.workspace.background import wait_for_work

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk


def editor_of(clerk: Clerk) -> EditorPage:
    editor = clerk.window.editor
    assert editor is not None
    return editor


LAST = ["（一）主动公开。2024年公开49条。", "（二）依申请公开。收到申请3件。"]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A report begun from last year's, of whose first section nothing is written yet."""
    fields = {str(Field.YEAR): "2024", str(Field.ORGANIZATION): "青山县人民政府"}
    cells = {"requests.new.natural_person": "3"}
    last = Document(
        form("2021"), parts={Part.FIELDS: fields, Part.CELLS: cells}, texts={"overview": LAST}
    )
    document = roll_over(last)
    document.apply(set_paragraphs(document, "overview", []))
    path = tmp_path / "青山县2025.xlsx"
    save_report(document, path)
    return path


def test_paragraph_after_paragraph_is_taken_over(clerk: Clerk, begun: Path) -> None:
    session = clerk.open(begun)
    page = clerk.window.editor
    assert page is not None
    page.open_tab("overview")
    text = page.page("overview")
    assert isinstance(text, TextPage)
    text.editor.setFocus()
    clerk.press(Qt.Key.Key_F7)
    assert page.panels.writing.last_text.isVisible()
    assert text.editor.hasFocus()  # it is read beside: the keyboard stays
    page.panels.writing.last_text.refresh()
    clerk.ctrl(Qt.Key.Key_L)
    clerk.press(Qt.Key.Key_Return)
    page.panels.writing.last_text.refresh()
    clerk.ctrl(Qt.Key.Key_L)
    assert text.editor.paragraphs() == (LAST[0].replace("2024", "2025"), LAST[1])
    clerk.compose("ling", "另有1件。")
    assert text.editor.paragraphs()[1] == f"{LAST[1]}另有1件。"
    session.check_now()
    codes = {each.code for each in session.findings}
    assert "narrative.unconfirmed" in codes
    clerk.ctrl(Qt.Key.Key_Z)
    clerk.ctrl(Qt.Key.Key_Z)
    assert text.editor.paragraphs() == (LAST[0].replace("2024", "2025"), "")
    clerk.press(Qt.Key.Key_F7)
    assert not page.panels.writing.isVisible()


def test_the_outline_by_keys(clerk: Clerk, begun: Path) -> None:
    clerk.open(begun)
    page = clerk.window.editor
    assert page is not None
    page.open_tab("overview")
    clerk.ctrl(Qt.Key.Key_G)
    clerk.compose("wu", "五、")
    clerk.press(Qt.Key.Key_Return)
    assert page.current_key == "problems"
    clerk.ctrl(Qt.Key.Key_G)
    clerk.press(Qt.Key.Key_Escape)
    problems = page.page("problems")
    assert isinstance(problems, TextPage)
    assert problems.editor.hasFocus()
    assert page.panels.writing.isVisible()


def test_without_last_year_the_key_says_so(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    page = clerk.window.editor
    assert page is not None
    assert not page.session.knows_last_year
    clerk.press(Qt.Key.Key_F7)
    assert not page.panels.writing.isVisible()
    assert "没有上年的内容" in clerk.window.status.currentMessage()


def test_last_year_stays_beside_from_report_to_report_where_it_was_left_open(
    clerk: Clerk, begun: Path, own_file: Path
) -> None:
    clerk.open(begun)
    clerk.press(Qt.Key.Key_F7)
    clerk.open(own_file)  # it knows nothing of a year before
    assert not editor_of(clerk).panels.shows_last_year
    clerk.open(begun)
    assert editor_of(clerk).panels.writing.last_year.isVisible()
    clerk.window.settings.keep(clerk.window)
    wait_for_work()
    assert WindowSettings().keeps_last_year
    clerk.press(Qt.Key.Key_F7)
    clerk.open(begun)
    assert not editor_of(clerk).panels.shows_last_year


def test_last_year_that_stays_beside_is_not_in_the_way_on_a_small_screen(
    clerk: Clerk, begun: Path
) -> None:
    clerk.open(begun)
    clerk.window.setWindowState(Qt.WindowState.WindowNoState)
    clerk.window.resize(683, 384)
    editor_of(clerk).open_tab("requests")
    clerk.press(Qt.Key.Key_F7)  # who asks for it sees it
    clerk.wait(editor_of(clerk).panels.writing.isVisible)
    clerk.open(begun)
    editor = editor_of(clerk)
    grid = editor.current_grid()
    assert grid is not None
    clerk.wait(editor.panels.edge.isVisible)
    assert editor.panels.is_folded
    clerk.wait(lambda: grid.horizontalScrollBar().maximum() == 0)
    clerk.press(Qt.Key.Key_F7)
    clerk.wait(editor.panels.writing.isVisible)
    clerk.press(Qt.Key.Key_F7)
    clerk.wait(lambda: not editor.panels.shows_last_year)
    assert not editor.panels.edge.isVisible()


def test_a_panel_closed_by_its_cross_is_closed_for_the_menu_too(clerk: Clerk, begun: Path) -> None:
    clerk.open(begun)
    panels = editor_of(clerk).panels

    def is_checked() -> bool:
        return clerk.window.commands["review"].isChecked()

    clerk.press(Qt.Key.Key_F7)
    panels.writing.close_button.click()
    assert not panels.shows_last_year
    assert not clerk.window.settings.keeps_last_year
    clerk.press(Qt.Key.Key_F6)
    assert is_checked()
    panels.review.close_button.click()
    assert panels.review.isHidden()
    assert not is_checked()
    assert editor_of(clerk).front.isAncestorOf(clerk.focus())
    clerk.press(Qt.Key.Key_F6)
    assert panels.review.isVisible()
