"""Two states of a report compared: in words for the user, and paragraph by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from report_editor.document import Document, Field, Part
from report_editor.document.compare import describe_differences, pair_paragraphs, paragraph_changes
from report_editor.forms import form
from tests.bounded_work import bounded_work

TEXTS = st.lists(st.sampled_from("甲乙丙"), max_size=8)


@pytest.mark.slow
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


def test_differences_are_named_in_the_words_of_the_form() -> None:
    inputs = [cell.address for cell in form("2021").tables["requests"].cells if not cell.is_total]
    one = Document(
        form("2021"),
        parts={Part.FIELDS: {Field.ORGANIZATION: "青山县"}, Part.CELLS: {inputs[0]: "5"}},
        texts={"overview": ["甲", "乙"], "problems": ["丙"]},
    )
    other = Document(
        form("2021"),
        parts={Part.CELLS: dict.fromkeys(inputs[:4], "0")},
        texts={"overview": ["甲", "丁", "戊"], "problems": ["丙"]},
    )
    assert describe_differences(one, other, most=2) == [
        "单位全称：“青山县” → “”",
        "三 新收·自然人：5 → 0",
        "三 新收·商业企业：空 → 0",
        "还有 2 个格子不同",
        "一：2 段文字不同",
    ]


def test_differences_on_two_editions_are_those_of_what_both_have() -> None:
    one = Document(form("2019"), parts={Part.CELLS: {"requests.other.business": "5"}})
    other = Document(form("2021"), texts={"other_matters": ["没有收费。"]})
    assert describe_differences(one, other) == ["六：1 段文字不同"]


@given(
    old=st.lists(st.text("甲乙丙丁戊", max_size=9), max_size=8),
    new=st.lists(st.text("甲乙丙丁戊", max_size=9), max_size=8),
)
def test_paragraphs_are_paired_in_order_and_once(old: list[str], new: list[str]) -> None:
    pairs = pair_paragraphs(old, new)
    assert list(pairs) == sorted(pairs)
    assert list(pairs.values()) == sorted(set(pairs.values()))
    assert all(here < len(new) and there < len(old) for here, there in pairs.items())
    if old == new:
        assert pairs == {index: index for index in range(len(old))}


def test_a_paragraph_is_paired_with_the_one_it_was_made_from() -> None:
    old = ["（一）主动公开49条。", "（二）收到申请3件。", "（三）培训两次。"]
    new = ["（一）主动公开53条。", "新写的一段，说的是别的事。", "（三）培训三次，参加80人。"]
    assert pair_paragraphs(old, new) == {0: 0, 2: 2}


def test_many_paragraphs_are_not_all_compared_with_each_other() -> None:
    old, new = ([f"第{number}段{year}" * 40 for number in range(900)] for year in (2023, 2024))
    with bounded_work():
        pair_paragraphs(old, new)
