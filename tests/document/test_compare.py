from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from report_editor.document.compare import paragraph_changes

TEXTS = st.lists(st.sampled_from("甲乙丙"), max_size=8)


@given(TEXTS, TEXTS, st.sampled_from([0, 2_000]))
@example([], [], 2_000)
def test_changes_lead_from_one_text_to_the_other(
    one: list[str], other: list[str], filler: int
) -> None:
    """Also where the texts are too long to be compared paragraph by paragraph."""
    one, other = ["头", *one, *["同"] * filler], [*other, *["同"] * filler, "尾"]
    made: list[str] = []
    at = 0
    for kind, start, end, other_start, other_end in paragraph_changes(one, other):
        assert start == at
        at = end
        assert (kind == "equal") == (one[start:end] == other[other_start:other_end])
        made += one[start:end] if kind == "equal" else other[other_start:other_end]
    assert at == len(one)
    assert made == other
    assert [each for each in paragraph_changes(one, one) if each[0] != "equal"] == []
