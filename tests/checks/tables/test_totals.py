"""Balances, and totals as the source prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check
from report_editor.checks.fixes import find_fix
from report_editor.document import Document, Part, format_number
from report_editor.document.commands import fill_zero
from report_editor.forms import form
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_column_out_of_balance_is_told_with_both_sides(make: Callable[..., Document]) -> None:
    cells = {"requests.new.natural_person": "60", "requests.granted.natural_person": "61"}
    (one,) = findings(make(cells), "requests.flow")  # 总计 is off by the same: not told again
    assert one.severity is Severity.ERROR
    assert one.message == (
        "表三“自然人”一列不平衡：新收 60 + 结转 0 = 60，办理 61 + 结转下年 0 = 61，相差 1。"
        "请核对这一列的数字。"
    )
    assert one.cells == tuple(
        f"requests.{row}.natural_person"
        for row in ("new", "carried_in", "processed", "carried_out")
    )
    assert (one.expected, one.actual) == (60, 61)
    cells["requests.granted.natural_person"] = "60"
    assert findings(make(cells), "requests.flow") == []


def test_a_stated_sum_of_results_is_compared_per_column(make: Callable[..., Document]) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    wrong = make(cells, stated={"requests.processed.business": "4"})
    (finding,) = findings(wrong, "requests.results")
    assert finding.cells[0] == "requests.processed.business"
    assert (finding.expected, finding.actual) == (5, 4)
    assert "商业企业" in finding.message
    assert "相差 1" in finding.message
    assert findings(make(cells), "requests.results") == []


def test_a_wrong_printed_total_is_one_finding_and_its_fix_leaves_none(
    make: Callable[..., Document],
) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    document = make(cells, stated={"requests.granted.total": "6"})
    (row,) = find_errors(document)
    assert (row.code, row.cells[0]) == ("requests.row_total", "requests.granted.total")
    assert (row.expected, row.actual) == (5, 6)
    fix = find_fix(document, row)
    assert fix is not None
    document.apply(fix.plan(document))
    assert find_errors(document) == []


def find_errors(document: Document) -> list[Finding]:
    return [each for each in check(document) if each.severity is Severity.ERROR]


COLUMNS = ("natural_person", "business", "research")
BALANCED = {
    **{f"requests.new.{column}": "23" for column in COLUMNS},
    **{f"requests.carried_in.{column}": "4" for column in COLUMNS},
    **{f"requests.granted.{column}": "11" for column in COLUMNS},
    **{f"requests.unable_not_held.{column}": "13" for column in COLUMNS},
    **{f"requests.carried_out.{column}": "3" for column in COLUMNS},
}
PRINTED = {
    address: format_number(right.value(address))
    for right in [Document(form("2021"), parts={Part.CELLS: BALANCED})]
    for address, cell in form("2021").cells.items()
    if cell.is_total and cell.table == "requests"
}


@pytest.mark.parametrize("printed", ["all", "rows", "results", "none"])
@pytest.mark.parametrize("address", [each for each in BALANCED if each.endswith("business")])
@pytest.mark.parametrize("raw", ["70", "-1", "约2"])
def test_one_wrong_number_is_one_error_that_names_its_cell(
    make: Callable[..., Document], address: str, raw: str, printed: str
) -> None:
    shown = {"all": "", "rows": ".total", "results": ".processed.", "none": "no such cell"}[printed]
    stated = {key: text for key, text in PRINTED.items() if shown in key}
    assert find_errors(make(BALANCED, stated=stated)) == []
    document = make({**BALANCED, address: raw}, stated=stated)
    (error,) = find_errors(document)
    _row, column = address.split(".")[1:]
    assert any(cell.endswith(f".{column}") for cell in error.cells)
    if raw != "70" or printed == "all":
        assert error.cells == (address,)
    if fix := find_fix(document, error):
        document.apply(fix.plan(document))
        assert [each.code for each in find_errors(document)] == [], "the advice makes it worse"


@pytest.mark.parametrize("address", sorted(PRINTED)[::3])
def test_one_wrong_printed_total_is_one_error_that_begins_with_it(
    make: Callable[..., Document], address: str
) -> None:
    document = make(BALANCED, stated={**PRINTED, address: "70"})
    (error,) = find_errors(document)
    assert error.cells[0] == address
    fix = find_fix(document, error)
    assert fix is not None
    document.apply(fix.plan(document))
    assert find_errors(document) == []


def test_a_wrong_result_row_added_up_is_not_blamed_on_its_parts(
    make: Callable[..., Document],
) -> None:
    wrong = int(PRINTED["requests.processed.natural_person"]) + 1
    total = int(PRINTED["requests.processed.total"]) + 1
    changed = {
        "requests.processed.natural_person": str(wrong),
        "requests.processed.total": str(total),
    }
    (error,) = find_errors(make(BALANCED, stated={**PRINTED, **changed}))
    assert error.code == "requests.results"
    assert "按各项相加，这一列是平衡的。请核对印的总计。" in error.message


def test_a_total_in_table_four_left_at_zero_is_told(make: Callable[..., Document]) -> None:
    document = make(
        {"proceedings.reconsideration.upheld": "10"},
        stated={"proceedings.reconsideration.total": "0"},
    )
    (finding,) = findings(document, "proceedings.total")
    assert (finding.expected, finding.actual) == (10, 0)
    assert "行政复议" in finding.message


def test_hongze_has_two_totals_left_at_zero(sample_tables: Callable[[str], Document]) -> None:
    wrong = findings(sample_tables("hongze-2023"), "proceedings.total")
    assert [(each.expected, each.actual) for each in wrong] == [(11, 0), (5, 0)]


def test_shuyang_has_blank_cells_and_balances(sample_tables: Callable[[str], Document]) -> None:
    document = sample_tables("shuyang-fgj-2023")
    (blank,) = findings(document, "cell.blank")
    assert len(blank.cells) == 24 * 5
    assert findings(document, "requests.flow") == []


def test_shanghai_has_blank_totals_and_the_rest_agrees(
    sample_tables: Callable[[str], Document],
) -> None:
    document = sample_tables("shanghai-office-2019")
    (blank,) = findings(document, "cell.blank_total")
    assert find_fix(document, blank) is None  # some of what they are the sums of is blank, too
    document.apply(fill_zero(document, (each.address for each in document.form.inputs)))
    (blank,) = findings(document, "cell.blank_total")
    assert (len(blank.cells), blank.expected) == (11, None)
    assert "有 11 个总计没有填" in blank.message
    fix = find_fix(document, blank)
    assert fix is not None
    document.apply(fix.plan(document))
    assert findings(document, "cell.blank_total") == []
    for code in ("requests.flow", "requests.results", "requests.row_total", "form.edition"):
        assert findings(document, code) == []
