from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report_editor.exporters.typeset.line_breaking import break_lines, can_break, measure_slack

WORDS = [
    "政府", "信息公开", "工作，", "年度、", "报告。", "（试行）", "《条例》", "“三审三校”",
    "有2023年", "计1,234.5元", "占98.5%的", "由Word文件", "〔2021〕30号", "等……", "——即",
    "区（县）、", "吗？”",
]  # fmt: skip

texts = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


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
    assert not [line for line in lines[1:] if line[0] in "，。、；：？！）》”’】〕…%"]
    assert not [line for line in lines[:-1] if line[-1] in "（《“‘【〔"]


@given(texts, st.integers(10, 30))
def test_words_and_numbers_and_dashes_stay_whole(text: str, limit: int) -> None:
    ends = [len("".join(lines_of(text, limit)[:count])) for count in range(1, 99)]
    for end in ends:
        pair = text[end - 1 : end + 1]
        assert pair not in {"——", "……"}
        assert not (len(pair) == 2 and pair.isascii() and pair.isalnum())


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


def test_a_long_address_is_cut_after_a_mark_and_a_long_word_anywhere() -> None:
    assert lines_of("网址www.example.gov.cn/report/2023", 10) == [
        "网址www.example.gov.",
        "cn/report/2023",
    ]
    assert lines_of("a" * 45) == ["a" * 20, "a" * 20, "a" * 5]


def test_a_run_of_closing_marks_still_ends() -> None:
    assert "".join(lines_of("。" * 100)) == "。" * 100


def test_marks_that_combine_stay_with_their_letter() -> None:
    assert not can_break("é́"[:1] + "\u0301", 1)
