"""Last year's values are those of last year's form, and a blank is not 0."""

from __future__ import annotations

import pytest

from report_editor.document import Document, Part
from report_editor.document.last_year import get_previous_values
from report_editor.document.rollover import roll_over
from report_editor.forms import form

CELLS = {
    "requests.other.business": "5",
    "requests.new.business": "３ 件",
    "disclosure.licensing.change": "减2",
    "disclosure.procurement.amount": "12.50",
}


def begin(cells: dict[str, str]) -> Document:
    parts = {Part.FIELDS: {"year": "2020"}, Part.CELLS: cells}
    return roll_over(Document(form("2019"), parts=parts))


def test_values_stand_under_the_addresses_that_they_had() -> None:
    values = get_previous_values(begin(CELLS))
    assert values["requests.other.business"] == values["requests.other.total"] == 5
    assert values["requests.new.business"] == values["requests.new.total"] == 3
    assert values["disclosure.licensing.change"] == -2
    assert format(values["disclosure.procurement.amount"], "f") == "12.5"


def test_a_total_of_blanks_is_not_known() -> None:
    values = get_previous_values(begin(CELLS))
    assert "requests.granted.total" not in values
    assert "proceedings.reconsideration.total" not in values
    assert (
        get_previous_values(begin(CELLS | {"requests.granted.research": "0"}))[
            "requests.granted.total"
        ]
        == 0
    )


@pytest.mark.parametrize("name", ["", "1999", "\u202e"])
def test_without_a_known_form_the_addresses_of_this_one_count(name: str) -> None:
    kept = {"#form": name, "requests.new.business": "4", "requests.other.business": "9"}
    report = Document(form("2021"), parts={Part.PREVIOUS: kept})
    assert get_previous_values(report) == {"requests.new.business": 4}
    assert get_previous_values(Document(form("2021"))) == {}
