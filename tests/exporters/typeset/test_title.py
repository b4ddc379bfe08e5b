from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.exporters.typeset.title import split_title

REST = "2022年政府信息公开工作年度报告"


def test_the_name_stands_alone_above_the_rest() -> None:
    name = "洪江市岩垅乡人民政府"
    assert split_title(name + REST, 20) == [name, REST]


def test_a_long_name_is_divided_between_places() -> None:
    name = "新疆维吾尔自治区阿克苏地区库车市人民政府办公室"
    lines = split_title(name + REST, 20)
    assert lines[-1] == REST
    assert lines[0].endswith(("区", "市"))


def test_the_year_may_stand_first() -> None:
    title = "2019年上海市人民政府办公厅政府信息公开工作年度报告"
    assert split_title(title, 20) == ["2019年上海市人民政府办公厅", REST[5:]]


def test_a_short_title_stays_in_one_line() -> None:
    assert split_title("县司法局" + REST[5:], 20) == ["县司法局" + REST[5:]]
    assert split_title("", 20) == []


@pytest.mark.parametrize(
    "name", ["沭阳县发展和改革局", "某某市市场监督管理局", "临江市住房和城乡建设局"]
)
@pytest.mark.parametrize(
    "subject", ["政府信息公开年度报告", "政务公开工作情况报告", "信息公开工作年度报告"]
)
@pytest.mark.parametrize("year", ["2023年", "2023年度", "2023 年"])
def test_no_line_ends_behind_the_year_whatever_the_report_is_called(
    name: str, year: str, subject: str
) -> None:
    assert split_title(name + year + subject, 20) == [name, year + subject]


@pytest.mark.parametrize(
    "subject",
    [
        "政府信息公开工作2023年度报告",
        "政府信息公开工作年度报告（2023年）",
        "政府信息公开工作年度报告(2023年度)",
        "二〇二三年政府信息公开工作年度报告",
        "政府信息公开工作二○二三年度报告",
        "关于2023年政府信息公开工作情况的报告",
        "2023年度关于政府信息公开工作情况的年度报告",
        "2023年度政府信息公開工作情況的報告",
    ],
)
@pytest.mark.parametrize("name", ["青石县水务局", "沭阳县发展和改革局"])
def test_the_name_stands_alone_wherever_the_year_is(name: str, subject: str) -> None:
    lines = split_title(name + subject, 20)
    assert lines[0] == name
    assert "".join(lines[1:]) == subject


@pytest.mark.parametrize("word", ["市场", "城乡", "社区", "乡镇", "区域", "县域", "城市"])
@pytest.mark.parametrize("before", range(8, 26))
def test_a_word_that_begins_or_ends_like_a_division_is_not_cut(word: str, before: int) -> None:
    lines = split_title("甲" * before + word + "乙" * 20, 20)
    assert any(word in line for line in lines)


def test_blanks_are_breaks_two_of_them_always_and_one_where_a_break_is_needed() -> None:
    assert split_title("县司法局　2022年年报", 20) == ["县司法局", "2022年年报"]
    assert split_title("县司法局  2022年年报", 20) == ["县司法局", "2022年年报"]
    assert split_title("县司法局 2022年年报", 20) == ["县司法局 2022年年报"]
    title = "洪江市公共资源交易中心 洪江市政府采购中心2022年报告"
    assert split_title(title, 20) == title.split(" ")


WORDS = ["政府信息公开", "年度报告", "人民政府", "2022年", "《条例》"]
PARTS = [*WORDS, "洪江市", "岩垅乡", "工作", "办公室", "关于"]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_lines_fit_and_cut_no_word(title: str) -> None:
    lines = split_title(title, 20)
    assert "".join(lines) == title
    assert all(0 < len(line) <= 20 for line in lines)
    for word in WORDS:
        assert sum(line.count(word) for line in lines) == title.count(word)
