"""Balances, and totals as the source prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_a_column_out_of_balance_is_told_with_both_sides(make: Callable[..., Document]) -> None:
    cells = {"requests.new.natural_person": "60", "requests.granted.natural_person": "61"}
    one, total = findings(make(cells), "requests.flow")
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
    assert "总计" in total.message
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


def test_a_stated_row_total_breaks_its_row_and_the_sum_of_totals(
    make: Callable[..., Document],
) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    document = make(cells, stated={"requests.granted.total": "6"})
    (row,) = findings(document, "requests.row_total")
    assert row.cells[0] == "requests.granted.total"
    assert (row.expected, row.actual) == (5, 6)
    (column,) = findings(document, "requests.results")
    assert column.cells[0] == "requests.processed.total"
    assert (column.expected, column.actual) == (6, 5)


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
    assert len(findings(document, "cell.blank_total")) == 11
    for code in ("requests.flow", "requests.results", "requests.row_total", "form.edition"):
        assert findings(document, code) == []
