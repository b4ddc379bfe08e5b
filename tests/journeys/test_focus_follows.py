"""Follow the keyboard: it goes where a person goes, to the page in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTextEdit

from report_editor.document import UNPLACED, Document, Field, TextEdit
from report_editor.document.changes import Change
from report_editor.document.commands import set_cells
from report_editor.document.rollover import roll_over
from report_editor.ui.editor.pages import TextPage
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.session import Session
from tests.journeys.test_clerk_final import sign, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from report_editor.ui.editor.editor_page import EditorPage
    from tests.journeys.conftest import Clerk

LEFT = Qt.MouseButton.LeftButton


def editor_in(clerk: Clerk) -> EditorPage:
    assert clerk.window.editor is not None
    return clerk.window.editor


def click_tab(clerk: Clerk, index: int) -> None:
    tabs = editor_in(clerk).tabs
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(index).center())


def is_in_front(clerk: Clerk) -> bool:
    """Check whether the page in front has the keyboard, and where it is written."""
    focus = clerk.focus()
    return editor_in(clerk).front.isAncestorOf(focus) and not isinstance(focus, QPushButton)


def to_findings(clerk: Clerk) -> QWidget:
    editor_in(clerk).findings.list.setFocus()
    return editor_in(clerk).findings.list


def to_submission(clerk: Clerk) -> QWidget:
    clerk.press(Qt.Key.Key_F9)
    return editor_in(clerk).panels.submission.list


def to_sentences(clerk: Clerk) -> QWidget:
    clerk.ctrl(Qt.Key.Key_J)
    return editor_in(clerk).panels.writing.sentences.sentences.search


def to_outline(clerk: Clerk) -> QWidget:
    clerk.ctrl(Qt.Key.Key_G)
    return editor_in(clerk).panels.writing.outline.headings.search


def to_find_bar(clerk: Clerk) -> QWidget:
    clerk.ctrl(Qt.Key.Key_F)
    return editor_in(clerk).find_bar.line


def to_unplaced(clerk: Clerk) -> QWidget:
    session = clerk.window.session
    assert session is not None
    session.do(Change("读入", (TextEdit(UNPLACED, 0, (), ("没有位置的一行",)),)))
    editor_in(clerk).panels.review.show_unplaced(0)
    return editor_in(clerk).panels.review.placing.list


ELSEWHERE = [
    to_findings,
    to_sentences,
    *(
        pytest.param(each, marks=pytest.mark.slow)
        for each in (to_submission, to_outline, to_find_bar, to_unplaced)
    ),
]


@pytest.mark.parametrize("leave", ELSEWHERE)
def test_a_click_on_a_tab_gives_its_page_the_keyboard(
    clerk: Clerk, own_file: Path, leave: Callable[[Clerk], QWidget]
) -> None:
    session = clerk.open(own_file)
    editor = editor_in(clerk)
    before = session.document.paragraphs("overview")
    click_tab(clerk, 1)
    other = leave(clerk)
    assert other.hasFocus()
    click_tab(clerk, 3)
    grid = editor.current_grid()
    assert grid is not None
    assert grid.hasFocus()
    address = grid.current_address()
    clerk.write("7")
    clerk.press(Qt.Key.Key_Return)
    assert session.document.raw(str(address)) == "7"
    other.setFocus()
    click_tab(clerk, 3)  # which is in front already
    assert grid.hasFocus()
    other.setFocus()
    click_tab(clerk, 1)
    page = editor.front
    assert isinstance(page, TextPage)
    assert page.editor.hasFocus()
    clerk.press(Qt.Key.Key_Return)
    assert session.document.paragraphs("overview") == ("", *before)
    other.setFocus()
    clerk.ctrl(Qt.Key.Key_PageDown)
    assert is_in_front(clerk)


def test_walking_along_the_tabs_keeps_the_keyboard_there(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    tabs = editor_in(clerk).tabs
    tabs.setFocus()
    for index in (1, 2, 3):
        clerk.press(Qt.Key.Key_Right)
        assert tabs.currentIndex() == index
        assert tabs.hasFocus()


def test_the_first_page_gives_the_keyboard_back_to_the_field_it_had(
    clerk: Clerk, own_file: Path
) -> None:
    clerk.open(own_file)
    click_tab(clerk, 0)
    metadata = editor_in(clerk).metadata
    fields: list[QLineEdit | QTextEdit] = [metadata.line(Field.CONTACT), metadata.preamble]
    for field in fields:
        field.setFocus()
        click_tab(clerk, 0)
        assert field.hasFocus()
        click_tab(clerk, 2)
        click_tab(clerk, 0)
        assert field.hasFocus()


@pytest.mark.slow
def test_final_and_open_again_the_page_in_front_has_the_keyboard(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    for leave in (lambda _clerk: None, to_findings):
        click_tab(clerk, 3)
        leave(clerk)
        sign(clerk, session)
        assert is_in_front(clerk)
        bar = clerk.bars()[0]
        bar.findChildren(QPushButton)[0].setFocus()
        withdraw(clerk, session)
        assert is_in_front(clerk)


def test_a_panel_that_closes_gives_the_keyboard_back(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    to_unplaced(clerk)
    clerk.press(Qt.Key.Key_F6)
    editor = editor_in(clerk)
    panels: dict[Qt.Key, Callable[[], QWidget]] = {
        Qt.Key.Key_F6: lambda: editor.panels.review.placing.list,
        Qt.Key.Key_F8: lambda: editor.findings.list,
        Qt.Key.Key_F9: lambda: editor.panels.submission.list,
    }
    if not editor.fold.is_folded:
        clerk.press(Qt.Key.Key_F8)
    for index in (0, 1, 3):
        for key, panel in panels.items():
            click_tab(clerk, index)
            clerk.press(key)
            panel().setFocus()
            clerk.press(key)
            assert not panel().isVisible()
            assert is_in_front(clerk)


@pytest.mark.slow
def test_a_panel_that_makes_way_for_another_leaves_the_keyboard_somewhere(
    clerk: Clerk, own_file: Path
) -> None:
    clerk.open(own_file)
    click_tab(clerk, 1)
    to_unplaced(clerk)
    clerk.press(Qt.Key.Key_F6)
    to_sentences(clerk)
    clerk.press(Qt.Key.Key_F6)
    assert is_in_front(clerk)
    editor_in(clerk).panels.review.placing.list.setFocus()
    editor_in(clerk).panels.show_writing(editor_in(clerk).panels.writing.last_year)
    assert is_in_front(clerk)


@pytest.mark.parametrize("index", [pytest.param(0, marks=pytest.mark.slow), 1])
def test_with_the_cursor_in_a_text_it_stays_there_when_the_panel_closes(
    clerk: Clerk, own_file: Path, index: int
) -> None:
    clerk.open(own_file)
    editor = editor_in(clerk)
    click_tab(clerk, index)
    page = editor.front
    text = page.editor if isinstance(page, TextPage) else editor.metadata.preamble
    text.setFocus()
    to_sentences(clerk)
    clerk.press(Qt.Key.Key_Escape)
    assert text.hasFocus()
    to_sentences(clerk)
    clerk.ctrl(Qt.Key.Key_J)
    assert not editor.panels.writing.isVisible()
    assert text.hasFocus()
    clerk.press(Qt.Key.Key_F9)
    clerk.press(Qt.Key.Key_Escape)
    assert text.hasFocus()
    clerk.window.resize(650, 600)
    to_sentences(clerk)
    QTest.mouseClick(editor.panels.edge, LEFT)
    assert not editor.panels.writing.isVisible()
    assert text.hasFocus()


def test_a_notice_that_closes_gives_the_keyboard_back(clerk: Clerk, own_file: Path) -> None:
    clerk.open(own_file)
    click_tab(clerk, 1)
    bar = NoticeBar("“报告.xlsx”好像还在别处打开着。")
    button = bar.add("知道了", lambda: None)
    editor_in(clerk).add_notice(bar)
    button.setFocus()
    clerk.press(Qt.Key.Key_Space)
    assert is_in_front(clerk)


def test_a_sentence_is_put_in_once_by_a_double_click(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    click_tab(clerk, 1)
    to_sentences(clerk)
    sentences = editor_in(clerk).panels.writing.sentences.sentences.list
    before = len("".join(session.document.paragraphs("overview")))
    item = sentences.item(0)
    at = sentences.visualItemRect(item).center()
    QTest.mouseClick(sentences.viewport(), LEFT, pos=at)
    added = len("".join(session.document.paragraphs("overview"))) - before
    assert added > 0
    QTest.mouseDClick(sentences.viewport(), LEFT, pos=at)  # the second half of a double click
    assert len("".join(session.document.paragraphs("overview"))) - before == added
    page = editor_in(clerk).front
    assert isinstance(page, TextPage)
    assert page.editor.hasFocus()
    clerk.press(Qt.Key.Key_Return)  # a new paragraph, and no second sentence
    assert len("".join(session.document.paragraphs("overview"))) - before == added


def test_an_entry_is_shown_as_chosen_only_while_enter_takes_it(
    clerk: Clerk, own_file: Path
) -> None:
    session = clerk.open(own_file)
    click_tab(clerk, 1)
    for leave in (to_sentences, to_outline):
        line = leave(clerk)
        writing = editor_in(clerk).panels.writing
        shown = writing.sentences.sentences if leave is to_sentences else writing.outline.headings
        entries = shown.list
        assert entries.selectedItems() == [entries.currentItem()]
        click_tab(clerk, 3)
        assert entries.selectedItems() == []
        session.do(
            set_cells(
                session.document, {"requests.new.business": "7" if leave is to_outline else "8"}
            )
        )
        assert entries.selectedItems() == []
        line.setFocus()
        clerk.press(Qt.Key.Key_Down)
        assert entries.selectedItems() == [entries.currentItem()]


def test_a_new_report_begins_on_its_first_tab(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    click_tab(clerk, 3)
    last = session.document
    clerk.window.workspace.begin(OpenReport(Session(Document(last.form))))
    assert editor_in(clerk).tabs.currentIndex() == 0
    click_tab(clerk, 5)
    clerk.open(own_file)
    clerk.wait(lambda: clerk.window.session is not None and clerk.window.session.path == own_file)
    assert editor_in(clerk).tabs.currentIndex() == 5
    clerk.window.workspace.begin(OpenReport(Session(roll_over(last))))
    assert editor_in(clerk).tabs.currentIndex() == 0


def test_sums_of_a_selection_go_with_their_report(clerk: Clerk, own_file: Path) -> None:
    session = clerk.open(own_file)
    click_tab(clerk, 3)
    grid = editor_in(clerk).current_grid()
    assert grid is not None
    grid.selectAll()
    sums = clerk.window.status.selection
    assert sums.text()
    clerk.window.workspace.begin(OpenReport(Session(Document(session.document.form))))
    assert sums.text() == ""
    click_tab(clerk, 3)
    grid = editor_in(clerk).current_grid()
    assert grid is not None
    grid.selectAll()
    assert sums.text()
    clerk.window.commands["close_report"].trigger()
    clerk.wait(lambda: clerk.window.editor is None)
    assert sums.text() == ""
