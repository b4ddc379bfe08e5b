"""What stands in an open editor is never lost, and never overwritten from behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget, QWidget

from report_editor.checks import Finding, Severity
from report_editor.document import commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton
    from pytestqt.qtbot import QtBot

    from report_editor.document import History
    from report_editor.ui.grid import TableView
    from report_editor.workspace.session import Session

    OpenGrid = Callable[..., tuple[TableView, History]]
    SessionOf = Callable[[QWidget], Session]
    Find = Callable[[Session, list[Finding]], None]
    Press = Callable[..., None]
    EditorOf = Callable[[TableView], QLineEdit]
    NeighbourOf = Callable[[TableView], QPushButton]

NEW, CARRIED = "requests.new.natural_person", "requests.carried_in.natural_person"


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_commit_pending_writes_the_open_editor(
    open_grid: OpenGrid, press: Press, editor_of: EditorOf
) -> None:
    view, history = open_grid()
    press(view, "42")
    assert editor_of(view).text() == "42"
    view.commit_pending()
    assert not any(each.isVisible() for each in view.findChildren(QLineEdit))
    assert history.document.raw(NEW) == "42"
    assert view.current_address() == NEW
    assert view.hasFocus()
    view.commit_pending()
    assert history.undo() is not None
    assert not history.is_dirty


def test_losing_the_focus_writes_the_open_editor(
    open_grid: OpenGrid, press: Press, qtbot: QtBot, neighbour_of: NeighbourOf
) -> None:
    view, history = open_grid()
    press(view, "42")
    neighbour_of(view).setFocus()
    qtbot.waitUntil(lambda: history.document.raw(NEW) == "42")


def test_changing_the_tab_writes_the_open_editor(
    open_grid: OpenGrid, press: Press, qtbot: QtBot
) -> None:
    view, history = open_grid()
    window = view.window()
    tabs = QTabWidget()
    layout = window.layout()
    assert layout is not None
    tabs.addTab(view, "三")
    tabs.addTab(QLineEdit(), "四")
    layout.addWidget(tabs)
    tabs.show()
    qtbot.waitUntil(view.isVisible)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    press(view, "42")
    press(view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tabs.currentIndex() == 1)
    assert history.document.raw(NEW) == "42"
    assert view.current_address() == NEW


def test_going_elsewhere_writes_the_open_editor(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    press(view, "42")
    view.go_to("requests.granted.business")
    assert history.document.raw(NEW) == "42"


def test_a_change_from_elsewhere_leaves_what_is_being_typed(
    open_grid: OpenGrid, press: Press, editor_of: EditorOf
) -> None:
    view, history = open_grid(cells={NEW: "7"})
    press(view, "82")
    document = history.document
    history.do(commands.set_cells(document, {CARRIED: "5", "requests.new.business": "6"}))
    history.do(commands.fill_zero(document, [cell.address for cell in view.table.cells]))
    history.do(commands.set_cells(document, {NEW: "9"}))
    model = view.model()
    model.dataChanged.emit(model.index(0, 0), model.index(27, 9))
    assert editor_of(view).text() == "82"
    view.commit_pending()
    assert document.raw(NEW) == "82"


def test_an_editor_not_yet_typed_in_follows_the_document(
    open_grid: OpenGrid, editor_of: EditorOf
) -> None:
    view, history = open_grid(cells={NEW: "7"})
    view.edit(view.currentIndex())
    history.do(commands.set_cells(history.document, {NEW: "9"}))
    assert editor_of(view).text() == "9"


def test_composing_then_committing_arrives_whole(open_grid: OpenGrid, editor_of: EditorOf) -> None:
    view, history = open_grid(cells={NEW: "7"})
    compose(view, "s")
    compose(view, "san")
    compose(view, "", "三")
    assert editor_of(view).text() == "三"
    view.commit_pending()
    assert history.document.raw(NEW) == "三"


def test_a_commit_without_composing_is_kept(open_grid: OpenGrid, editor_of: EditorOf) -> None:
    view, history = open_grid(cells={NEW: "7"})
    compose(view, "", "３")
    assert editor_of(view).text() == "３"
    compose(editor_of(view), "", "５")
    assert editor_of(view).text() == "３５"
    view.commit_pending()
    assert history.document.number(NEW) == 35


def test_a_cancelled_composition_changes_nothing(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "7"})
    compose(view, "n")
    compose(view, "")
    assert not any(each.isVisible() for each in view.findChildren(QLineEdit))
    assert history.document.raw(NEW) == "7"
    assert not history.is_dirty
    press(view, "5")
    view.commit_pending()
    assert history.document.raw(NEW) == "5"


def test_a_composition_left_behind_changes_nothing(open_grid: OpenGrid) -> None:
    view, history = open_grid(cells={NEW: "7"})
    compose(view, "n")
    view.commit_pending()
    assert history.document.raw(NEW) == "7"


def test_checks_that_end_meanwhile_leave_a_composition_alone(
    open_grid: OpenGrid,
    editor_of: EditorOf,
    session_of: SessionOf,
    find: Find,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view, history = open_grid()
    compose(view, "zheng")
    resets: list[str] = []  # Qt has the input method begin anew whenever a text is set
    monkeypatch.setattr(type(editor_of(view)), "setText", lambda _line, text: resets.append(text))
    wrong = Finding("cell.text", Severity.ERROR, "requests", "有误。", cells=(NEW,))
    find(session_of(view), [wrong])
    assert resets == []
    compose(view, "", "正")
    view.commit_pending()
    assert history.document.raw(NEW) == "正"


def test_an_input_method_cannot_write_into_a_total(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    view.go_to("requests.new.total")
    compose(view, "", "三")
    assert not any(each.isVisible() for each in view.findChildren(QLineEdit))
    assert not history.is_dirty


def test_a_long_text_gets_a_wider_editor(
    open_grid: OpenGrid, press: Press, editor_of: EditorOf
) -> None:
    view, _ = open_grid()
    press(view, "2")
    narrow = editor_of(view).width()
    press(view, "2（其中修订16件，不含转发）")
    editor = editor_of(view)
    assert editor.width() > narrow
    assert view.viewport().rect().contains(editor.geometry())


@pytest.mark.slow
def test_thousands_of_changes_do_not_wear_the_program_out(open_grid: OpenGrid) -> None:
    view, history = open_grid()
    heard: list[str] = []
    view.selectionSummary.connect(heard.append)
    for number in range(5_000):
        history.do(commands.set_cells(history.document, {NEW: str(number)}))
    assert len(heard) == 5_000
    assert history.document.number("requests.new.total") == 4_999
