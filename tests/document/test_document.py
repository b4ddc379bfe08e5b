"""A report in memory: totals that follow, changes that can be taken back, plain data and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.document import (
    UNPLACED,
    Change,
    Document,
    Effect,
    EntryEdit,
    Field,
    History,
    Part,
    TextEdit,
    format_number,
)
from report_editor.document.as_json import JsonError, from_json, to_json
from report_editor.document.balances import find_broken_balances
from report_editor.document.commands import (
    accept_totals,
    fill_zero,
    set_cells,
    set_entry,
    set_field,
    set_paragraphs,
)
from report_editor.forms import form, forms

if TYPE_CHECKING:
    from report_editor.document import Number
    from report_editor.forms import Form

FORM = form("2021")
NEW = "requests.new.natural_person"
GRANTED = "requests.granted.natural_person"


# ---------------------------------------------------------------- random reports and changes

RAWS = st.one_of(
    st.integers(0, 999).map(str),
    st.sampled_from(["00", "１２", "1,234", "5件", "-3", "1.5", "约20", "/", "22（其中修订16件）"]),
    st.text(min_size=1, max_size=6),
)
LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=12)
EDITIONS = st.sampled_from(forms())


def _addresses(form: Form, *, totals: bool) -> st.SearchStrategy[str]:
    return st.sampled_from(
        [cell.address for cell in form.cells.values() if cell.is_total is totals]
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A report on either edition, with texts, cells, printed totals and everything beside."""
    form = draw(EDITIONS)
    fields: dict[str, str] = draw(
        st.dictionaries(
            st.sampled_from([each.value for each in Field]), LINES.filter(bool), max_size=4
        )
    )
    fields |= draw(st.sampled_from([{}, {Field.YEAR: "2023"}, {Field.YEAR: "2023 年"}]))
    keys = st.text(min_size=1, max_size=8)
    return Document(
        form,
        parts={
            Part.FIELDS: fields,
            Part.CELLS: draw(st.dictionaries(_addresses(form, totals=False), RAWS, max_size=12)),
            Part.STATED: draw(
                st.dictionaries(_addresses(form, totals=True), RAWS | st.just(""), max_size=4)
            ),
            Part.SET_ASIDE: draw(st.dictionaries(keys, LINES, max_size=2)),
            Part.UNCONFIRMED: draw(st.dictionaries(keys, LINES, max_size=2)),
            Part.PREVIOUS: draw(st.dictionaries(_addresses(form, totals=False), RAWS, max_size=4)),
            Part.SOURCE: draw(st.dictionaries(keys, LINES, max_size=2)),
            Part.FINAL: draw(st.dictionaries(keys, LINES, max_size=2)),
        },
        texts={
            section: draw(st.lists(LINES, max_size=4))
            for section in (*(each.key for each in form.text_sections), UNPLACED)
        },
    )


@st.composite
def changes(draw: st.DrawFn, document: Document) -> Change:
    """A change that fits the document as it is: one step of several edits."""
    parts = {part: dict(document.entries(part)) for part in Part}
    texts = {key: document.paragraphs(key) for key in ("overview", "problems", UNPLACED)}
    edits: list[EntryEdit | TextEdit] = []
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            part = draw(st.sampled_from([Part.CELLS, Part.STATED, Part.FIELDS, Part.SET_ASIDE]))
            if part in (Part.CELLS, Part.STATED):
                key = draw(_addresses(document.form, totals=part is Part.STATED))
            else:
                key = draw(st.sampled_from(["organization", "year", "contact"]))
            before, after = parts[part].get(key), draw(st.none() | RAWS)
            edits.append(EntryEdit(part, key, before, after))
            if after is None:
                parts[part].pop(key, None)
            else:
                parts[part][key] = after
        else:
            section = draw(st.sampled_from(sorted(texts)))
            old = texts[section]
            at = draw(st.integers(0, len(old)))
            end = draw(st.integers(at, len(old)))
            new = tuple(draw(st.lists(LINES, max_size=3)))
            edit = TextEdit(section, at, old[at:end], new)
            edits.append(edit)
            texts[section] = old[:at] + edit.after + old[end:]
    return Change(
        draw(st.sampled_from(["输入", "粘贴"])), tuple(edits), draw(st.sampled_from(["", "t"]))
    )


