"""No text of a CSV is computed by a spreadsheet, and each comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.common.formula_guard import guard, unguard

SIGNS = "=+-@＝＋－＠\t\r'"


@given(st.text(st.sampled_from(SIGNS + "甲1 "), max_size=6) | st.text(max_size=6))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    guarded = guard(text)
    assert not guarded.startswith(tuple(SIGNS.removesuffix("'")))
    assert unguard(guarded) == text


@pytest.mark.parametrize("text", ["5", "5件", "", "（其中1件）", "a=1", "1-2"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == unguard(text) == text


def test_an_apostrophe_of_the_text_itself_stays() -> None:
    assert unguard("'甲") == "'甲"
