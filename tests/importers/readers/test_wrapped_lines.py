"""Paragraphs that a PDF viewer broke into lines of one width come back whole."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest

from report_editor.importers.readers.text.plain import read
from report_editor.importers.source import Paragraph

SENTENCE = (
    "2023年,本机关认真贯彻《中华人民共和国政府信息公开条例》,主动公开政府信息{n}条,"
    "其中通过网站公开{m}条,均在规定时间内公布,内容涉及群众关心的各项工作,"
)
TABLE = [
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 申请人情况",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 0 8 5 0 0 9 22",
    "（七）总计 34 32 23 33 22 28 172",
]
NO_LINE_BEGINS_WITH = "，。；：、）》”,;%"


def measure(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph as a page does; its first line is indented, which a copy does not show."""
    lines, room = [""], width - 4
    pieces = re.findall(r"(?:[A-Za-z0-9.]+|.)[，。；：、）》”,;%]*", text)
    for piece in pieces:
        if measure(lines[-1] + piece) > room:
            lines.append("")
            room = width
        lines[-1] += piece
    return lines


@pytest.mark.parametrize("width", [50, 56, 60, 76])
@pytest.mark.parametrize("number", ["— {} —", "{}", "{}/9"])
@pytest.mark.parametrize("seed", range(3))
def test_a_page_number_between_lines_parts_no_paragraph(width: int, number: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    texts = [
        f"（{number_of}）"
        + "".join(
            SENTENCE.format(n=chance.randrange(999), m=chance.randrange(99)) for _ in range(3)
        )
        + "没有失误。"
        for number_of in "一二三四五六"
    ]
    lines = ["某县某局2023年政府信息公开工作年度报告", "一、总体情况"]
    for text in texts[:3]:
        wrapped = wrap(text, width)
        at = chance.randrange(1, len(wrapped))
        lines += [*wrapped[:at], number.format(chance.randrange(1, 9)), *wrapped[at:]]
    lines += ["三、收到和处理政府信息公开申请情况", *TABLE, "五、存在的主要问题及改进情况"]
    for text in texts[3:]:
        lines += wrap(text, width)
    blocks = read("\n".join(lines).encode(), "a.txt").blocks
    found = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert [text for text in found if text.startswith("（") and text not in TABLE] == texts
    assert [text for text in found if text in TABLE] == TABLE


def test_names_as_long_as_a_line_stay_apart() -> None:
    names = [
        "某县某镇人民政府政务公开领导小组办公室主任",
        "某县某镇人民政府政务公开领导小组成员及秘书",
    ]
    lines = [*names, *names, "无"]
    blocks = read("\n".join(lines).encode(), "a.txt").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == lines