def report(**parts: dict[str, str]) -> Document:
    return Document(FORM, parts={Part(name): entries for name, entries in parts.items()})


def numbers(document: Document) -> dict[str, Number | None]:
    return {address: document.number(address) for address in document.form.cells}


# ---------------------------------------------------------------- totals


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_totals_that_follow_are_those_computed_from_scratch(data: st.DataObject) -> None:
    document = data.draw(documents())
    for _ in range(data.draw(st.integers(1, 4))):
        document.apply(data.draw(changes(document)))
        assert numbers(document) == numbers(document.copy())
    for cell in document.form.cells.values():
        if cell.is_total:
            assert document.number(cell.address) == document.sum_of(cell.parts)


def test_an_effect_names_the_totals_that_changed_and_no_others() -> None:
    document = report()
    effect = document.apply(set_cells(document, {GRANTED: "3"}))
    assert effect.cells == {
        GRANTED,
        "requests.granted.total",
        "requests.processed.natural_person",
        "requests.processed.total",
    }
    assert document.number("requests.processed.total") == 3


def test_a_broken_balance_is_told_in_words() -> None:
    document = report(cells={NEW: "60", GRANTED: "61"})
    words = [state.words for state in find_broken_balances(document)]
    assert words[0] == "自然人：新收 60 + 结转 0 = 60，办理 61 + 结转下年 0 = 61，相差 1"
    assert len(words) == 2


# ---------------------------------------------------------------- changes


@pytest.mark.slow
@given(st.data())
def test_an_inverse_takes_a_change_back(data: st.DataObject) -> None:
    document = data.draw(documents())
    before = document.copy()
    change = data.draw(changes(document))
    document.apply(change)
    document.apply(change.inverse())
    assert document == before
    assert numbers(document) == numbers(before)


@pytest.mark.slow
@given(st.data())
def test_a_change_is_the_same_after_json(data: st.DataObject) -> None:
    document = data.draw(documents())
    change = data.draw(changes(document))
    again = Change.from_json(json.loads(json.dumps(change.to_json())), document)
    assert (again.label, again.edits) == (change.label, change.edits)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"label": "x"},
        {"label": "x", "edits": [{}]},
        {"label": "x", "edits": [{"part": "nowhere", "key": "a", "before": None, "after": "b"}]},
        {"label": "x", "edits": [{"part": "cells", "key": "a", "before": 1, "after": "b"}]},
        {"label": "x", "edits": [{"section": "overview", "at": "0", "before": [], "after": []}]},
        {"label": "x", "edits": [{"section": "overview", "at": 0, "before": [], "after": [1]}]},
        {"label": "x", "edits": [{"section": "overview", "at": 0, "before": "ab", "after": []}]},
        {"label": "x", "edits": [{"section": "overview", "at": -1, "before": [], "after": []}]},
        {"label": "x", "edits": [{"section": "overview", "at": 0, "hunks": []}]},
        {"label": "x", "edits": [{"section": "overview", "at": 0, "of": 1, "hunks": []}]},
        {"label": "x", "edits": [{"part": "cells", "key": "a", "hunks": [], "was": [1, 0]}]},
        {"label": "x", "edits": [{"part": "cells", "key": "a", "hunks": 7, "was": [0, 0]}]},
        {"label": "x", "edits": [{"part": "cells", "key": "a", "hunks": [[1]], "was": [0, 0]}]},
        {
            "label": "x",
            "edits": [{"part": "cells", "key": "a", "hunks": [[0, 1, ""]], "was": [0, 0]}],
        },
        {"label": "x", "edits": 5},
        None,
        [],
    ],
)
def test_data_that_is_no_change_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        Change.from_json(data, report())


