"""Characters that cannot be seen are named, whatever stands beside them."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from report_editor.common.hidden_characters import LONGEST, name_hidden, name_hidden_in_line


@given(st.text())
def test_every_hidden_character_is_named_and_no_other(text: str) -> None:
    shown = name_hidden(text)
    joiners = {"\u200c", "\u200d"}
    left = {char for char in shown if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}}
    assert left <= {"\n", "\t"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [char for char in shown if unicodedata.bidirectional(char) in turning]
    assert [char for char in text if char in joiners] == [char for char in shown if char in joiners]
    if text.isprintable():
        assert shown == text


def test_a_text_without_end_is_cut() -> None:
    assert len(name_hidden("年" * 10**6)) < LONGEST + 10


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert len(name_hidden_in_line(text).splitlines()) <= 1
