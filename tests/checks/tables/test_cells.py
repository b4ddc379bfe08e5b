"""Single cells: blank ones, texts that are no number, numbers a cell cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_blank_cells_of_a_table_are_one_finding(make: Callable[..., Document]) -> None:
    document = make(
        {"requests.new.business": "", "requests.new.research": "/", "disclosure.rules.made": ""}
    )
    disclosure, requests = findings(document, "cell.blank")
    assert disclosure.cells == ("disclosure.rules.made",)
    assert requests.cells == ("requests.new.business", "requests.new.research")
    assert requests.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("raw", "code", "severity"),
    [
        ("约20", "cell.not_a_number", Severity.ERROR),
        ("1e999", "cell.not_a_number", Severity.ERROR),
        ("-3", "cell.negative", Severity.ERROR),
        ("1.5", "cell.not_whole", Severity.ERROR),
        ("00", "cell.normalised", Severity.INFO),
        ("０", "cell.normalised", Severity.INFO),
        ("0件", "cell.normalised", Severity.INFO),
        ("0（含上年）", "cell.remark", Severity.WARNING),
    ],
)
def test_what_is_written_in_a_cell(
    make: Callable[..., Document], raw: str, code: str, severity: Severity
) -> None:
    (finding,) = findings(make({"disclosure.licensing.decisions": raw}), code)
    assert finding.severity is severity
    assert finding.cells == ("disclosure.licensing.decisions",)
    assert "行政许可" in finding.message


@pytest.mark.parametrize(
    ("raw", "is_sum"),
    [
        ("=3+2", True),
        ("＝3＋2", True),
        ("=SUM(B2:B5)", True),
        ("3+2", True),
        ("3 × 2", True),
        ("约20", False),
        ("3?", False),
        ("两件", False),
    ],
)
def test_a_sum_is_told_to_be_one_and_is_not_computed(
    make: Callable[..., Document], raw: str, *, is_sum: bool
) -> None:
    document = make({"disclosure.licensing.decisions": raw})
    (finding,) = findings(document, "cell.not_a_number")
    assert ("这里不计算算式。请直接填得数。" in finding.message) == is_sum
    assert f"“{raw}”" in finding.message
    assert document.number("disclosure.licensing.decisions") is None


def test_a_decrease_may_be_negative_where_the_form_takes_one(
    make: Callable[..., Document],
) -> None:
    document = make({"disclosure.licensing.change": "-11"}, edition="2019", year="2019")
    assert findings(document, "cell.negative") == []


def test_a_total_printed_blank_is_told_unless_it_is_zero(make: Callable[..., Document]) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    stated = {"requests.new.total": "", "requests.partial.total": ""}
    (finding,) = findings(make(cells, stated=stated), "cell.blank_total")
    assert finding.cells == ("requests.new.total",)
    assert finding.expected == 5
    assert findings(make(cells, stated=stated), "requests.row_total") == []
