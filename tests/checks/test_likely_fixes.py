"""A fix that is only likely says why, and is offered where nothing speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from report_editor.document.commands import set_cells
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    Make = Callable[..., Document]

NEW, GRANTED = "requests.new.natural_person", "requests.granted.natural_person"
REST = "requests.carried_out.natural_person"


@pytest.mark.parametrize(("carried", "after"), [("", "1"), ("0", "1"), ("3", "4")])
def test_what_is_missing_was_likely_not_done_yet(make: Make, carried: str, after: str) -> None:
    done = str(8 - int(carried or 0))
    document = make({NEW: "9", GRANTED: done, REST: carried})
    (finding,) = findings(document, "requests.flow")
    fix = find_fix(document, finding)
    assert fix is not None
    assert fix.name == "少 1 件：未办完？填入四、结转下年"
    assert fix.asks
    assert "还没有办完" in fix.notes[0]
    assert [(each.key, each.after) for each in fix.replacements] == [(REST, after)]
    document.apply(fix.plan(document))
    assert findings(document, "requests.flow") == []
    assert find_fix(document, finding) is None  # it is no longer so


def test_more_done_than_received_is_not_explained_so(make: Make) -> None:
    document = make({NEW: "8", GRANTED: "9"})
    (finding,) = findings(document, "requests.flow")
    assert find_fix(document, finding) is None


def test_a_column_with_other_blanks_is_not_explained_so(make: Make) -> None:
    document = make({NEW: "9", GRANTED: "8", "requests.partial.natural_person": ""})
    for finding in findings(document, "requests.flow"):
        assert find_fix(document, finding) is None


def test_another_explanation_comes_first(make: Make) -> None:
    document = make({NEW: "21", GRANTED: "7", "requests.partial.natural_person": "5"})
    (finding,) = findings(document, "requests.flow")
    assert "颠倒" in finding.message
    assert find_fix(document, finding) is None


def test_a_cell_that_settles_row_and_column_is_offered(make: Make) -> None:
    document = make(
        {NEW: "9", GRANTED: "8"}, stated={"requests.granted.total": "9", "requests.new.total": "9"}
    )
    (finding,) = findings(document, "requests.repair")
    fix = find_fix(document, finding)
    assert fix is not None
    assert fix.asks
    document.apply(fix.plan(document))
    assert document.number(GRANTED) == 9
    assert not [each for each in check(document) if each.code.startswith("requests.")]


def test_nothing_is_offered_once_the_number_is_another(make: Make) -> None:
    document = make({NEW: "9", GRANTED: "8"})
    (finding,) = findings(document, "requests.flow")
    document.apply(set_cells(document, {NEW: "10"}))
    assert find_fix(document, finding) is None


def test_a_printed_total_that_confirms_the_number_speaks_against_it(make: Make) -> None:
    document = make({NEW: "9", GRANTED: "8"}, stated={"requests.carried_out.total": "0"})
    (finding,) = findings(document, "requests.flow")
    assert find_fix(document, finding) is None


def test_two_columns_off_by_the_same_are_another_slip(make: Make) -> None:
    document = make({NEW: "9", GRANTED: "8", "requests.granted.business": "1"})
    for finding in findings(document, "requests.flow"):
        assert find_fix(document, finding) is None
