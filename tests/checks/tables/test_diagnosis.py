"""Single slips that explain columns out of balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity, check
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_two_columns_off_by_the_same_tell_of_a_wrong_column(
    make: Callable[..., Document],
) -> None:
    cells = {
        "requests.new.natural_person": "5",
        "requests.new.business": "3",
        "requests.granted.natural_person": "4",
        "requests.granted.business": "4",
    }
    (finding,) = findings(make(cells), "requests.wrong_applicant")
    assert "自然人" in finding.message
    assert "商业企业" in finding.message
    assert len(finding.cells) == 8
    cells["requests.granted.business"] = "5"
    assert findings(make(cells), "requests.wrong_applicant") == []


def test_a_row_and_a_column_cross_in_the_wrong_cell(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "20",
        "requests.new.business": "7",
        "requests.granted.natural_person": "18",  # the source prints 27 in all: it was 20
        "requests.granted.business": "7",
    }
    stated = {"requests.granted.total": "27", "requests.processed.natural_person": "20",
              "requests.processed.total": "27"}  # fmt: skip
    (finding,) = findings(make(cells, stated=stated), "requests.repair")
    assert finding.cells == ("requests.granted.natural_person",)
    assert (finding.expected, finding.actual) == (20, 18)
    assert finding.severity is Severity.ERROR, "it stands for the sums that the cell breaks"


def test_two_cells_that_would_both_do_are_not_named(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "20",
        "requests.new.business": "20",
        "requests.granted.natural_person": "18",
        "requests.granted.business": "18",
    }
    stated = {"requests.granted.total": "38"}
    assert findings(make(cells, stated=stated), "requests.repair") == []


def test_digits_exchanged_are_recognised(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "45",
        "requests.granted.natural_person": "40",
        "requests.partial.natural_person": "14",
    }
    (finding,) = find_all(make(cells))
    assert finding.code == "requests.flow"
    assert finding.message.endswith("“新收”现在是 45，可能是 54 的数字颠倒了。")
    cells["requests.partial.natural_person"] = "5"
    assert find_all(make(cells)) == []


def test_a_row_counted_twice_is_named(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "9",
        "requests.granted.natural_person": "9",
        "requests.denied_query.natural_person": "3",
    }
    (finding,) = find_all(make(cells))
    assert finding.code == "requests.flow"
    assert finding.message.endswith("正好是“8.属于行政查询事项”的数，可能这些申请计了两次。")
    cells["requests.unable_unclear.natural_person"] = "3"
    (finding,) = find_all(make(cells))
    assert "两次" not in finding.message, "either row may be the one"


def find_all(document: Document) -> list[Finding]:
    """Everything that is said of table 三."""
    return [each for each in check(document) if each.section == "requests"]
