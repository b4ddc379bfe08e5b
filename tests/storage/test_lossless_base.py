"""The first state in a journal is the document itself, not what its public JSON keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from report_editor.document import Change, Document, EntryEdit, Part
from report_editor.document.commands import set_cells
from report_editor.files.processes import Owner
from report_editor.forms import form, forms
from report_editor.forms.load import MORE_FORMS
from report_editor.storage.journal_lines import (
    Base,
    Head,
    decode_entry,
    decode_head,
    encode_change,
    encode_head,
)
from report_editor.storage.recovery import find_recoverable
from tests.document.any_documents import any_documents, raw_texts
from tests.made_up_editions import write_edition
from tests.storage.journaled_session import Session, only

if TYPE_CHECKING:
    from pathlib import Path

OWNER = Owner("host", 1, "")


def read_back(document: Document) -> Document:
    base = Base.of(document)
    return decode_head(encode_head(Head(OWNER, base))).base.document


@pytest.mark.slow
@given(any_documents(forms()))
def test_any_document_comes_back_equal(document: Document) -> None:
    again = read_back(document)
    assert again == document
    assert {each: again.number(each) for each in again.form.cells} == {
        each: document.number(each) for each in document.form.cells
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["table-added", "column-renamed", "section-added"])
def test_documents_on_editions_that_do_not_exist_come_back_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(MORE_FORMS, str(tmp_path))
    edition = form(write_edition(tmp_path, name))

    @settings(max_examples=30)
    @given(any_documents((edition,)))
    def check(document: Document) -> None:
        assert read_back(document) == document

    check()


@pytest.mark.slow
@given(any_documents(forms()), st.data())
def test_any_change_of_an_entry_comes_back_equal(document: Document, data: st.DataObject) -> None:
    parts = [part for part in Part if document.entries(part)]
    assume(parts)
    part = data.draw(st.sampled_from(parts))
    key = data.draw(st.sampled_from(sorted(document.entries(part))))
    after = data.draw(raw_texts | st.none())
    change = Change("", (EntryEdit(part, key, document.entries(part)[key], after),), "m")
    entry = decode_entry(encode_change(1, change).payload)
    assert entry.read(document) == change  # type: ignore[union-attr]


@pytest.mark.parametrize("raw", ["-0", "００", "1e400", "NaN", "\ud800"])
def test_a_strange_number_in_the_base_costs_no_later_change(folder: Path, raw: str) -> None:
    session = Session(folder)
    session.fill("requests.new.research", raw)
    session.journal.finish_save(session.journal.begin_save(folder, "00"), Base.of(session.document))
    session.history.do(set_cells(session.document, {"requests.new.research": "5"}))
    session.type("一")
    session.is_killed()
    recovered = only(find_recoverable(folder))
    assert recovered.notes == []
    assert recovered.history.document == session.document