@pytest.mark.parametrize(
    "edit",
    [
        EntryEdit(Part.CELLS, NEW, "7", "8"),
        EntryEdit(Part.CELLS, "requests.new.total", None, "8"),
        EntryEdit(Part.CELLS, "nowhere", None, "8"),
        EntryEdit(Part.STATED, NEW, None, "8"),
        TextEdit("overview", 0, ("不是这段",), ()),
        TextEdit("overview", 1, (), ("隔空一段",)),
        TextEdit("overview", -1, (), ("前面",)),
        TextEdit("nowhere", 0, (), ("段",)),
    ],
)
def test_a_change_that_does_not_fit_does_nothing(edit: EntryEdit | TextEdit) -> None:
    document = report(cells={GRANTED: "1"})
    before = document.copy()
    fitting = EntryEdit(Part.CELLS, GRANTED, "1", "2")
    with pytest.raises(ValueError, match="does not fit"):
        document.apply(Change("坏", (fitting, TextEdit("problems", 0, (), ("好",)), edit)))
    assert document == before
    assert numbers(document) == numbers(before)


# ---------------------------------------------------------------- history


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_undo_and_redo_go_through_the_same_reports(data: st.DataObject) -> None:
    document = data.draw(documents())
    history = History(document)
    states = [document.copy()]
    for _ in range(data.draw(st.integers(0, 5))):
        change = data.draw(changes(document))
        steps = history.undo_label is not None
        history.do(change)
        history.close_step()
        if change.edits:
            states.append(document.copy())
        else:
            assert (history.undo_label is not None) == steps
    for state in reversed(states[:-1]):
        assert history.undo() is not None
        assert document == state
    assert history.undo() is None
    assert not history.is_dirty
    for state in states[1:]:
        assert history.redo() is not None
        assert document == state
    assert history.redo() is None
    assert numbers(document) == numbers(document.copy())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_an_amended_step_is_as_if_only_its_last_form_had_been_made(data: st.DataObject) -> None:
    document = data.draw(documents())
    history = History(document)
    history.do(data.draw(changes(document)))
    before, label = document.copy(), history.undo_label
    journal: list[Change] = []
    history.listen(lambda change, _effect: journal.append(change))
    step: Change | None = None
    for _ in range(data.draw(st.integers(1, 5))):
        step = history.amend(step, lambda: data.draw(changes(document)))
    after = document.copy()
    assert numbers(document) == numbers(after)

    again = History(before.copy())  # what the recovery journal does
    for change in journal:
        again.do(change)
    assert again.document == after
    begun = len({change.merge for change in journal})
    assert sum(1 for _ in iter(again.undo, None)) == begun
    assert again.document == before

    if step is not None:
        assert history.undo() is step
    assert document == before
    assert history.undo_label == label


def test_what_was_done_since_is_not_amended_away() -> None:
    document = report()
    history = History(document)
    step = history.amend(None, lambda: set_cells(document, {GRANTED: "1"}))
    history.do(set_field(document, Field.ORGANIZATION, "青山县"))
    history.amend(step, lambda: set_cells(document, {GRANTED: "12"}))
    assert document.raw(GRANTED) == "12"
    assert document.organization == "青山县"
    history.undo()
    assert document.raw(GRANTED) == "1"


def test_typing_is_one_step_until_it_is_closed() -> None:
    document = report()
    history = History(document)
    for text in ("青", "青山", "青山县"):
        history.do(set_field(document, Field.ORGANIZATION, text, typing=True))
    history.close_step()
    history.do(set_field(document, Field.ORGANIZATION, "青山县政府", typing=True))
    history.undo()
    assert document.organization == "青山县"
    history.undo()
    assert document.organization == ""


def test_the_dirty_mark_follows_undo_to_the_saved_state() -> None:
    document = report()
    history = History(document)
    assert not history.is_dirty
    history.do(set_cells(document, {NEW: "1"}))
    state = history.begin_save()
    history.do(set_cells(document, {NEW: "2"}))  # while the file is being written
    history.mark_saved(state)
    marks = [history.is_dirty]
    for step in (history.undo, history.undo, history.redo):
        step()
        marks.append(history.is_dirty)
    assert marks == [True, False, True, False]


def test_another_change_after_undo_never_looks_saved() -> None:
    document = report()
    history = History(document)
    history.do(set_cells(document, {NEW: "1"}))
    history.mark_saved(history.begin_save())
    history.undo()
    history.do(set_cells(document, {NEW: "1"}))
    assert history.is_dirty
    assert history.redo_label is None


