"""Counting what two texts share at their ends gives what a count item by item gives."""

from __future__ import annotations

from os.path import commonprefix

from hypothesis import given
from hypothesis import strategies as st

from report_editor.document.shared_ends import count_shared_ends

TEXTS = st.text("甲乙\ud800", max_size=12)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_start_and_end_are_counted(start: str, one: str, other: str, end: str) -> None:
    before, after = start + one + end, start + other + end
    first = len(commonprefix([before, after]))  # noqa: RUF071 - of characters, not of folders
    last = len(commonprefix([before[first:][::-1], after[first:][::-1]]))  # noqa: RUF071
    assert count_shared_ends(before, after) == (first, last)
    assert count_shared_ends(tuple(before), tuple(after)) == (first, last)
