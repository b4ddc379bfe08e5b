"""Where pasted texts go: by their labels where they bring them, else by position."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report_editor.forms import CellRole, Table, form, forms
from report_editor.ui.grid.placing import Target, place_block

TABLES = [table for each in forms() for table in each.tables.values()]


def table(name: str, edition: str = "2021") -> Table:
    return form(edition).tables[name]


def as_copied(
    grid: Table, values: dict[str, str], *, first_row: int = 0, first_column: int = 0
) -> list[list[str | None]]:
    """The form as a spreadsheet copies it, from some row and column of the grid on."""
    return [
        [
            (
                values.get(cell.key, "")
                if cell.role in (CellRole.INPUT, CellRole.TOTAL)
                else cell.text
            )
            if (cell.row, cell.column) == (row, column)
            else None
            for column in range(first_column, grid.grid_column_count)
            for cell in [grid.anchors[row, column]]
        ]
        for row in range(first_row, grid.grid_row_count)
    ]


def inputs(grid: Table) -> dict[str, str]:
    return {
        cell.address: str(number) for number, cell in enumerate(grid.cells) if not cell.is_total
    }


@given(st.sampled_from(TABLES), st.data())
def test_the_whole_form_lands_in_its_cells_wherever_one_stands(
    grid: Table, data: st.DataObject
) -> None:
    if all(cell.row < grid.header_rows for cell in grid.grid if cell.role is CellRole.LABEL):
        return  # 表四 has its labels above: nothing says which row a number belongs to
    at = data.draw(st.sampled_from(sorted(grid.anchors)))
    placed = place_block(as_copied(grid, inputs(grid)), grid, Target(*at))
    assert placed.raws == inputs(grid)
    assert not placed.unknown
    assert not placed.outside


def test_rows_with_labels_find_their_rows_of_the_form() -> None:
    requests = table("requests")
    block: list[list[str | None]] = [
        ["（七）总计", "", "9", "9", "9", "9", "9", "9", "54"],
        ["四、结转下年度继续办理", None, "1", "2", "3", "4", "5", "6", "21"],
    ]
    # 总计 begins at the second grid column, 结转 at the first: the row that says otherwise waits.
    block[0].insert(0, "")
    block[1].insert(1, None)
    placed = place_block(block, requests, Target(3, 3))
    assert placed.raws == {
        f"requests.carried_out.{column.key}": str(number)
        for number, column in enumerate(requests.columns[:6], 1)
    }
    assert placed.locked == 8


def test_labels_are_known_whatever_their_spaces_and_punctuation() -> None:
    block: list[list[str | None]] = [
        ["1、属于 国家秘密", "5"],
        ["2．其他法律行政法规禁止公开", "6"],
    ]
    placed = place_block(block, table("requests"), Target(20, 3))
    assert placed.raws == {
        "requests.denied_state_secret.natural_person": "5",
        "requests.denied_by_law.natural_person": "6",
    }


def test_labels_in_traditional_characters_are_known() -> None:
    placed = place_block([["1.屬於國家秘密", "5"]], table("requests"), Target(20, 3))
    assert placed.raws == {"requests.denied_state_secret.natural_person": "5"}


def test_numbers_with_labels_of_something_else_are_not_placed() -> None:
    block: list[list[str | None]] = [["城管局", "5", "6"], ["教育局", "7", "8"]]
    placed = place_block(block, table("requests"), Target(3, 3))
    assert not placed.raws
    assert placed.unknown == ["城管局", "教育局"]
    among = place_block([["5", "暂无", "6"]], table("requests"), Target(3, 3))
    assert list(among.raws.values()) == ["5", "暂无", "6"]


def test_a_form_of_another_edition_does_not_shift_the_rows_below() -> None:
    old, new = table("requests", "2019"), table("requests")
    placed = place_block(as_copied(old, inputs(old)), new, Target(3, 3))
    common = {address: raw for address, raw in inputs(old).items() if ".other." not in address}
    assert placed.raws == common
    assert placed.unknown == ["（六）其他处理"]


def test_more_columns_than_the_form_are_refused() -> None:
    requests = table("requests")
    wide = [[*row, "1"] for row in as_copied(requests, inputs(requests))]
    placed = place_block(wide, requests, Target(3, 3))
    assert placed.too_wide
    assert not placed.raws
    padded = [[*row, None, ""] for row in as_copied(requests, inputs(requests))]
    assert place_block(padded, requests, Target(3, 3)).raws == inputs(requests)


def test_numbers_alone_go_by_position_and_are_clipped() -> None:
    requests = table("requests")
    placed = place_block([["1", "2", "3"], ["4", "5", "6"]], requests, Target(27, 8))
    assert placed.raws == {"requests.carried_out.other_organisation": "1"}
    assert placed.locked == 1
    assert placed.outside == 4


def test_a_row_of_the_form_skips_what_a_merged_cell_covers() -> None:
    disclosure = table("disclosure")
    placed = place_block(
        [["7", None, None], [None, None, None], [None, None, None], ["8", "", ""]],
        disclosure,
        Target(6, 1),
    )
    assert placed.raws == {
        "disclosure.licensing.decisions": "7",
        "disclosure.penalties.decisions": "8",
    }


def test_one_value_fills_the_selection() -> None:
    chosen = ("requests.new.business", "requests.new.total", "requests.carried_in.business")
    placed = place_block([["0"]], table("requests"), Target(3, 4, 2, 6, chosen))
    assert placed.raws == {chosen[0]: "0", chosen[2]: "0"}
    assert placed.locked == 1


def test_a_block_repeats_over_a_selection_some_times_as_large() -> None:
    placed = place_block([["1", "2"]], table("requests"), Target(3, 3, 3, 4))
    assert len(placed.raws) == 12
    assert {raw for address, raw in placed.raws.items() if "business" in address} == {"2"}
    odd = place_block([["1", "2"]], table("requests"), Target(3, 3, 1, 3))
    assert len(odd.raws) == 2


def test_a_remark_beside_a_number_is_no_label() -> None:
    placed = place_block([["22（其中修订16件）", "1"]], table("disclosure"), Target(3, 1))
    assert placed.raws["disclosure.normative_documents.made"] == "22（其中修订16件）"


CELLS = st.none() | st.sampled_from(
    ["", "1", "３", "-", "其他", "3.其他", "总计", "（七）总计", "abc"]
)


@given(
    st.sampled_from(TABLES),
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=6)
    ),
    st.data(),
)
def test_only_inputs_are_written_and_no_number_twice(
    grid: Table, block: list[list[str | None]], data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from(sorted(grid.anchors)))
    placed = place_block(block, grid, Target(*at))
    assert all(grid.value_cells[address].role is CellRole.INPUT for address in placed.raws)
    numbers = sum(text in ("1", "３", "abc") for row in block for text in row)
    written = sum(raw in ("1", "３", "abc") for raw in placed.raws.values())
    if not placed.too_wide and len(block) * len(block[0]) > 1 and not placed.unknown:
        assert written <= numbers