def test_typing_on_after_a_save_is_a_new_step() -> None:
    document = report()
    history = History(document)
    history.do(set_field(document, Field.CONTACT, "甲", typing=True))
    history.mark_saved(history.begin_save())
    history.do(set_field(document, Field.CONTACT, "甲乙", typing=True))
    assert history.is_dirty
    history.undo()
    assert document.field(Field.CONTACT) == "甲"
    assert not history.is_dirty


def test_a_listener_hears_what_was_applied() -> None:
    document = report()
    history = History(document)
    heard: list[tuple[Change, Effect]] = []
    history.listen(lambda change, effect: heard.append((change, effect)))
    history.do(set_cells(document, {NEW: "1"}))
    history.undo()
    assert [change.edits for change, _ in heard] == [
        (EntryEdit(Part.CELLS, NEW, None, "1"),),
        (EntryEdit(Part.CELLS, NEW, "1", None),),
    ]
    assert all(NEW in effect.cells for _, effect in heard)


# ---------------------------------------------------------------- commands


def test_a_printed_total_is_let_go_when_the_inputs_agree_with_it() -> None:
    document = report(cells={NEW: "1"}, stated={"requests.new.total": "3"})
    wrong = set_cells(document, {NEW: "2"})
    document.apply(wrong)
    assert document.stated("requests.new.total") is not None
    right = set_cells(document, {NEW: "3"})
    document.apply(right)
    assert document.stated("requests.new.total") is None
    document.apply(right.inverse())
    assert document.stated("requests.new.total") is not None


def test_totals_printed_beside_new_numbers_are_kept_only_where_they_differ() -> None:
    document = report(stated={"requests.new.total": "9", "requests.carried_in.total": "9"})
    before = document.copy()
    raws = {NEW: "1", "requests.carried_in.natural_person": "2"}
    printed = {"requests.new.total": "7", "requests.carried_in.total": "2"}
    change = set_cells(document, raws, "粘贴", printed=printed)
    document.apply(change)
    assert dict(document.entries(Part.STATED)) == {"requests.new.total": "7"}
    document.apply(change.inverse())
    assert document == before


def test_a_printed_total_that_is_no_number_is_let_go_by_the_clerk_alone() -> None:
    document = report(cells={NEW: "1"}, stated={"requests.new.total": "若干"})
    document.apply(set_cells(document, {NEW: "0"}))
    assert document.entries(Part.STATED) == {"requests.new.total": "若干"}
    document.apply(accept_totals(document, ["requests.new.total"]))
    assert document.entries(Part.STATED) == {}


def test_accepting_totals_leaves_the_others() -> None:
    stated = {"requests.new.total": "3", "requests.granted.total": ""}
    document = report(stated=stated)
    document.apply(accept_totals(document, ["requests.new.total", "requests.partial.total"]))
    assert dict(document.entries(Part.STATED)) == {"requests.granted.total": ""}


def test_filling_with_zero_touches_blanks_alone() -> None:
    document = report(cells={NEW: "5", GRANTED: "约", "requests.partial.business": "/"})
    document.apply(fill_zero(document, FORM.cells))
    assert document.raw(NEW) == "5"
    assert document.raw(GRANTED) == "约"
    assert document.raw("requests.partial.business") == "0"
    assert fill_zero(document, FORM.cells).edits == ()


def test_writing_what_is_there_is_no_step() -> None:
    document = report(cells={NEW: "5"}, fields={"contact": "电话"}, set_aside={"a": "b"})
    document.apply(Change("", (TextEdit("overview", 0, (), ("甲",)),)))
    for change in (
        set_cells(document, {NEW: " 5 "}),
        set_field(document, Field.CONTACT, "电话"),
        set_paragraphs(document, "overview", ["甲"]),
        set_entry(document, Part.SET_ASIDE, "a", "b", "搁置"),
    ):
        assert change.edits == ()


@given(
    st.lists(st.sampled_from("甲乙丙"), max_size=5), st.lists(st.sampled_from("甲乙丙"), max_size=5)
)
def test_replacing_a_text_changes_only_what_differs(old: list[str], new: list[str]) -> None:
    document = Document(FORM, texts={"overview": old})
    change = set_paragraphs(document, "overview", new)
    document.apply(change)
    assert document.paragraphs("overview") == tuple(new)
    for edit in change.edits:
        assert isinstance(edit, TextEdit)
        assert edit.before[:1] != edit.after[:1] or not edit.before


