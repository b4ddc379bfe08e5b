"""What differs between two paragraphs, marked by whole numbers and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document.word_differences import count_pairs, find_differences
from tests.bounded_work import bounded_work

CASES = [
    ("公开49条，占12.5%。", "公开53条，占13.5%。", ["49", "12.5%"], ["53", "13.5%"]),
    ("点击1,234次。", "点击1,244次。", ["1,234"], ["1,244"]),
    ("使用WPS编写", "使用Word编写", ["WPS"], ["Word"]),
    ("制度健全。", "制度完善。", ["健全"], ["完善"]),
    ("一、二、三。", "一、三。", ["二、"], []),
    ("同一段。", "同一段。", [], []),
    ("", "新的一段", [], ["新的一段"]),
]


@pytest.mark.parametrize(("one", "other", "gone", "new"), CASES)
def test_numbers_and_words_differ_as_wholes(
    one: str, other: str, gone: list[str], new: list[str]
) -> None:
    before, after = find_differences(one, other)
    assert [one[start:end] for start, end in before] == gone
    assert [other[start:end] for start, end in after] == new


def test_a_changed_character_takes_its_word_along() -> None:
    pairs = count_pairs("推进公开，促进发展，推进工作，促进解读，")
    before, after = find_differences("积极推进政务公开", "积极促进政务公开", pairs)
    assert (before, after) == (((2, 4),), ((2, 4),))


ONCE_MORE = [
    ("年度我鄉未接到提出公開", "年度我鄉接到提出公開", ["未"], []),
    ("我鄉接到申請。", "我鄉未接到申請7件。", [], ["未", "7件"]),
    ("无不予公开，我鄉", "不予公开，我鄉", ["无"], []),
]


@pytest.mark.parametrize(("one", "other", "gone", "new"), ONCE_MORE)
def test_what_is_only_added_or_taken_out_is_marked_alone(
    one: str, other: str, gone: list[str], new: list[str]
) -> None:
    """However often it stands beside a neighbour in the texts of both years."""
    pairs = count_pairs("我鄉未收到，我鄉未發生，未接到。我鄉接到，无不予，无不予，鄉接")
    before, after = find_differences(one, other, pairs)
    assert [one[start:end] for start, end in before] == gone
    assert [other[start:end] for start, end in after] == new


@given(
    text=st.text("公开条申请，。", min_size=1, max_size=30),
    at=st.integers(0, 30),
    new=st.text("未", max_size=2),
)
def test_only_what_was_put_in_is_marked(text: str, at: int, new: str) -> None:
    other = text[:at] + new + text[at:]
    before, after = find_differences(text, other, count_pairs((text + other) * 3))
    assert before == ()
    assert "".join(other[start:end] for start, end in after) == new


@given(one=st.text("公开条，。12.%a", max_size=30), other=st.text("公开条，。12.%a", max_size=30))
def test_without_what_is_marked_both_texts_are_the_same(one: str, other: str) -> None:
    """At most characters that both have, to complete a word, are marked besides."""
    before, after = find_differences(one, other)
    if one == other:
        assert before == after == ()
    for text, spans in ((one, before), (other, after)):
        ends = [0, *(each for span in spans for each in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(text)
    if not before:
        assert len(one) <= len(other)
    if not after:
        assert len(other) <= len(one)


def test_a_text_without_end_is_not_compared_word_by_word() -> None:
    with bounded_work():
        assert count_pairs("甲乙" * 500_000)["甲乙"] == 30_000
        assert find_differences("甲乙" * 50_000, "乙") == (((0, 100_000),), ((0, 1),))
