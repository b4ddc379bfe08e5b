"""A long text costs what changed in it, and a delta is never applied to another text."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Change, Document, EntryEdit, Field, Part, TextEdit
from report_editor.document.text_deltas import apply_delta, find_delta
from report_editor.forms import form

LONG = "政府信息公开工作。" * 2200
LETTERS = st.text(st.sampled_from("aab\ud800政\u2028"), max_size=20)
MANY_WORDS = "".join(f"第{number}项工作，" for number in range(3000))
SHORT = st.sampled_from(["", "", LONG[:100], "a" * 90, MANY_WORDS[:120], MANY_WORDS[60:300]])
WIDE = st.builds("{}{}{}{}{}".format, LETTERS, SHORT, LETTERS, SHORT, LETTERS)


def document(*paragraphs: str, contact: str = "") -> Document:
    fields = {Field.CONTACT.value: contact}
    return Document(form("2021"), parts={Part.FIELDS: fields}, texts={"overview": paragraphs})


@given(st.lists(WIDE, min_size=1, max_size=4), st.lists(WIDE, min_size=1, max_size=4))
def test_a_delta_leads_to_what_it_was_made_for(before: list[str], after: list[str]) -> None:
    delta = find_delta(before, after)
    if delta is not None:
        read = json.loads(json.dumps(delta))
        assert apply_delta("\n".join(before), read) == "\n".join(after)
        with pytest.raises(ValueError, match="another"):
            apply_delta("\n".join([*before, "x"]), read)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((LONG,), (LONG[:9000] + "字" + LONG[9000:],)),
        ((LONG,), (LONG[:9000] + LONG[9001:],)),
        ((LONG,), (LONG[:9000], LONG[9000:])),
        ((LONG[:9000], LONG[9000:]), (LONG,)),
        ((LONG, "x", LONG), (LONG[1:], "x", LONG[:-1])),
        ((MANY_WORDS,), (MANY_WORDS[:70] + MANY_WORDS[71:9000] + "字" + MANY_WORDS[9000:],)),
        ((MANY_WORDS,), (MANY_WORDS.replace("第1001项", "").replace("第7项", "第九项"),)),
    ],
    ids=["a key", "a key deleted", "split", "joined", "paragraphs", "two places", "replaced"],
)
def test_a_long_paragraph_costs_what_changed(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    there = document(*before)
    change = Change("修改文字", (TextEdit("overview", 0, before, after),))
    text = json.dumps(change.to_json(), ensure_ascii=False)
    assert len(text.encode()) < 200
    assert Change.from_json(json.loads(text), there) == change
    for other in (document(*after), document(), document("另一段", *before)):
        with pytest.raises(ValueError, match="another"):
            Change.from_json(json.loads(text), other)


@given(
    st.lists(WIDE, max_size=4).map(tuple),
    st.lists(WIDE, max_size=4).map(tuple),
    st.lists(WIDE, max_size=2),
)
def test_any_change_of_paragraphs_is_read_as_it_was(
    before: tuple[str, ...], after: tuple[str, ...], others: list[str]
) -> None:
    at = len(document(*others).paragraphs("overview"))
    change = Change("", (TextEdit("overview", at, before, after),))
    there = document(*others, *before, *others)
    assert Change.from_json(json.loads(json.dumps(change.to_json())), there) == change


def test_a_long_entry_costs_what_changed() -> None:
    change = Change("修改基本信息", (EntryEdit(Part.FIELDS, "contact", LONG, f"{LONG}\n1"),))
    text = json.dumps(change.to_json(), ensure_ascii=False)
    assert len(text.encode()) < 200
    assert Change.from_json(json.loads(text), document(contact=LONG)) == change


def test_each_edit_is_read_after_the_ones_before_it() -> None:
    pairs = list(pairwise([LONG, f"{LONG}一", f"{LONG}一二"]))
    edits = [TextEdit("overview", 0, (one,), (other,)) for one, other in pairs]
    entries = [EntryEdit(Part.FIELDS, "contact", one, other) for one, other in pairs]
    change = Change("", (*edits, *entries))
    there = document(LONG, contact=LONG)
    assert Change.from_json(json.loads(json.dumps(change.to_json())), there) == change
    assert there == document(LONG, contact=LONG)