# ---------------------------------------------------------------- basics


@pytest.mark.parametrize(
    ("text", "year"),
    [("2023", 2023), (" 2023 ", 2023), ("2023年", 2023), ("2023 年", 2023), ("20222", None),
     ("1999", None), ("", None), ("二〇二三", None)],
)  # fmt: skip
def test_a_year_has_four_digits(text: str, year: int | None) -> None:
    assert report(fields={"year": text}).year == year


def test_the_title_is_the_official_one_unless_another_is_given() -> None:
    fields = {"organization": "青山县人民政府", "year": "2023"}
    assert report(fields=fields).title == "青山县人民政府2023年政府信息公开工作年度报告"
    assert report(fields={**fields, "title": "年报"}).title == "年报"
    assert "{year}" in report(fields={"organization": "{year}"}).title


# ---------------------------------------------------------------- JSON


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_report_is_the_same_after_json(document: Document) -> None:
    text = json.dumps(to_json(document))
    again = from_json(json.loads(text))
    assert again == document
    assert json.dumps(to_json(again)) == text


def test_the_shape_is_the_contract_s() -> None:
    document = report(
        cells={NEW: "0 0", GRANTED: "约5", "disclosure.fees.amount": "1.50",
               "disclosure.normative_documents.made": "22（其中修订16件）"},
        stated={"requests.new.total": "", "requests.partial.total": "3"},
        fields={"year": "2022", "organization": "青山县"},
    )  # fmt: skip
    data = to_json(document)
    assert data["schema"] == "report-editor/1"
    assert (data["form"], data["year"], data["organization"]) == ("2021", 2022, "青山县")
    assert data["tables"]["requests"]["new"]["natural_person"] == 0
    assert data["tables"]["requests"]["new"]["business"] is None
    assert data["tables"]["requests"]["new"]["total"] == 0
    assert data["tables"]["requests"]["granted"]["natural_person"] is None
    assert data["tables"]["disclosure"]["fees"]["amount"] == 1.5
    assert data["raw"][NEW] == "0 0"
    assert data["raw"][GRANTED] == "约5"
    assert data["stated"] == {"requests.new.total": None, "requests.partial.total": 3}
    assert data["remarks"] == {"disclosure.normative_documents.made": "（其中修订16件）"}
    assert set(data["narrative"]) == {"preamble", "overview", "problems", "other_matters"}


def _good() -> dict[str, Any]:
    return to_json(report(cells={NEW: "5"}, fields={"year": "2022"}))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"schema": "report-editor/2"}, "schema"),
        ({"form": "1999"}, "form"),
        ({"narrative": []}, "narrative"),
        ({"narrative": {"nowhere": []}}, "nowhere"),
        ({"narrative": {"overview": [1]}}, "overview"),
        ({"tables": {"requests": {"nowhere": {"business": 1}}}}, "nowhere"),
        ({"tables": {"requests": {"new": {"business": "1"}}}}, "business"),
        ({"tables": {"requests": {"new": {"business": True}}}}, "business"),
        ({"tables": {"requests": {"new": {"business": float("nan")}}}}, "business"),
        ({"raw": {NEW: 5}}, "raw"),
        ({"raw": {"requests.nowhere.business": "5"}}, "nowhere"),
        ({"raw": {NEW: "6"}}, "raw"),
        ({"stated": {NEW: 5}}, NEW),
        ({"unplaced": "x"}, "unplaced"),
        ({"more": {"fields": {"contact": 5}}}, "fields"),
    ],
)
def test_data_that_is_no_report_is_refused_with_the_place(
    change: dict[str, Any], word: str
) -> None:
    with pytest.raises(JsonError, match=word):
        from_json({**_good(), **change})


def test_a_raw_text_without_a_number_beside_it_is_not_lost() -> None:
    data = _good()
    del data["tables"]["requests"]["granted"]
    data["raw"][GRANTED] = "约5"
    assert from_json(data).raw(GRANTED) == "约5"


def test_a_plain_number_is_written_plainly() -> None:
    assert [format_number(each) for each in (0, 12, report().value(NEW))] == ["0", "12", "0"]
