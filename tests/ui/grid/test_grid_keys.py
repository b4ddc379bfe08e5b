"""The keyboard in a grid, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from report_editor.ui.widgets.read_only import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton
    from pytestqt.qtbot import QtBot

    from report_editor.document import History
    from report_editor.ui.grid import TableView

    OpenGrid = Callable[..., tuple[TableView, History]]
    Press = Callable[..., None]
    EditorOf = Callable[[TableView], QLineEdit]
    NeighbourOf = Callable[[TableView], QPushButton]

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NEW, CARRIED = "requests.new.natural_person", "requests.carried_in.natural_person"


def is_editing(view: TableView) -> bool:
    return any(each.isVisible() for each in view.findChildren(QLineEdit))


def test_typing_replaces_and_enter_goes_down(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "7"})
    press(view, "35")
    assert is_editing(view)
    press(view, Key.Key_Return)
    assert history.document.raw(NEW) == "35"
    assert history.document.number("requests.new.total") == 35
    assert view.current_address() == CARRIED
    assert not is_editing(view)
    press(view, "4")
    press(view, Key.Key_Return, SHIFT)
    assert history.document.raw(CARRIED) == "4"
    assert view.current_address() == NEW


def test_enter_and_shift_enter_walk_without_an_editor(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    press(view, Key.Key_Return)
    assert view.current_address() == CARRIED
    press(view, Key.Key_Enter, SHIFT)
    assert view.current_address() == NEW
    assert not history.is_dirty


@pytest.mark.parametrize("opening", [Key.Key_F2, None])
def test_f2_and_double_click_amend(
    open_grid: OpenGrid, press: Press, opening: Qt.Key | None
) -> None:
    view, history = open_grid(cells={NEW: "12"})
    if opening is not None:
        press(view, opening)
    else:
        place = view.visualRect(view.currentIndex()).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press(view, "3")
    press(view, Key.Key_Left)  # amending: the arrows stay in the text
    assert is_editing(view)
    press(view, "9")
    press(view, Key.Key_Return)
    assert history.document.raw(NEW) == "1293"


def test_an_arrow_ends_what_typing_began(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    press(view, "5")
    press(view, Key.Key_Right)
    assert history.document.raw(NEW) == "5"
    assert view.current_address() == "requests.new.business"
    press(view, "6")
    press(view, Key.Key_Down)
    assert history.document.raw("requests.new.business") == "6"
    assert view.current_address() == "requests.carried_in.business"


def test_escape_restores(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "7"})
    press(view, "99")
    press(view, Key.Key_Escape)
    assert not is_editing(view)
    assert history.document.raw(NEW) == "7"
    assert not history.is_dirty
    press(view, Key.Key_Backspace)
    press(view, Key.Key_Escape)
    assert history.document.raw(NEW) == "7"


def test_backspace_opens_an_empty_editor(
    open_grid: OpenGrid, press: Press, editor_of: EditorOf
) -> None:
    view, history = open_grid(cells={NEW: "7"})
    press(view, Key.Key_Backspace)
    assert editor_of(view).text() == ""
    press(view, Key.Key_Return)
    assert history.document.raw(NEW) == ""


def test_tab_goes_from_input_to_input_and_leaves_at_the_end(
    open_grid: OpenGrid, press: Press, neighbour_of: NeighbourOf
) -> None:
    view, history = open_grid("proceedings")
    inputs = [cell.address for cell in view.table.cells if not cell.is_total]
    seen = [view.current_address()]
    for _ in inputs[1:]:
        press(view, "1")
        press(view, Key.Key_Tab)
        seen.append(view.current_address())
    assert seen == inputs
    assert history.document.number("proceedings.reconsideration.total") == 4
    press(view, Key.Key_Tab)
    assert neighbour_of(view).hasFocus()
    assert view.current_address() == inputs[-1]
    view.setFocus()
    for address in inputs[-2::-1]:
        press(view, Key.Key_Backtab)
        assert view.current_address() == address
    press(view, Key.Key_Backtab)
    assert not view.hasFocus()
    assert view.current_address() == inputs[0]


def test_tab_at_the_end_gives_the_focus_to_the_next_widget(
    open_grid: OpenGrid, press: Press, qtbot: QtBot, neighbour_of: NeighbourOf
) -> None:
    view, _ = open_grid("proceedings")
    view.go_to("proceedings.suit_after_reconsideration.pending")
    press(view, Key.Key_Tab)
    qtbot.waitUntil(neighbour_of(view).hasFocus)


def test_arrows_cross_merged_cells_and_remember_the_column(
    open_grid: OpenGrid, press: Press
) -> None:
    view, _ = open_grid("disclosure")
    view.go_to("disclosure.normative_documents.in_force")
    for _ in range(2):
        press(view, Key.Key_Down)
    assert view.current_address() == "disclosure.penalties.decisions"
    for _ in range(2):
        press(view, Key.Key_Up)
    assert view.current_address() == "disclosure.normative_documents.in_force"
    for _ in range(9):
        press(view, Key.Key_Up)
    assert view.current_address() == "disclosure.rules.in_force"
    for _ in range(9):
        press(view, Key.Key_Left)
    assert view.current_address() == "disclosure.rules.made"


def test_arrows_reach_every_value_of_the_misaligned_form(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid("disclosure", edition="2019")
    seen = set()
    for _ in view.table.value_cells:
        line_start = view.current_address()
        for _ in range(3):
            seen.add(view.current_address())
            press(view, Key.Key_Right)
        view.go_to(line_start or "")
        press(view, Key.Key_Down)
    assert seen == set(view.table.value_cells)


def test_home_end_and_control(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid()
    view.go_to("requests.denied_query.research")
    steps = [
        (Key.Key_Home, None, "requests.denied_query.natural_person"),
        (Key.Key_End, None, "requests.denied_query.total"),
        (Key.Key_Left, CONTROL, "requests.denied_query.natural_person"),
        (Key.Key_Down, CONTROL, "requests.carried_out.natural_person"),
        (Key.Key_Up, CONTROL, "requests.new.natural_person"),
        (Key.Key_End, CONTROL, "requests.carried_out.total"),
        (Key.Key_Home, CONTROL, "requests.new.natural_person"),
    ]
    for key, modifier, address in steps:
        press(view, key, modifier or Qt.KeyboardModifier.NoModifier)
        assert view.current_address() == address


def test_a_page_key_goes_to_the_next_group_of_rows(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid(size=(1100, 420))
    view.go_to("requests.partial.business")
    press(view, Key.Key_PageDown)
    assert view.current_address() == "requests.denied_state_secret.business"
    press(view, Key.Key_PageDown, SHIFT)
    assert len(view.selected_addresses()) == 9
    assert view.current_address() == "requests.unable_not_held.business"
    for _ in range(10):
        press(view, Key.Key_PageDown)
    assert view.current_address() == "requests.carried_out.business"
    for _ in range(10):
        press(view, Key.Key_PageUp)
    assert view.current_address() == "requests.new.business"


def type_row(view: TableView, press: Press, *numbers: str) -> None:
    """Type some numbers in a row, and go to the next."""
    for number in numbers[:-1]:
        press(view, number)
        press(view, Key.Key_Tab)
    press(view, numbers[-1])
    press(view, Key.Key_Return)


def test_enter_after_tabs_goes_down_where_the_first_was_pressed(
    open_grid: OpenGrid, press: Press
) -> None:
    view, history = open_grid()
    view.go_to("requests.new.business")
    type_row(view, press, "2", "1", "4")
    assert view.current_address() == "requests.carried_in.business"
    type_row(view, press, "7", "8")
    assert view.current_address() == "requests.granted.business"
    assert history.document.number("requests.new.total") == 7
    assert history.document.number("requests.carried_in.research") == 8
    press(view, Key.Key_Return)  # one run is ended once
    assert view.current_address() == "requests.partial.business"


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_Up, Key.Key_End])
def test_another_key_than_tab_ends_the_run(open_grid: OpenGrid, press: Press, key: Key) -> None:
    view, _ = open_grid()
    view.go_to("requests.granted.natural_person")
    for each in (Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, key):
        press(view, each)
    column = view.current_cell().column
    press(view, Key.Key_Return)
    assert view.current_cell().column == column > view.table.value_cells[NEW].column


def test_tab_over_the_end_of_a_row_keeps_the_run(open_grid: OpenGrid, press: Press) -> None:
    view, _ = open_grid()
    view.go_to("requests.new.other_organisation")
    press(view, Key.Key_Tab)
    assert view.current_address() == CARRIED
    press(view, Key.Key_Return)
    assert view.current_address() == "requests.granted.other_organisation"


@pytest.mark.parametrize(
    ("key", "modifier", "goal"),
    [
        (Key.Key_Down, CONTROL, "requests.carried_out.business"),
        (Key.Key_Up, CONTROL, "requests.new.business"),
        (Key.Key_Right, CONTROL, "requests.partial.total"),
        (Key.Key_PageDown, None, "requests.denied_state_secret.business"),
        (Key.Key_PageUp, None, "requests.granted.business"),
    ],
)
def test_keys_that_jump_leave_a_cell_that_was_typed_over(
    open_grid: OpenGrid,
    press: Press,
    key: Key,
    modifier: Qt.KeyboardModifier | None,
    goal: str,
) -> None:
    view, history = open_grid()
    view.go_to("requests.partial.business")
    press(view, "6")
    press(view, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert view.current_address() == goal
    assert history.document.number("requests.partial.business") == 6
    assert not is_editing(view)


def test_shift_selects_and_delete_clears_in_one_step(open_grid: OpenGrid, press: Press) -> None:
    cells = {NEW: "1", CARRIED: "2", "requests.new.business": "3"}
    view, history = open_grid(cells=cells)
    press(view, Key.Key_Down, SHIFT)
    press(view, Key.Key_Right, SHIFT)
    assert set(view.selected_addresses()) == {*cells, "requests.carried_in.business"}
    press(view, Key.Key_Up, SHIFT)
    assert set(view.selected_addresses()) == {NEW, "requests.new.business"}
    press(view, Key.Key_Delete)
    assert history.document.raw(NEW) == history.document.raw("requests.new.business") == ""
    assert history.document.raw(CARRIED) == "2"
    history.undo()
    assert not history.is_dirty


def test_everything_selected_and_cleared_is_one_step(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "1", "requests.carried_out.other_organisation": "1"})
    press(view, Key.Key_A, CONTROL)
    assert len(view.selected_addresses()) == 175
    press(view, Key.Key_Delete)
    assert history.document.sum_of(cell.address for cell in view.table.cells) == 0
    history.undo()
    assert history.document.raw(NEW) == "1"
    assert not history.is_dirty


def test_fill_down(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: "8", "requests.new.business": "9"})
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right):
        press(view, key, SHIFT)
    press(view, Key.Key_D, CONTROL)
    assert history.document.raw("requests.granted.natural_person") == "8"
    assert history.document.raw("requests.granted.business") == "9"
    view.go_to("requests.partial.business")
    press(view, Key.Key_D, CONTROL)
    assert history.document.raw("requests.partial.business") == "9"


def test_full_width_digits_are_read(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    press(view, "１２")
    press(view, Key.Key_Return)
    assert history.document.raw(NEW) == "１２"
    assert history.document.number(NEW) == 12


def test_typing_on_a_total_says_why_not(open_grid: OpenGrid, press: Press, qtbot: QtBot) -> None:
    view, history = open_grid()
    view.go_to("requests.new.total")
    with qtbot.waitSignal(view.message) as said:
        press(view, "5")
    assert said.args == ["总计由程序计算，不能直接填写。"]
    assert not is_editing(view)
    assert view.current_address() == "requests.new.total"
    assert not history.is_dirty


def test_a_report_opened_read_only_stays_as_it_is(
    open_grid: OpenGrid, press: Press, qtbot: QtBot
) -> None:
    view, history = open_grid(cells={NEW: "1"}, read_only=True)
    acts: tuple[Callable[[], None], ...] = (
        lambda: press(view, "5"),
        lambda: press(view, Key.Key_Delete),
        view.cut,
        view.paste,
        view.fill_zero_table,
        view.fill_down,
        view.accept_totals,
    )
    for act in acts:
        with qtbot.waitSignal(view.message) as said:
            act()
        assert said.args == [READ_ONLY]
    assert not is_editing(view)
    assert not history.is_dirty


def test_a_text_only_looked_at_stays_as_it_was(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid(cells={NEW: " 1  2"})  # as a file has it; typed, it loses blanks
    press(view, Key.Key_F2)
    press(view, Key.Key_Return)
    assert history.document.raw(NEW) == " 1  2"
    assert not history.is_dirty


def test_enter_goes_on_to_the_right_in_a_table_of_one_row(
    open_grid: OpenGrid, press: Press
) -> None:
    view, history = open_grid("proceedings")
    inputs = [cell.address for cell in view.table.cells if not cell.is_total]
    for number in range(1, len(inputs) + 1):
        press(view, str(number))
        press(view, Key.Key_Return)
    document = history.document
    assert [document.raw(each) for each in inputs] == [
        str(number) for number in range(1, len(inputs) + 1)
    ]
    press(view, "99")
    press(view, Key.Key_Return)
    assert document.raw(inputs[-1]) == str(len(inputs))


def test_enter_after_tabs_goes_on_to_the_right_in_a_table_of_one_row(
    open_grid: OpenGrid, press: Press
) -> None:
    view, history = open_grid("proceedings")
    inputs = [cell.address for cell in view.table.cells if not cell.is_total]
    type_row(view, press, "1", "2", "3")
    press(view, "4")
    assert [history.document.raw(each) for each in inputs[:5]] == ["1", "2", "3", "4", ""]


@pytest.mark.parametrize("table", ["requests", "disclosure", "proceedings"])
def test_a_number_typed_after_enter_at_the_bottom_overwrites_nothing(
    open_grid: OpenGrid, press: Press, qtbot: QtBot, table: str
) -> None:
    view, history = open_grid(table)
    lasts = {cell.column: cell.key for cell in view.table.value_cells.values()}
    inputs = [each for each in lasts.values() if not history.document.form.cells[each].is_total]
    for address in inputs:
        view.go_to(address)
        press(view, "35")
        press(view, Key.Key_Return)
        if view.current_address() != address:
            continue
        with qtbot.waitSignal(view.message) as said:
            press(view, "6")
        assert "按 F2" in said.args[0]
        press(view, "7")
        press(view, Key.Key_Return)
        assert history.document.raw(address) == "35"
        press(view, Key.Key_F2)
        press(view, "1")
        press(view, Key.Key_Return)
        assert history.document.raw(address) == "351"


def test_a_click_on_the_last_cell_lets_one_type_over_it(open_grid: OpenGrid, press: Press) -> None:
    view, history = open_grid()
    last = "requests.carried_out.business"
    view.go_to(last)
    press(view, "35")
    press(view, Key.Key_Return)
    place = view.visualRect(view.currentIndex()).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press(view, "6")
    press(view, Key.Key_Return)
    assert history.document.raw(last) == "6"


@pytest.mark.parametrize(
    ("key", "count"), [(Key.Key_End, "requests.carried_out.total"), (Key.Key_Home, NEW)]
)
def test_shift_selects_on_the_way_to_a_corner(
    open_grid: OpenGrid, press: Press, key: Key, count: str
) -> None:
    view, _ = open_grid()
    view.go_to("requests.granted.business")
    press(view, key, CONTROL | SHIFT)
    chosen = view.selected_addresses()
    assert {"requests.granted.business", count} <= set(chosen)
    assert view.current_address() == count
    assert len(chosen) > 10 or key == Key.Key_Home
