"""Totals and balances follow each key; the cell is one step all the same, and Esc takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from report_editor.document import Part
from report_editor.document.balances import find_broken_balances

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import History
    from report_editor.ui.grid import TableView

    OpenGrid = Callable[..., tuple[TableView, History]]
    Press = Callable[..., None]
    EditorOf = Callable[[TableView], QLineEdit]

NEW, TOTAL = "requests.new.natural_person", "requests.new.total"


def test_totals_and_balances_follow_each_key(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "7", "requests.carried_out.natural_person": "7"})
    document = history.document
    assert list(find_broken_balances(document)) == []
    press(view, "3")
    assert document.number(TOTAL) == 3
    assert len(list(find_broken_balances(document))) == 2
    press(view, "5")
    assert document.number(TOTAL) == 35
    press(view, Qt.Key.Key_Backspace)
    assert document.number(TOTAL) == 3


def test_one_undo_takes_back_the_whole_cell(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "7"})
    for key in ("1", "2", "8", Qt.Key.Key_Return):
        press(view, key)
    assert history.document.raw(NEW) == "128"
    history.undo()
    assert history.document.raw(NEW) == "7"
    assert not history.is_dirty
    assert history.undo_label is None
    history.redo()
    assert history.document.raw(NEW) == "128"


def test_escape_leaves_no_step_behind(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "7"})
    press(view, "3")
    press(view, "5")
    press(view, Qt.Key.Key_Escape)
    assert history.document.raw(NEW) == "7"
    assert history.document.number(TOTAL) == 7
    assert not history.is_dirty
    assert history.undo_label is None
    assert history.redo_label is None


def test_the_steps_before_stay_when_typing_is_taken_back(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    press(view, "3")
    press(view, Qt.Key.Key_Return)
    press(view, "9")
    press(view, Qt.Key.Key_Escape)
    assert history.document.raw(NEW) == "3"
    press(view, "7")
    press(view, Qt.Key.Key_Backspace)
    press(view, Qt.Key.Key_Return)
    history.undo()
    assert history.document.raw(NEW) == ""


def test_typing_what_stood_there_is_no_change(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "35"})
    for key in ("3", "5", Qt.Key.Key_Return):
        press(view, key)
    assert not history.is_dirty
    assert history.undo_label is None


def test_a_printed_total_is_let_go_by_the_number_and_not_by_its_first_digit(
    open_grid: OpenGrid, press: Press
) -> None:
    view, history = open_grid(cells={NEW: "7"}, stated={TOTAL: "1"})
    press(view, "1")
    assert TOTAL not in history.document.entries(Part.STATED)
    press(view, "2")
    assert history.document.entries(Part.STATED)[TOTAL] == "1"
    press(view, Qt.Key.Key_Backspace)
    press(view, Qt.Key.Key_Return)
    assert TOTAL not in history.document.entries(Part.STATED)


def test_a_deleted_number_comes_back_with_escape(
    open_grid: OpenGrid, press: Press, editor_of: EditorOf
) -> None:
    view, history = open_grid(cells={NEW: "7"})
    view.clear_and_edit()
    assert editor_of(view).text() == ""
    assert history.document.number(TOTAL) == 0
    press(view, Qt.Key.Key_Escape)
    assert history.document.raw(NEW) == "7"
    assert not history.is_dirty


def test_a_composition_costs_no_number_before_it_is_sure(
    open_grid: OpenGrid, editor_of: EditorOf
) -> None:
    view, history = open_grid(cells={NEW: "7"})
    QApplication.sendEvent(view, QInputMethodEvent("z", []))
    assert history.document.raw(NEW) == "7"
    event = QInputMethodEvent("", [])
    event.setCommitString("正")
    QApplication.sendEvent(view, event)
    assert editor_of(view).text() == "正"
    assert history.document.raw(NEW) == "正"


def test_the_listeners_hear_of_a_key_once(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    heard: list[str] = []
    history.listen(lambda change, _effect: heard.append(change.label))
    for key in ("1", "2", Qt.Key.Key_Return):
        press(view, key)
    assert heard == ["输入", "输入"]
