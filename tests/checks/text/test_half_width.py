"""Half-width punctuation becomes full-width in Chinese sentences, and stays where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.checks.text.half_width import find_half_width, replace_half_width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开,解读;回应:好?好!", "公开，解读；回应：好？好！"),
        ("公开, 解读", "公开，解读"),
        ("收到申请5件,其中3.5%,办结", "收到申请5件，其中3.5%，办结"),
        ("2023年,5件", "2023年，5件"),
        ("工作.下一步加强公开.", "工作。下一步加强公开。"),
        ("(一)加强领导", "（一）加强领导"),
        ("规范性文件(含修订(3件))", "规范性文件（含修订（3件））"),
        ("规范性文件（含修订3件)", "规范性文件（含修订3件）"),
        ("“公开”,《条例》:", "“公开”，《条例》："),
        ("(一):", "（一）："),
        ("公开(解读),回应", "公开（解读），回应"),
        ("网址:www.x.gov.cn", "网址：www.x.gov.cn"),
        ("邮箱:a@b.cn", "邮箱：a@b.cn"),
        ("时间:12:30", "时间：12:30"),
    ],
)
def test_marks_of_sentences_are_replaced(text: str, expected: str) -> None:
    assert replace_half_width(text, find_half_width(text)) == expected
    assert find_half_width(expected) == []


@pytest.mark.parametrize(
    "text",
    [
        "公开1,234条，3.5%，比例3:1，12:30开始",
        "见http://a.cn/s?q=公开,解读 以及www.x.cn/公开,解读。",
        "Word, Excel; WPS (2019): ok? yes! e.g. 1.5",
        "国办发(2021)30号",
        "f(x)、a:b",
        "一.总体情况",
        "政务.中国",
        "公开(没有另一半",
        "没有另一半)公开",
        "附件.docx，公开…",
    ],
)
def test_what_is_no_mark_of_a_sentence_stays(text: str) -> None:
    assert find_half_width(text) == []


@given(st.text(alphabet="公开三一5 1a.,:;?!()（），。@/w“”"))
def test_only_the_marks_change_and_once_is_enough(text: str) -> None:
    after = replace_half_width(text, find_half_width(text))
    assert find_half_width(after) == []
    marks = str.maketrans("，：；？！（）", ",:;?!()", " 。.")
    assert text.translate(marks) == after.translate(marks)
