"""Where pasted texts go: by their labels where they bring them, else by position."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.forms import CellRole, Table, form, forms
from report_editor.importers.recognition.folding import fold, split_number
from report_editor.ui.grid.block_placement import BlockPlacement, Target
from report_editor.ui.grid.block_words import BlockWords
from report_editor.ui.grid.placing import place_block

if TYPE_CHECKING:
    from report_editor.ui.grid.block import Texts

TABLES = [table for each in forms() for table in each.tables.values()]
FORMS = {id(table): each for each in forms() for table in each.tables.values()}


def place(block: Texts, grid: Table, target: Target) -> BlockPlacement:
    return place_block(block, FORMS[id(grid)], grid, target)


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
    at = data.draw(st.sampled_from(sorted(grid.anchors)))
    placed = place(as_copied(grid, inputs(grid)), grid, Target(*at))
    assert placed.raws == inputs(grid)
    assert not placed.omitted
    assert not placed.guesses


def test_rows_with_labels_find_their_rows_of_the_form() -> None:
    requests = table("requests")
    block: Texts = [
        ["（七）总计", "", "", "9", "9", "9", "9", "9", "9", "54"],
        ["四、结转下年度继续办理", None, None, "1", "2", "3", "4", "5", "6", "21"],
    ]
    placed = place(block, requests, Target(3, 3))
    assert placed.raws == {
        f"requests.carried_out.{column.key}": str(number)
        for number, column in enumerate(requests.columns[:6], 1)
    }
    assert placed.totals["requests.processed.total"] == "54"
    assert not placed.omitted


def test_a_row_as_wide_as_the_form_may_have_its_wide_cells_parted() -> None:
    """In text a blank behind 87 is the next number, or covered by 87, which is two columns wide."""
    block: Texts = [
        ["其他对外管理服务事项", "87", "", "94", ""],
        ["第二十条第（六）项", "", "", "", ""],
    ]
    placed = place(block, table("disclosure", "2019"), Target(7, 1))
    assert not placed.raws
    assert [each.text for each in placed.omitted if each.text.isdigit()] == ["87", "94"]


def test_a_total_before_its_parts_is_known_by_the_rows_that_tell() -> None:
    block: Texts = [
        ["行政复议", "146", "26", "33", "40", "47"],
        ["未经复议直接起诉", "258", "54", "61", "68", "75"],
        ["复议后起诉", "82", "0", "0", "0", "82"],
    ]
    placed = place(block, table("proceedings"), Target(3, 13))
    assert not placed.raws
    assert len(placed.omitted) == 15


def test_labels_are_known_whatever_their_spaces_and_punctuation() -> None:
    block: Texts = [
        ["", "自然人", "其他"],
        ["1、属于 国家秘密", "5", "7"],
        ["2．其他法律行政法规禁止公开", "6", "8"],
    ]
    placed = place(block, table("requests"), Target(20, 3))
    assert placed.raws == {
        "requests.denied_state_secret.natural_person": "5",
        "requests.denied_state_secret.other_organisation": "7",
        "requests.denied_by_law.natural_person": "6",
        "requests.denied_by_law.other_organisation": "8",
    }


def test_labels_in_traditional_characters_are_known() -> None:
    block: Texts = [["", "自然人"], ["1.屬於國家秘密", "5"]]
    placed = place(block, table("requests"), Target(20, 3))
    assert placed.raws == {"requests.denied_state_secret.natural_person": "5"}


def test_numbers_with_labels_of_something_else_are_not_placed() -> None:
    block: Texts = [["城管局", "5", "6"], ["教育局", "7", "8"]]
    placed = place(block, table("requests"), Target(3, 3))
    assert not placed.raws
    assert [each.text for each in placed.omitted] == ["5", "6", "7", "8"]
    assert "城管局" in placed.omitted[0].reason
    among = place([["5", "暂无", "6"]], table("requests"), Target(3, 3))
    assert list(among.raws.values()) == ["5", "暂无", "6"]


def test_a_form_of_another_edition_does_not_shift_the_rows_below() -> None:
    old, new = table("requests", "2019"), table("requests")
    placed = place(as_copied(old, inputs(old)), new, Target(3, 3))
    common = {address: raw for address, raw in inputs(old).items() if ".other." not in address}
    assert placed.raws == common
    assert {each.reason for each in placed.omitted} == {"“（六）其他处理”：这张表里没有这一行"}


def test_columns_of_another_edition_are_left_out() -> None:
    old, new = table("disclosure", "2019"), table("disclosure")
    placed = place(as_copied(old, inputs(old)), new, Target(2, 1))
    assert not placed.raws
    assert len(placed.omitted) == len(inputs(old))


def test_a_column_more_than_the_form_is_left_out_and_shifts_nothing() -> None:
    requests = table("requests")
    wide = [[*row, "1"] for row in as_copied(requests, inputs(requests))]
    placed = place(wide, requests, Target(3, 3))
    assert placed.raws == inputs(requests)
    assert placed.omitted
    padded = [[*row, None, ""] for row in as_copied(requests, inputs(requests))]
    assert not place(padded, requests, Target(3, 3)).omitted


def test_a_row_wider_than_the_form_without_headers_is_left_out() -> None:
    row = ["四、结转下年度继续办理", *"123456", "21", "9"]
    placed = place([[*row]], table("requests"), Target(3, 3))
    assert not placed.raws
    assert len(placed.omitted) == 8


def test_a_row_in_which_a_cell_is_missing_is_left_out() -> None:
    block: Texts = [
        ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21"],
        ["四、结转下年度继续办理", "1", "2", "3", "4", "5", "6"],
    ]
    placed = place(block, table("requests"), Target(3, 3))
    assert {address.split(".")[1] for address in placed.raws} == {"new"}
    assert len(placed.omitted) == 6


def test_years_over_the_numbers_name_no_columns_of_the_form() -> None:
    years = [str(year) for year in range(2018, 2025)]
    block: Texts = [["指标", *years], ["一、本年新收政府信息公开申请数量", *"1234567"]]
    placed = place(block, table("requests"), Target(3, 3))
    assert not placed.raws
    assert not placed.totals


def test_names_of_columns_at_the_left_are_turned_into_a_row() -> None:
    placed = place([["自然人", "5"], ["其他", "6"]], table("requests"), Target(4, 3))
    assert placed.raws == {
        "requests.carried_in.natural_person": "5",
        "requests.carried_in.other_organisation": "6",
    }
    assert placed.guesses


def test_a_column_of_units_is_no_column_of_numbers() -> None:
    block: Texts = [
        ["指标", "单位", "自然人"],
        ["一、本年新收政府信息公开申请数量", "件", "5"],
    ]
    placed = place(block, table("requests"), Target(3, 3))
    assert placed.raws == {"requests.new.natural_person": "5"}
    assert not placed.omitted


def test_a_label_that_says_more_than_the_row_is_another_row() -> None:
    block: Texts = [["一、本年新收政府信息公开申请数量", "其中：网上申请", *"123456", "21"]]
    placed = place(block, table("requests"), Target(3, 3))
    assert not placed.raws


def test_a_label_that_names_several_rows_is_told_by_its_group() -> None:
    numbers = [*"123456", "21"]
    with_group: Texts = [["（六）其他处理", "其他", *numbers]]
    placed = place(with_group, table("requests"), Target(3, 3))
    assert placed.raws["requests.other_rest.natural_person"] == "1"
    assert not placed.guesses
    alone = place([["其他", *numbers]], table("requests"), Target(3, 3))
    assert alone.guesses or not alone.raws


def test_rows_of_one_label_with_different_numbers_exclude_each_other() -> None:
    label, last = "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"
    block: Texts = [[label, *"111111"], [label, *"111112"], [last, *"222222"]]
    placed = place(block, table("requests"), Target(3, 3))
    assert {address.split(".")[1] for address in placed.raws} == {"carried_out"}
    assert [each.text for each in placed.omitted] == [*"111111111112"]
    same = place([[label, *"111111"], [label, *"111111"]], table("requests"), Target(3, 3))
    assert list(same.raws.values()) == [*"111111"]
    assert not same.omitted


def test_a_table_turned_on_its_side_is_known_by_its_words() -> None:
    block: Texts = [
        ["", "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"],
        ["自然人", "5", "1"],
        ["其他", "6", "0"],
    ]
    placed = place(block, table("requests"), Target(3, 3))
    assert placed.raws == {
        "requests.new.natural_person": "5",
        "requests.new.other_organisation": "6",
        "requests.carried_out.natural_person": "1",
        "requests.carried_out.other_organisation": "0",
    }
    assert placed.guesses


def test_numbers_alone_go_by_position_and_are_clipped() -> None:
    requests = table("requests")
    placed = place([["1", "2", "3"], ["4", "5", "6"]], requests, Target(27, 8))
    assert placed.raws == {"requests.carried_out.other_organisation": "1"}
    assert placed.aimless == {"requests.carried_out.total"}
    assert len(placed.omitted) == 4


def test_numbers_without_their_totals_go_into_the_inputs_between() -> None:
    proceedings = table("proceedings")
    numbers = [str(number) for number in range(1, 13)]
    placed = place([[*numbers]], proceedings, Target(3, 0))
    assert list(placed.raws.values()) == numbers
    assert placed.guesses
    column: Texts = [[str(number)] for number in range(1, 25)]
    down = place(column, table("requests"), Target(3, 3))
    assert [*down.raws.values()] == [str(number) for number in range(1, 25)]
    assert not down.totals


def test_numbers_aimed_at_a_total_do_not_move_on_to_the_inputs_behind_it() -> None:
    placed = place([["162", "43", "44", "45"]], table("proceedings"), Target(3, 4))
    assert placed.raws["proceedings.direct_suit.upheld"] == "43"
    assert placed.aimless == {"proceedings.reconsideration.total"}


def test_a_total_among_numbers_alone_is_recognised() -> None:
    proceedings = table("proceedings")
    row: Texts = [["1", "2", "3", "4", "10", "0", "0", "1", "1", "2"]]
    placed = place(row, proceedings, Target(3, 0))
    assert len(placed.raws) == 8
    assert len(placed.totals) == 2
    assert not placed.guesses
    wrong = place([[*"123456", "99"]], table("requests"), Target(3, 3))
    assert wrong.totals == {"requests.new.total": "99"}
    assert not wrong.aimless
    assert not wrong.guesses


def test_spaces_between_numbers_may_group_their_digits() -> None:
    placed = place([["12 345 1 0 0 0 358"]], table("requests"), Target(3, 3))
    assert placed.guesses
    assert list(place([["1 234"]], table("requests"), Target(3, 3)).raws) == []


def test_a_row_of_the_form_skips_what_a_merged_cell_covers() -> None:
    disclosure = table("disclosure")
    placed = place(
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
    placed = place([["0"]], table("requests"), Target(3, 4, 2, 6, chosen))
    assert placed.raws == {chosen[0]: "0", chosen[2]: "0"}
    assert placed.skipped == 1


def test_a_block_repeats_over_a_selection_some_times_as_large() -> None:
    placed = place([["1", "2"]], table("requests"), Target(3, 3, 3, 4))
    assert len(placed.raws) == 12
    assert {raw for address, raw in placed.raws.items() if "business" in address} == {"2"}
    odd = place([["1", "2"]], table("requests"), Target(3, 3, 1, 3))
    assert len(odd.raws) == 2


def test_a_remark_beside_a_number_is_no_label() -> None:
    placed = place([["22（其中修订16件）", "1"]], table("disclosure"), Target(3, 1))
    assert placed.raws["disclosure.normative_documents.made"] == "22（其中修订16件）"


CELLS = st.none() | st.sampled_from(
    ["", "7", "３", "-", "其他", "3.其他", "总计", "（七）总计", "abc"]
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
    placed = place(block, grid, Target(*at))
    assert all(grid.value_cells[address].role is CellRole.INPUT for address in placed.raws)
    numbers = Counter(text for row in block for text in row)
    written = Counter([*placed.raws.values(), *placed.totals.values()])
    omitted = Counter(each.text for each in placed.omitted)
    for text in ("7", "３", "abc"):
        reasons = "".join(each.reason for each in placed.omitted)
        assert written[text] + omitted[text] + (text in reasons) >= min(numbers[text], 1)
        if grid.anchors[at].role is not CellRole.INPUT or sum(numbers.values()) > 1:
            assert written[text] <= numbers[text]


NAMED = [
    ("本年新收", "new"),
    ("上年结转", "carried_in"),
    ("结转下年", "carried_out"),
    ("结转下年度", "carried_out"),
    ("本机关不掌握", "unable_not_held"),
    ("信访举报", "refused_petition"),
    ("国家秘密", "denied_state_secret"),
]


@pytest.mark.parametrize(("label", "row"), NAMED)
def test_the_beginning_or_end_of_a_label_names_its_row_where_no_other_has_it(
    label: str, row: str
) -> None:
    requests = table("requests")
    heads = [column.label for column in requests.columns]
    block: Texts = [["", *heads], [label, "1", "2", "3", "4", "5", "6", "21"]]
    placed = place(block, requests, Target(3, 3))
    assert list(placed.raws.values()) == ["1", "2", "3", "4", "5", "6"]
    assert {each.split(".")[1] for each in placed.raws} == {row}
    assert not placed.omitted
    assert not placed.guesses


@pytest.mark.parametrize(
    "label", ["政府信息", "申请数量", "小计", "本机关", "补正", "五、本年新收"]
)
def test_words_of_several_rows_and_words_less_a_denial_name_none(label: str) -> None:
    requests = table("requests")
    heads = [column.label for column in requests.columns]
    block: Texts = [["", *heads], [label, "1", "2", "3", "4", "5", "6", "21"]]
    placed = place(block, requests, Target(3, 3))
    assert not placed.raws or placed.guesses


def test_half_of_a_header_names_its_column_and_is_asked_for() -> None:
    requests = table("requests")
    placed = place(
        [["", "自然人", "企业", "公益组织"], ["本年新收", "5", "2", "1"]], requests, Target(3, 3)
    )
    assert placed.raws == {
        "requests.new.natural_person": "5",
        "requests.new.business": "2",
        "requests.new.public_welfare": "1",
    }
    assert placed.guesses == [
        "“企业”一列按意思放在“商业企业”",
        "“公益组织”一列按意思放在“社会公益组织”",
    ]


@pytest.mark.parametrize(
    ("name", "header"), [("proceedings", "审结"), ("proceedings", "结果"), ("requests", "机构")]
)
def test_the_half_of_a_header_that_says_the_opposite_or_is_of_several_names_none(
    name: str, header: str
) -> None:
    grid = table(name)
    assert BlockWords(FORMS[id(grid)], grid).find_columns(header) == ()


@pytest.mark.parametrize("grid", TABLES)
def test_no_part_of_a_name_is_taken_for_another(grid: Table) -> None:
    """Every beginning and end of every printed name leads to its own row or column, or nowhere."""
    words = BlockWords(FORMS[id(grid)], grid)
    for row in grid.rows:
        core = split_number(row.label).core
        for part in [core[:at] for at in range(1, len(core))] + [
            core[at:] for at in range(1, len(core))
        ]:
            named = words.find_row(part, "")
            assert (
                named is None
                or not named.is_certain
                or named.key == row.key
                or part
                in {fold(each.short) for each in grid.rows}
                | {split_number(each.label).core for each in grid.rows}
            )
    for column in grid.columns:
        label = fold(column.label)
        for part in [label[:at] for at in range(1, len(label))] + [
            label[at:] for at in range(1, len(label))
        ]:
            assert set(words.find_columns(part)) <= {column.key} or words.find_full_columns(part)
