"""Unicode's algorithm is followed where it says how text may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.exporters.typeset.break_opportunities import find_class, find_opportunities
from tests.exporters.typeset.line_break_conformance import SAMPLE, find_failures

ANYTHING = st.text(max_size=40).map(lambda text: [find_class(char) for char in text])


def test_the_cases_of_unicode_are_met() -> None:
    count, failures = find_failures(SAMPLE)
    assert count > 300
    assert failures == []


@pytest.mark.parametrize(
    ("char", "name"),
    [("政", "ID"), ("，", "CL"), ("（", "OW"), ("(", "OP"), (")", "CP"), ("a", "AL"), ("7", "NU"),
     ("—", "B2"), ("…", "IN"), ("%", "PO"), ("￥", "PR"), ("\u0301", "CM"), ("\U0010ffff", "AL"),
     ("\U00020bb7", "ID"), ("\u3000", "BA"), ("\ud800", "AL")],
)  # fmt: skip
def test_the_class_of_a_character_is_that_of_unicode(char: str, name: str) -> None:
    assert find_class(char) == name


@given(ANYTHING, ANYTHING)
def test_no_text_is_beyond_it_and_a_blank_belongs_to_what_stands_before(
    before: list[str], after: list[str]
) -> None:
    found = find_opportunities([*before, "SP", *after])
    assert len(found) == len(before) + 1 + len(after)
    assert not found[0]
    assert not found[len(before)] or (before and before[-1] in {"BK", "CR", "LF", "NL"})
