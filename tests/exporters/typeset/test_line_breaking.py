from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.exporters.typeset.line_breaking import (
    break_lines,
    can_break,
    find_breaks,
    measure_slack,
)

WORDS = [
    "政府", "信息公开", "工作，", "年度、", "报告。", "（试行）", "《条例》", "“三审三校”",
    "有2023年", "计1,234.5元", "占98.5%的", "由Word文件", "〔2021〕30号", "等……", "——即",
    "区（县）、", "吗？”", "50℃～60℃", "３／4的", "［注］", "｛甲｝", "和／或", "５￡", "25°", "5″",
    "１２３４，５６７元", "0745－7654321转", "一年–两年", "（$5）", "第1/2条", "约~3倍", "€7元",
]  # fmt: skip
NEVER_FIRST = "，。、；：？！）》〉」』】〕〗］｝”’…%％‰℃／/·—–－～~°′″"
NEVER_LAST = "（《〈「『【〔〖［｛“‘￥$￡£€／"
ADDRESSES = [
    "http://www.example.gov.cn/zwgk/2023/art_1.html?id=3&n=4",
    "zwgk-office@example.gov.cn",
]

texts = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
parted = st.lists(st.sampled_from(WORDS), max_size=60).map("和".join)
"""Texts in which no two numbers touch, which would be one that is too long for a line."""


def lines_of(text: str, limit: float = 10, indent: float = 0) -> list[str]:
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    return [text[start:end] for start, end in break_lines(text, widths, limit, indent)]


@given(st.text(max_size=200), st.floats(0.5, 30), st.floats(0, 5))
def test_nothing_is_lost_and_no_line_is_empty(text: str, limit: float, indent: float) -> None:
    lines = lines_of(text, limit, indent)
    assert "".join(lines) == text
    assert all(lines)


@given(texts, st.integers(10, 30))
def test_no_mark_stands_at_the_wrong_end_of_a_line(text: str, limit: int) -> None:
    lines = lines_of(text, limit)
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@given(parted, st.integers(10, 30))
def test_words_and_numbers_and_dashes_stay_whole(text: str, limit: int) -> None:
    ends = [len("".join(lines_of(text, limit)[:count])) for count in range(1, 99)]
    for end in ends:
        pair = text[end - 1 : end + 1]
        assert pair not in {"——", "……"}
        assert not (len(pair) == 2 and pair.isascii() and pair.isalnum())


@given(parted, st.integers(10, 30))
def test_full_width_numbers_and_numbers_with_a_dash_are_not_torn(text: str, limit: int) -> None:
    lines = lines_of(text, limit)
    for number in ("１２３４，５６７", "0745－7654321", "50℃～60℃"):
        assert sum(line.count(number) for line in lines) == text.count(number)


@given(texts, st.integers(10, 30), st.integers(0, 4))
def test_no_line_is_wider_than_can_be_squeezed(text: str, limit: int, indent: int) -> None:
    for number, line in enumerate(lines_of(text, limit, indent)):
        widths = [0.5 if char.isascii() else 1.0 for char in line]
        room = limit - (0 if number else indent)
        spare = sum(measure_slack(char, width) for char, width in zip(line, widths, strict=True))
        assert sum(widths) - spare <= room + 0.02


def test_plain_text_fills_every_line() -> None:
    assert [len(line) for line in lines_of("政" * 95, 28, 2)] == [26, 28, 28, 13]


def test_a_full_stop_is_squeezed_in_where_the_line_has_punctuation() -> None:
    assert lines_of("一二，四五，七八九十。再来") == ["一二，四五，七八九十。", "再来"]


def test_without_room_the_character_before_the_full_stop_goes_too() -> None:
    assert lines_of("一二三四五六七八九十百千万。")[0] == "一二三四五六七八九十"
    assert lines_of("一二三四五六七八九十。再来") == ["一二三四五六七八九", "十。再来"]


def test_an_opening_bracket_goes_to_the_next_line() -> None:
    assert lines_of("一二三四五六七八九（十）") == ["一二三四五六七八九", "（十）"]


def test_blanks_hang_at_the_end_of_a_line() -> None:
    assert lines_of("aaaa bbbb cccc", 2.0) == ["aaaa ", "bbbb ", "cccc"]


@given(st.integers(0, 27), st.sampled_from(ADDRESSES))
def test_an_address_is_cut_after_its_marks_and_leaves_no_wide_gap(
    before: int, address: str
) -> None:
    text = "甲" * before + address + "乙" * 30
    lines = lines_of(text, 28)
    for line, following in pairwise(lines):
        end = len(line.encode("gb2312")) / 2
        if following[0] != "乙" and line[-1] != "甲":
            assert line[-1] in "/.@-_=?&:"
        assert end > 21, "a quarter of the line would stay blank"


def test_a_word_longer_than_the_line_is_cut_anywhere() -> None:
    assert lines_of("a" * 45) == ["a" * 20, "a" * 20, "a" * 5]
    assert lines_of("e\u0301" * 15, 3.5)[0] == "e\u0301" * 2


@pytest.mark.parametrize("text", ["don’t", "1,234.5", "0745-7654321", "COVID-19", "No.123/456"])
def test_an_apostrophe_and_the_marks_of_a_number_are_no_place_to_break(text: str) -> None:
    assert not any(find_breaks(text))


@given(st.integers(0, 90), st.sampled_from(["", "。", "）。", "％。"]))
def test_no_character_stands_alone_on_the_last_line(count: int, end: str) -> None:
    text = "政，" * (count // 8) + "甲" * count + end
    lines = lines_of(text, 20)
    assert len(lines) < 2 or len(lines[-1].rstrip("。）％")) > 1


def test_a_run_of_closing_marks_still_ends() -> None:
    assert "".join(lines_of("。" * 100)) == "。" * 100


def test_marks_that_combine_stay_with_their_letter() -> None:
    assert not can_break("é́"[:1] + "\u0301", 1)
