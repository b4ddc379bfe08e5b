"""Single slips that explain columns out of balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks import Severity
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
    (finding,) = findings(make(cells), "requests.transposed")
    assert finding.cells == ("requests.new.natural_person",)
    assert (finding.expected, finding.actual) == (54, 45)
    cells["requests.partial.natural_person"] = "5"
    assert findings(make(cells), "requests.transposed") == []


def test_a_row_counted_twice_is_named(make: Callable[..., Document]) -> None:
    cells = {
        "requests.new.natural_person": "9",
        "requests.granted.natural_person": "9",
        "requests.denied_query.natural_person": "3",
    }
    (finding,) = findings(make(cells), "requests.counted_twice")
    assert finding.cells == ("requests.denied_query.natural_person",)
    cells["requests.unable_unclear.natural_person"] = "3"
    assert findings(make(cells), "requests.counted_twice") == []
