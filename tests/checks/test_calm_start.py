"""A gap is no error while one works; a number that is filled in and wrong is one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check
from report_editor.document import Document, Part, format_number
from report_editor.document.commands import set_cells
from report_editor.document.rollover import roll_over
from report_editor.forms import form
from tests.checks.found import CASES, RECEIVED, findings

if TYPE_CHECKING:
    from collections.abc import Callable

FORM = form("2021")
CARRIED_IN, CARRIED_OUT = (
    "requests.carried_in.natural_person",
    "requests.carried_out.natural_person",
)


def find_errors(document: Document) -> list[Finding]:
    return [each for each in check(document) if each.severity is Severity.ERROR]


def test_an_empty_report_has_no_errors_and_no_warnings() -> None:
    found = check(Document(FORM))
    assert {each.severity for each in found} == {Severity.INFO}
    assert [each.section for each in found if each.code == "cell.blank"] == list(FORM.tables)


def test_the_first_number_typed_gives_no_error() -> None:
    for address in [each.address for each in FORM.inputs]:
        document = Document(FORM, parts={Part.CELLS: {address: "77"}})
        assert find_errors(document) == [], address


def test_numbers_in_any_order_give_no_error_on_the_way_to_a_report_without(
    make: Callable[..., Document],
) -> None:
    last = make({**RECEIVED, **CASES, "disclosure.normative_documents.in_force": "30"}, year="2023")
    right = {each.address: format_number(last.value(each.address)) for each in FORM.inputs}
    right[CARRIED_IN], right["requests.new.natural_person"] = right[CARRIED_OUT], "23"
    new, begun = Document(FORM), roll_over(last)
    chance = random.Random(11)  # noqa: S311 - no secret
    for empty in (new, begun):
        full = empty.copy()
        full.apply(set_cells(full, right))
        assert findings(full, "requests.flow") == []
        at_the_end = {each.code for each in find_errors(full)}
        for _ in range(15):
            some = dict(chance.sample(list(right.items()), chance.randrange(1, len(right))))
            document = empty.copy()
            document.apply(set_cells(document, some))
            assert {each.code for each in find_errors(document)} <= at_the_end, some


def test_a_column_is_told_of_once_it_is_filled_in(make: Callable[..., Document]) -> None:
    wrong = make({**RECEIVED, "requests.new.natural_person": "21"})
    column = FORM.tables["requests"].addresses_of(column="natural_person")
    (error,) = find_errors(wrong)
    assert (error.code, error.expected, error.actual) == ("requests.flow", 26, 25)
    for address in (each for each in column if not FORM.cells[each].is_total):
        document = wrong.copy()
        document.apply(set_cells(document, {address: ""}))
        assert find_errors(document) == [], address
    other = wrong.copy()  # blanks of other columns say nothing of this one
    other.apply(set_cells(other, {"requests.granted.research": ""}))
    assert [each.code for each in find_errors(other)] == ["requests.flow"]


def test_in_a_finished_report_a_blank_column_that_is_off_is_a_warning(
    make: Callable[..., Document],
) -> None:
    document = make({**RECEIVED, "requests.partial.natural_person": ""})
    (flow,) = findings(document, "requests.flow")
    assert flow.severity is Severity.WARNING
    assert "还有 1 格没有填" in flow.message
    (blank,) = findings(document, "cell.blank")
    assert blank.severity is Severity.WARNING


def test_in_a_report_that_was_handed_in_a_blank_is_a_zero(make: Callable[..., Document]) -> None:
    document = make({**RECEIVED, "requests.partial.natural_person": ""})
    found = {each.code: each for each in check(document, is_handed_in=True)}
    flow = found["requests.flow"]
    assert (flow.severity, flow.expected is None) == (Severity.ERROR, False)
    assert "一列不平衡" in flow.message
    assert found["cell.blank"].severity is Severity.WARNING
    empty = {each.severity for each in check(Document(FORM), is_handed_in=True)}
    assert Severity.WARNING in empty


@pytest.mark.parametrize("key", ["overview", "problems", "other_matters"])
def test_an_empty_section_of_a_finished_report_is_a_warning(
    make: Callable[..., Document], key: str
) -> None:
    document = make(texts={key: []})
    (empty,) = findings(document, "section.empty")
    assert (empty.section, empty.severity) == (key, Severity.WARNING)


def test_what_last_year_says_waits_for_what_it_is_compared_with(
    make: Callable[..., Document],
) -> None:
    last = make({**RECEIVED, CARRIED_OUT: "2", "requests.carried_out.business": "3"})
    document = make({"requests.carried_in.business": ""}, year="2024")
    codes = [each.code for each in check(document, last) if each.severity is Severity.ERROR]
    assert "last_year.carried" not in codes
    document.apply(set_cells(document, {"requests.carried_in.business": "4"}))
    codes = [each.code for each in check(document, last) if each.severity is Severity.ERROR]
    assert "last_year.carried" in codes
