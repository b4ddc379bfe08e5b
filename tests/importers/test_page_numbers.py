"""Page numbers are told by their form, or by counting the pages; values of a table are none."""

from __future__ import annotations

import pytest

from report_editor.importers.page_numbers import find_certain_pages, is_page_number


@pytest.mark.parametrize(
    "text", ["— 3 —", "-3-", "－ 12 －", "第 4 页 共 9 页", "第3页", "P. 9", "· 1 ·"]
)
def test_a_number_between_dashes_is_that_of_a_page(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize(
    "text", ["—  1  —  —  —", "— — 1 —", "3", "-3", "0/0", "第3项", "— 1234 —"]
)
def test_a_row_of_dashes_and_numbers_is_none(text: str) -> None:
    assert not is_page_number(text)


def test_lines_that_count_the_pages_are_certain() -> None:
    assert find_certain_pages(["1/3", "无", "2 / 3", "0/0", "３／３"]) == {0, 2, 4}
    assert find_certain_pages(["— 1 —", "无", "- 2 -", "— 32 —"]) == {0, 2}
    assert find_certain_pages(["1/2", "无", "0/0", "第 7 页"]) == {3}
    assert find_certain_pages(["1/2", "1/2", "— 3 —"]) == set()
