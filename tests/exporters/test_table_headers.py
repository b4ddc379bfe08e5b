"""Which headers and labels name a value, in the tables of every edition."""

from __future__ import annotations

import pytest

from report_editor.exporters.report_parts import VALUES
from report_editor.exporters.table_headers import find_headers, find_scopes, list_block_starts
from report_editor.forms import form, forms

TABLES = [(each.id, key) for each in forms() for key in each.tables]


def names(edition: str, address: str) -> list[str]:
    table = form(edition).tables[address.split(".", maxsplit=1)[0]]
    return [each.text for each in find_headers(table)[table.value_cells[address]]]


def test_headers_of_merged_cells_are_found() -> None:
    assert names("2021", "requests.denied_by_law.business") == [
        "申请人情况", "法人或其他组织", "商业企业",
        "三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开",
    ]  # fmt: skip
    assert names("2021", "disclosure.coercion.decisions") == [
        "第二十条第（六）项", "本年处理决定数量", "行政强制",
    ]  # fmt: skip
    assert names("2021", "proceedings.direct_suit.upheld") == [
        "行政诉讼", "未经复议直接起诉", "结果维持",
    ]  # fmt: skip
    assert names("2019", "disclosure.fees.change")[0] == "第二十条第（八）项"


@pytest.mark.parametrize(("edition", "key"), TABLES)
def test_no_two_values_have_the_same_headers(edition: str, key: str) -> None:
    table = form(edition).tables[key]
    found = find_headers(table)
    assert set(found) == set(table.value_cells.values())
    assert len(set(found.values())) == len(found)
    for address, cell in table.value_cells.items():
        _, row, column = address.split(".")
        keys = {each.key for each in found[cell]}
        assert {row, column} <= keys
        assert not keys & ({each.key for each in table.rows} - {row})


@pytest.mark.parametrize(("edition", "key"), TABLES)
def test_each_header_has_a_scope_that_fits_its_span(edition: str, key: str) -> None:
    table = form(edition).tables[key]
    scopes = find_scopes(table)
    assert set(scopes) == {cell for cell in table.grid if cell.role not in VALUES}
    for cell, scope in scopes.items():
        assert scope in ("row", "col", "rowgroup", "colgroup")
        if scope == "colgroup":
            assert cell.column_span > 1
        if scope == "col":
            assert cell.column_span == 1
    starts = list_block_starts(table)
    for cell in table.grid:  # a row group of HTML ends what spans rows in it
        assert not any(cell.row < start < cell.row + cell.row_span for start in starts)
