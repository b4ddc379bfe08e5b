"""One click settles a finding where there is one right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks import check
from report_editor.checks.fixes import find_fix
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def test_a_fix_settles_its_finding(make: Callable[..., Document]) -> None:
    document = make(
        {"requests.new.business": "", "disclosure.licensing.decisions": "００"},
        stated={"proceedings.reconsideration.total": "3", "requests.new.total": "7"},
        source={"label:requests.new": "一、新收", "section:problems": "五、存在问题"},
    )
    fixable = [finding for finding in check(document) if find_fix(document, finding)]
    assert {finding.code for finding in fixable} == {
        "requests.row_total",
        "proceedings.total",
        "cell.blank",
        "cell.normalised",
        "form.label",
        "form.section_title",
    }
    for finding in fixable:
        change = find_fix(document, finding)
        if change is not None:  # an earlier fix may have settled it already
            document.apply(change)
        assert finding.code not in {each.code for each in check(document)}


def test_the_wrong_edition_is_put_right_in_one_step(make: Callable[..., Document]) -> None:
    document = make({"requests.other.business": "2"}, edition="2019", year="2022")
    (finding,) = findings(document, "form.edition")
    change = find_fix(document, finding)
    assert change is not None
    document.apply(change)
    assert document.number("requests.other_rest.business") == 2
    assert findings(document, "form.edition") == []


def test_the_unit_of_an_amount_is_not_cleaned_away(make: Callable[..., Document]) -> None:
    cells = {"disclosure.procurement.amount": "251000元"}
    document = make(cells, edition="2019", year="2019")
    (finding,) = findings(document, "cell.normalised")
    assert find_fix(document, finding) is None
