"""All blank cells are counted by table and filled with 0 in one step."""

from __future__ import annotations

import pytest

from report_editor.document import Document, Part
from report_editor.document.blank_cells import count_by_table, fill_blanks, list_fillable
from report_editor.document.history import History
from report_editor.document.uncertain import make_uncertain_key
from report_editor.forms import Form, form, forms

NEW = "requests.new.natural_person"


@pytest.mark.parametrize("edition", forms(), ids=lambda each: each.name)
def test_every_blank_of_every_table_is_named_and_filled_in_one_step(edition: Form) -> None:
    history = History(Document(edition))
    document = history.document
    blanks = list_fillable(document)
    assert sum(map(len, blanks.values())) == len(edition.inputs)
    words = count_by_table(document, blanks)
    for key, addresses in blanks.items():
        assert f"表{edition.section(key).numeral} {len(addresses)} 格" in words
    history.do(fill_blanks(document, blanks))
    assert all(document.number(each.address) == 0 for each in edition.inputs)
    assert list_fillable(document) == {}
    history.undo()
    assert all(document.raw(each.address) == "" for each in edition.inputs)


def test_what_stands_in_a_cell_stays_even_if_it_is_no_number() -> None:
    edition = form("2021")
    stands = {NEW: "5", "requests.granted.natural_person": "若干", "disclosure.rules.made": " "}
    history = History(Document(edition, parts={Part.CELLS: dict(stands)}))
    history.do(fill_blanks(history.document, list_fillable(history.document)))
    assert history.document.raw(NEW) == "5"
    assert history.document.raw("requests.granted.natural_person") == "若干"
    assert history.document.number("disclosure.rules.made") == 0


def test_what_could_not_be_carried_over_is_left_to_a_person() -> None:
    key = make_uncertain_key("requests.carried_in.business", "")
    document = Document(form("2021"), parts={Part.UNCONFIRMED: {key: "读不出来"}})
    assert "requests.carried_in.business" not in list_fillable(document)["requests"]
    assert NEW in list_fillable(document)["requests"]
