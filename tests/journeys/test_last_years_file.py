"""The journey the program exists for: open last year's file, fix it, save it, print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from report_editor.ui.editor.pages import TablePage, TextPage
from report_editor.workspace.opening import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.grid import TableView
    from tests.journeys.conftest import Clerk


def table(clerk: Clerk, key: str) -> TableView:
    editor = clerk.window.editor
    assert editor is not None
    page = editor.page(key)
    assert isinstance(page, TablePage)
    return page.grid


def balance_text(clerk: Clerk) -> str:
    editor = clerk.window.editor
    assert editor is not None
    page = editor.page("requests")
    assert isinstance(page, TablePage)
    strip = page.grid.strip
    assert strip is not None
    return f"{page.state.text()} {strip.accessibleDescription()}"


def saved_as(clerk: Clerk) -> Path | None:
    """The file of the report, if it holds everything."""
    session = clerk.window.session
    return session.path if session and not session.is_dirty else None


def to_tab(clerk: Clerk, key: str) -> None:
    """Ctrl+PgDn until the tab is reached."""
    editor = clerk.window.editor
    assert editor is not None
    for _ in range(editor.tabs.count()):
        if editor.current_key == key:
            break
        clerk.ctrl(Qt.Key.Key_PageDown)
    assert editor.current_key == key


@pytest.mark.slow
def test_open_fix_save_reopen_print(clerk: Clerk, samples: Path, tmp_path: Path) -> None:
    source = samples / "yanlong-2022.txt"
    clerk.choose_file(source)
    clerk.ctrl(Qt.Key.Key_O)
    clerk.wait(lambda: clerk.window.session is not None)
    clerk.wait_idle()
    session = clerk.window.session
    assert session is not None
    assert session.document.year == 2022
    assert not session.is_dirty  # it was only looked at
    to_tab(clerk, "requests")
    grid = table(clerk, "requests")
    grid.setFocus()
    clerk.ctrl(Qt.Key.Key_Home)
    assert grid.current_address() == "requests.new.natural_person"
    clerk.write("3")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: session.document.number("requests.new.total") == 3)
    assert "自然人" in balance_text(clerk)
    assert "相差 3" in balance_text(clerk)
    assert grid.current_address() == "requests.carried_in.natural_person"
    clerk.press(Qt.Key.Key_Down)
    assert grid.current_address() == "requests.granted.natural_person"
    clerk.write("2")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: session.document.number("requests.processed.total") == 2)
    assert "新收 3 + 结转 0 = 3" in balance_text(clerk)
    assert "相差 1" in balance_text(clerk)
    clerk.wait(lambda: any(each.code == "requests.flow" for each in session.findings))

    grid.go_to("requests.granted.natural_person")
    clerk.write("3")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: "✔" in balance_text(clerk))

    to_tab(clerk, "problems")
    editor = clerk.window.editor
    assert editor is not None
    page = editor.page("problems")
    assert isinstance(page, TextPage)
    page.editor.setFocus()
    clerk.ctrl(Qt.Key.Key_End)
    clerk.press(Qt.Key.Key_Return)
    clerk.compose("jiaqiang", "加强公开平台建设。")
    assert session.document.paragraphs("problems")[-1] == "加强公开平台建设。"

    to_tab(clerk, "disclosure")
    grid = table(clerk, "disclosure")
    grid.go_to("disclosure.licensing.decisions")
    grid.setFocus()
    clerk.write("12")  # the cell's editor stays open
    target = tmp_path / "报告.xlsx"
    clerk.choose_file(target)
    clerk.ctrl(Qt.Key.Key_S)
    clerk.wait(target.exists)
    clerk.wait_idle()
    assert saved_as(clerk) == target

    reopened = open_file(target)
    assert reopened.is_own
    assert reopened.document == session.document
    assert reopened.document.number("disclosure.licensing.decisions") == 12

    paper = tmp_path / "报告.pdf"
    assert f"已导出到 {paper}" in clerk.export(paper)[0]
    assert paper.read_bytes().startswith(b"%PDF-")


def test_closing_with_unsaved_changes_asks(clerk: Clerk, own_file: Path) -> None:
    window = clerk.window
    window.file.open_path(own_file)
    clerk.wait(lambda: window.session is not None)
    assert window.session is not None
    to_tab(clerk, "disclosure")
    grid = table(clerk, "disclosure")
    grid.go_to("disclosure.licensing.decisions")
    grid.setFocus()
    clerk.write("7")  # still in the open editor when the window is closed
    clerk.answer(QMessageBox, Qt.Key.Key_Escape)
    window.close()
    assert window.isVisible()
    assert window.session.document.number("disclosure.licensing.decisions") == 7
    said = clerk.box_says("不保存")
    window.close()
    assert "还没有保存" in said[0]
    assert not window.isVisible()


def test_undo_goes_to_the_place_it_changes(clerk: Clerk, own_file: Path) -> None:
    window = clerk.window
    window.file.open_path(own_file)
    clerk.wait(lambda: window.session is not None)
    assert window.session is not None
    assert window.editor is not None
    before = window.session.document.copy()
    to_tab(clerk, "requests")
    grid = table(clerk, "requests")
    grid.go_to("requests.partial.business")
    grid.setFocus()
    clerk.write("9")
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: window.session and window.session.is_dirty)
    to_tab(clerk, "problems")
    page = window.editor.page("problems")
    assert isinstance(page, TextPage)
    page.editor.setFocus()
    clerk.write("abc")
    clerk.ctrl(Qt.Key.Key_Z)
    assert window.editor.current_key == "problems"
    assert page.editor.paragraphs() == before.paragraphs("problems")
    clerk.ctrl(Qt.Key.Key_Z)
    assert window.editor.current_key == "requests"
    assert grid.current_address() == "requests.partial.business"
    assert window.session.document == before
    assert not window.session.is_dirty
    clerk.ctrl(Qt.Key.Key_Y)
    assert window.session.document.number("requests.partial.business") == 9


@pytest.mark.slow
def test_what_is_said_of_a_whole_row_is_said_once(clerk: Clerk, samples: Path) -> None:
    clerk.open(samples / "hongze-2023.pdf")
    editor = clerk.window.editor
    assert editor is not None
    steps = editor.panels.review.reading.steps
    said = [steps.item(row).text() for row in range(steps.count())]
    about = [words for words in said if "2.其他法律行政法规禁止公开" in words]
    assert len(about) == 1
    steps.setFocus()
    steps.setCurrentRow(said.index(about[0]))
    clerk.press(Qt.Key.Key_Return)
    grid = editor.current_grid()
    assert grid is not None
    assert grid.current_address() == "requests.denied_by_law.natural_person"
