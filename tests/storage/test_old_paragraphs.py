"""An old journal means today what it meant to the version that wrote it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Change, Document, History
from report_editor.document.as_json import from_json, to_json
from report_editor.forms import form
from report_editor.storage.old_paragraphs import OldParagraphs, renew_document

FORM = form("2021")
SECTIONS = ["overview", "problems", UNPLACED]
texts = st.lists(st.text(st.sampled_from("甲乙\n\u2028\r\x85\ufeff\ud800"), max_size=5), max_size=5)


@given(st.fixed_dictionaries(dict.fromkeys(SECTIONS, texts)), st.data())
def test_every_change_leads_to_the_texts_that_it_led_to(
    state: dict[str, list[str]], data: st.DataObject
) -> None:
    """The old version held each list as it was; a paragraph of it was whatever the list held."""

    def as_json() -> dict[str, Any]:
        base = to_json(Document(FORM))
        narrative = {**base["narrative"], "overview": state["overview"]}
        narrative["problems"] = state["problems"]
        return {**base, "narrative": narrative, "unplaced": state[UNPLACED]}

    first = as_json()
    old = OldParagraphs(first)
    renewed = renew_document(first)
    assert renew_document(renewed) == renewed
    history = History(from_json(renewed))
    assert history.document == from_json(first)
    again = OldParagraphs(renewed)
    for _ in range(data.draw(st.integers(0, 6))):
        edits = []
        for _ in range(data.draw(st.integers(1, 3))):
            section = data.draw(st.sampled_from(SECTIONS))
            text = state[section]
            at = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(at, len(text)))
            after = data.draw(texts)
            edits.append({"section": section, "at": at, "before": text[at:end], "after": after})
            state[section] = [*text[:at], *after, *text[end:]]
        change = old.renew({"label": "改", "edits": edits})
        assert again.renew(change) == change, "what is of today stays"
        history.do(Change.from_json(change))
        assert history.document == from_json(as_json())
    while history.undo():
        pass
    assert history.document == from_json(first)
