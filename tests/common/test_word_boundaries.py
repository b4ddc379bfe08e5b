"""Numbers, Latin words and runs of Han characters are told apart in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.common.word_boundaries import find_deleted, find_run, find_stop
from report_editor.document import read_number
from tests.bounded_work import bounded_work

RUNS = [
    ["共收到", "1136", "件", "，", "占", "12.5%", "。"],
    ["点击", "1,234,567.8", "次", "，", "其中", "21", ",", "49", "件"],
    ["截至", "2023", "年", "12", "月", "31", "日", ",", "巖垅鄉", "49", "條"],
    ["用", "WPS", "2019", "编写", "O’Neil", "的稿"],
    ["２０", "％", "", "１，２３４", "件"],
    ["12", ",", "3456", "；", "3", "，", "100%"],
    ["甲", "カナ", "乙", "Дом", "𠀀𠮷", "😀"],
    ["2025", "-", "01", "-", "20", "（", "一", "）"],
]


@pytest.mark.parametrize("parts", RUNS)
def test_each_character_stands_in_its_run(parts: list[str]) -> None:
    parts = [each for each in parts if each]
    text, start = "".join(parts), 0
    for part in _join_percent(parts):
        for at in range(start, start + len(part)):
            first, last = find_run(text, at)
            assert text[first:last] == part
        start += len(part)


def _join_percent(parts: list[str]) -> list[str]:
    """A percent sign belongs to its number."""
    joined: list[str] = []
    for each in parts:
        if each in "%％" and joined and joined[-1][-1].isdigit():
            joined[-1] += each
        else:
            joined.append(each)
    return joined


@given(st.text("公开x 1,.％%，。𠀀\t_é①٣", max_size=30))
def test_runs_are_a_text_without_gap_and_steps_come_to_both_ends(text: str) -> None:
    at = 0
    while at < len(text):
        start, end = find_run(text, at)
        assert start == at < end
        at = end
    at = 0
    while at < len(text):
        step = find_stop(text, at, backward=False)
        assert at < step <= len(text)
        at = step
    while at > 0:
        step = find_stop(text, at, backward=True)
        assert 0 <= step < at
        at = step
    for at in range(len(text) + 1):
        assert find_deleted(text, at, backward=True) <= at <= find_deleted(text, at, backward=False)


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}"]))
def test_a_number_that_a_cell_takes_is_one_run(number: int, spelling: str) -> None:
    written = spelling.format(number)
    text = f"公开{written}件"
    assert find_run(text, 2 + len(written) // 2) == (2, 2 + len(written))
    assert read_number(written).number == number


def test_numbers_and_latin_words_are_deleted_whole_and_han_one_by_one() -> None:
    text = "收到1,136件，WPS编写"
    assert find_deleted(text, 7, backward=True) == 2
    assert find_deleted(text, 2, backward=False) == 7
    assert find_deleted(text, 12, backward=True) == 9
    for at in (0, 1, 7, 8, 12):
        assert find_deleted(text, at, backward=False) == at
    for at in (0, 1, 2, 8, 9, len(text)):
        assert find_deleted(text, at, backward=True) == at


def test_steps_stop_at_the_same_boundaries_and_spaces_belong_to_the_word_before() -> None:
    text = "收到 1136件，WPS 编写"
    stops, at = [], 0
    while at < len(text):
        at = find_stop(text, at, backward=False)
        stops.append(at)
    assert stops == [3, 7, 8, 9, 13, 15]
    back = [len(text)]
    while back[-1] > 0:
        back.append(find_stop(text, back[-1], backward=True))
    assert back == [15, 13, 9, 8, 7, 3, 0]


def test_a_text_without_end_costs_no_more_than_its_length() -> None:
    with bounded_work():
        text = "甲1,123" * 20_000
        assert find_run(text, len(text) - 1)[1] == len(text)
        assert find_run("1," * 50_000, 99_999) == (99_999, 100_000)
