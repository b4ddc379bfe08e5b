"""A text is found wherever it stands in a report, and only there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import Document, Field, Part
from report_editor.document.text_replacement import plan_replacements
from report_editor.forms import form
from report_editor.ui.editor.search import find_hits, find_replacements

FORM = form("2021")


def test_basics_text_labels_values_and_totals_are_searched() -> None:
    document = Document(
        FORM,
        parts={
            Part.FIELDS: {Field.ORGANIZATION: "甲镇 A7"},
            Part.CELLS: {"requests.new.natural_person": "87"},
        },
        texts={"overview": ("第一段", "共 87 件，另有 87 件")},
    )
    sections = [each.section for each in find_hits(document, "87")]
    assert sections == ["overview", "overview", "requests", "requests"]  # the total too
    assert [each.section for each in find_hits(document, "a7")] == ["basics"]
    assert [each.section for each in find_hits(document, "行政强制")] == ["disclosure"]
    assert find_hits(document, "") == []
    assert find_hits(document, "(") == []


@given(
    st.lists(st.text(alphabet="甲乙丙𠮷a(", max_size=12), max_size=4), st.text("甲𠮷a(", max_size=2)
)
def test_every_hit_in_a_text_is_what_was_wanted(paragraphs: list[str], wanted: str) -> None:
    document = Document(FORM, texts={"problems": paragraphs})
    found = [each for each in find_hits(document, wanted) if each.section == "problems"]
    assert [paragraphs[each.item][each.start : each.end] for each in found] == [wanted] * len(found)
    assert len(found) == (sum(each.count(wanted) for each in paragraphs) if wanted else 0)
    assert sorted(found) == found
    assert all(each.lower_bound < each for each in found)


@given(
    st.lists(st.text(alphabet="甲乙𠮷a(", min_size=1, max_size=12), max_size=4),
    st.text("甲𠮷a(", min_size=1, max_size=2),
    st.text("甲乙𠮷", max_size=3),
)
def test_replacing_is_what_python_makes_of_the_text(
    paragraphs: list[str], wanted: str, better: str
) -> None:
    fields = {str(Field.CONTACT): "".join(paragraphs)}
    document = Document(FORM, parts={Part.FIELDS: fields}, texts={"problems": paragraphs})
    before = document.copy()
    places, in_tables = find_replacements(document, wanted, better)
    assert in_tables == 0
    change = plan_replacements(document, places, "替换")
    if change.edits:
        document.apply(change)
    expected = tuple(each.replace(wanted, better) for each in paragraphs)
    assert document.paragraphs("problems") == expected
    assert document.field(Field.CONTACT) == "".join(paragraphs).replace(wanted, better)
    document.apply(change.inverse())
    assert document == before
