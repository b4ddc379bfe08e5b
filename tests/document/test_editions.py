"""Moving a report from one edition of the form to the other loses nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Change, Document, FormEdit, History, Part
from report_editor.document.editions import convert, plan_conversion
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_editor.forms import Form

OLD, NEW = form("2019"), form("2021")


def report(edition: str, cells: Mapping[str, str], **parts: Mapping[str, str]) -> Document:
    every = {Part(name): entries for name, entries in parts.items()}
    return Document(
        form(edition),
        parts={Part.CELLS: cells, Part.FIELDS: {"year": "2020", "organization": "青山县"}, **every},
        texts={"overview": ["第一段", "第二段"], UNPLACED: ["剩下的"]},
    )


def test_on_its_own_edition_a_report_stays_as_it_is() -> None:
    document = report("2021", {})
    assert convert(document, NEW) == (document, [])


def test_texts_fields_and_common_cells_are_kept() -> None:
    cells = {
        "requests.granted.business": "7",
        "proceedings.direct_suit.other": "00",
        "disclosure.licensing.decisions": "97",
    }
    new, notes = convert(report("2019", cells), NEW)
    assert new.form is NEW
    assert dict(new.entries(Part.CELLS)) == cells
    assert new.paragraphs("overview") == ("第一段", "第二段")
    assert new.organization == "青山县"
    assert notes == []


def test_the_one_row_of_2019_goes_to_the_last_of_its_three() -> None:
    new, notes = convert(report("2019", {"requests.other.business": "4"}), NEW)
    assert new.number("requests.other_rest.business") == 4
    assert new.number("requests.other_unpaid.business") is None
    assert new.number("requests.processed.business") == 4
    assert new.entries(Part.SOURCE)["merged:requests.other_rest"] == "（六）其他处理"
    assert len(notes) == 1
    assert "分成 3 行" in notes[0]


def test_the_three_rows_of_2021_are_added_up() -> None:
    cells = {"requests.other_uncorrected.business": "4", "requests.other_rest.business": "2"}
    old, notes = convert(report("2021", cells), OLD)
    assert old.raw("requests.other.business") == "6"
    assert old.number("requests.processed.total") == 6
    assert notes == []


def test_what_cannot_be_added_up_is_kept_unplaced() -> None:
    cells = {"requests.other_uncorrected.business": "几件", "requests.other_rest.business": "2"}
    old, notes = convert(report("2021", cells), OLD)
    assert old.number("requests.other.business") is None
    assert "几件" in old.paragraphs(UNPLACED)[1]
    assert len(notes) == 1


def test_cells_without_counterpart_are_listed() -> None:
    cells = {"disclosure.rules.newly_made": "13", "disclosure.procurement.amount": "251000元"}
    new, notes = convert(report("2019", cells), NEW)
    assert new.entries(Part.CELLS) == {}
    kept = new.paragraphs(UNPLACED)
    assert kept[0] == "剩下的"
    assert any("规章" in text and "13" in text for text in kept)
    assert any("251000元" in text for text in kept)
    assert len(notes) == 2


def test_printed_totals_stay_as_long_as_they_disagree() -> None:
    stated = {"requests.other.total": "9", "proceedings.direct_suit.total": "1"}
    new, _ = convert(report("2019", {"requests.other.business": "4"}, stated=stated), NEW)
    assert dict(new.entries(Part.STATED)) == {
        "requests.other_rest.total": "9",
        "proceedings.direct_suit.total": "1",
    }
    old, _ = convert(new, OLD)
    assert dict(old.entries(Part.STATED)) == stated


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from([cell.address for cell in OLD.inputs if cell.table != "disclosure"]),
        st.sampled_from(["0", "3", "00", "12件", "约5", "7（其中2件重复）"]),
    )
)
def test_there_and_back_again_is_the_same(cells: dict[str, str]) -> None:
    document = report("2019", cells)
    there, _ = convert(document, NEW)
    back, notes = convert(there, OLD)
    assert back.entries(Part.CELLS) == document.entries(Part.CELLS)
    assert back.paragraphs(UNPLACED) == document.paragraphs(UNPLACED)
    assert notes == []


@given(
    st.dictionaries(
        st.sampled_from([cell.address for cell in NEW.inputs]),
        st.integers(0, 50).map(str),
    )
)
def test_no_request_is_lost(cells: dict[str, str]) -> None:
    document = report("2021", cells)
    old, _ = convert(document, OLD)
    for column in NEW.tables["requests"].columns:
        for row in ("new", "carried_in", "processed", "carried_out"):
            address = f"requests.{row}.{column.key}"
            assert old.value(address) == document.value(address)


@pytest.mark.slow
@given(
    st.sampled_from([OLD, NEW]),
    st.data(),
)
def test_it_is_one_step_that_is_undone_redone_and_written_down(
    here: Form, data: st.DataObject
) -> None:
    there = NEW if here is OLD else OLD
    cells = data.draw(
        st.dictionaries(
            st.sampled_from([cell.address for cell in here.inputs]),
            st.sampled_from(["0", "3", "00", "12件", "几件", "7（其中2件重复）"]),
        )
    )
    document = report(here.id, cells, stated={"requests.processed.total": "9"})
    before = document.copy()
    history = History(document)
    change, _ = plan_conversion(document, there)
    read_back = Change.from_json(json.loads(json.dumps(change.to_json())), document)
    assert read_back == change
    history.do(read_back)
    converted, _ = convert(before, there)
    assert document == converted
    assert {address: document.number(address) for address in there.cells} == {
        address: converted.number(address) for address in there.cells
    }
    assert history.undo() == change
    assert document == before
    assert not history.is_dirty
    assert {address: document.number(address) for address in here.cells} == {
        address: before.number(address) for address in here.cells
    }
    history.redo()
    assert document == converted


@pytest.mark.parametrize(
    "change",
    [
        Change("", (FormEdit("2019", "2021"),)),  # a cell that 2021 has no place for is still there
        Change("", (FormEdit("2021", "2019"),)),  # it is not on 2021
        Change("", (FormEdit("2019", "2035"),)),  # nobody knows that edition
    ],
)
def test_a_move_that_would_lose_something_is_refused(change: Change) -> None:
    document = report("2019", {"disclosure.rules.newly_made": "13"})
    before = document.copy()
    with pytest.raises(ValueError, match="does not fit"):
        document.apply(change)
    assert document == before
    assert document.number("disclosure.rules.newly_made") == 13


@pytest.mark.parametrize("form", ["2019", ["2019"], [], ["2019", "2021", "2021"], None])
def test_what_is_no_move_is_not_read_as_one(form: object) -> None:
    with pytest.raises(ValueError, match=r"no change|unpack"):
        Change.from_json({"label": "", "edits": [{"form": form}]}, report("2021", {}))
