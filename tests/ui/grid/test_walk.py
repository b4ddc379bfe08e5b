"""Ways over the merged cells of both editions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.forms import Table, form, forms
from report_editor.ui.grid import walk
from report_editor.ui.grid.walk import VALUES, Direction

TABLES = [table for each in forms() for table in each.tables.values()]


def table(name: str, edition: str = "2021") -> Table:
    return form(edition).tables[name]


def test_down_passes_headers_and_keeps_the_column_under_a_merged_cell() -> None:
    disclosure = table("disclosure")
    cell = walk.find_next(disclosure, 3, 3, Direction.DOWN)
    assert cell is not None
    assert cell.key == "disclosure.licensing.decisions"
    back = walk.find_next(disclosure, cell.row, 3, Direction.UP)
    assert back is not None
    assert back.key == "disclosure.normative_documents.in_force"


def test_right_crosses_a_merged_cell_in_one_step() -> None:
    disclosure = table("disclosure", "2019")
    here = disclosure.value_cells["disclosure.licensing.previous_items"]
    after = walk.find_next(disclosure, here.row, here.column + 1, Direction.RIGHT)
    assert after is not None
    assert after.key == "disclosure.licensing.change"


@pytest.mark.parametrize("direction", Direction)
def test_the_edge_is_where_no_step_leads_on(direction: Direction) -> None:
    requests = table("requests")
    middle = requests.value_cells["requests.denied_process.research"]
    last = walk.find_last(requests, middle.row, middle.column, direction)
    assert last is not None
    assert walk.find_next(requests, last.row, last.column, direction) is None


def list_groups(grid: Table, start: str, direction: Direction) -> list[str]:
    """The rows that are stopped at from a cell on."""
    cell, found = grid.value_cells[start], []
    while goal := walk.find_group(grid, cell.row, cell.column, direction):
        cell = goal
        found.append(goal.key.split(".")[1])
    return found


def test_a_group_is_what_the_form_numbers_and_rows_of_totals_are_passed() -> None:
    groups = ["carried_in", "granted", "partial", "denied_state_secret", "unable_not_held"]
    groups += ["refused_petition", "other_uncorrected", "carried_out"]
    for column in ("business", "total"):
        first, last = f"requests.new.{column}", f"requests.carried_out.{column}"
        assert list_groups(table("requests"), first, Direction.DOWN) == groups
        back = [*reversed(groups[:-1]), "new"]
        assert list_groups(table("requests"), last, Direction.UP) == back


def test_without_groups_a_block_under_headers_is_one() -> None:
    blocks = ["licensing", "penalties", "fees"]
    assert list_groups(table("disclosure"), "disclosure.rules.made", Direction.DOWN) == blocks


@pytest.mark.parametrize("grid", TABLES, ids=lambda each: f"{each.key}-{each.grid_row_count}")
@pytest.mark.parametrize("direction", [Direction.UP, Direction.DOWN])
def test_groups_lead_to_the_edge_from_everywhere(grid: Table, direction: Direction) -> None:
    for cell in grid.value_cells.values():
        last = walk.find_last(grid, cell.row, cell.column, direction)
        stops = list_groups(grid, cell.key, direction)
        assert stops[-1:] == ([last.key.split(".")[1]] if last else [])


@pytest.mark.parametrize("grid", TABLES, ids=lambda each: f"{each.key}-{each.grid_row_count}")
def test_tab_visits_every_input_once_in_the_order_of_the_form(grid: Table) -> None:
    inputs = [cell.address for cell in grid.cells if not cell.is_total]
    seen = []
    address = walk.find_next_input(grid, None, forward=True)
    while address is not None:
        seen.append(address)
        address = walk.find_next_input(grid, address, forward=True)
    assert seen == inputs
    back = []
    address = walk.find_next_input(grid, None, forward=False)
    while address is not None:
        back.append(address)
        address = walk.find_next_input(grid, address, forward=False)
    assert back == inputs[::-1]


def test_labels_and_headers_know_their_values() -> None:
    requests = table("requests")
    by_text = {cell.text: cell for cell in requests.grid if cell.text}
    rest = walk.find_labelled(requests, by_text["3.其他"])
    assert len(rest) == 7
    assert {address.split(".")[1] for address in rest} == {"other_rest"}
    group = walk.find_labelled(requests, by_text["（四）无法提供"])
    assert len(group) == 21
    organisations = walk.find_labelled(requests, by_text["法人或其他组织"])
    assert len(organisations) == 25 * 5
    column = walk.find_labelled(requests, by_text["自然人"])
    assert [address.split(".")[2] for address in column] == ["natural_person"] * 25
    disclosure = table("disclosure")
    made = next(cell for cell in disclosure.grid if cell.key == "made")
    assert walk.find_labelled(disclosure, made) == (
        "disclosure.rules.made",
        "disclosure.normative_documents.made",
    )
    suits = next(cell for cell in table("proceedings").grid if cell.text == "行政诉讼")
    assert len(walk.find_labelled(table("proceedings"), suits)) == 10


@given(st.sampled_from(TABLES), st.data())
def test_a_step_ends_on_a_value_further_on(grid: Table, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, grid.grid_row_count - 1))
    column = data.draw(st.integers(0, grid.grid_column_count - 1))
    direction = data.draw(st.sampled_from(Direction))
    here, there = grid.anchors[row, column], walk.find_next(grid, row, column, direction)
    if there is None:
        return
    assert there.role in VALUES
    assert there != here
    match direction:
        case Direction.DOWN:
            assert there.row >= here.row + here.row_span
        case Direction.UP:
            assert there.row < here.row
        case Direction.RIGHT:
            assert there.column >= here.column + here.column_span
        case Direction.LEFT:
            assert there.column < here.column
