from __future__ import annotations

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.text import plain
from report_editor.importers.readers.text.plain import MAX_BYTES, read
from report_editor.importers.source import Paragraph, TableBlock

REPORT = "甲县2023年政府信息公开工作年度报告\n一、总体情况\n依法公开。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_encodings_declared_or_not(encoding: str) -> None:
    blocks = read(REPORT.encode(encoding), "r.txt").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == REPORT.split("\n")[
        :-1
    ]


def test_a_flattened_table_is_a_cell_a_row() -> None:
    (block,) = read("规章 |\n0 |\n|\n3 |\n||\n".encode(), "r.txt").blocks
    assert isinstance(block, TableBlock)
    assert block.rows == (("规章",), ("0",), ("",), ("3",), ("",), ("",))


def test_a_markdown_table_keeps_its_blanks() -> None:
    (block,) = read(
        "| 规章 | 0 |  | 3 |\n|---|---|:--|--:|\n| **总计** | 1 | 2 | 3 |".encode(), "r.md"
    ).blocks
    assert isinstance(block, TableBlock)
    assert block.rows == (("规章", "0", "", "3"), ("总计", "1", "2", "3"))


def test_tabs_and_csv_keep_their_blanks() -> None:
    (tabs,) = read("规章\t0\t\t3\n行政许可\t5\t\t".encode(), "r.txt").blocks
    (commas,) = read("规章,0,,3\n行政许可,5,,\n".encode(), "r.csv").blocks
    expected = (("规章", "0", "", "3"), ("行政许可", "5", "", ""))
    assert isinstance(tabs, TableBlock)
    assert isinstance(commas, TableBlock)
    assert tabs.rows == commas.rows == expected


def test_lines_broken_at_a_width_are_joined() -> None:
    sentence = "今年以来我单位认真贯彻落实条例要求不断提升政府信息公开工作水平努力做好各项工作"
    lines = [sentence[at : at + 14] for at in range(0, 28, 14)] * 12
    blocks = read("\n".join([*lines, "到此为止。", "二、另一段"]).encode(), "r.txt").blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts == ["".join(lines) + "到此为止。", "二、另一段"]


def test_lines_of_their_own_stay_apart() -> None:
    lines = [
        "一、总体情况",
        "依法公开。",
        "（一）主动公开",
        "公开了很多信息,数量比上年有较大的增长。",
    ] * 10
    blocks = read("\n".join(lines).encode(), "r.txt").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == lines


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t",
        b"\x00\x01\x02\x03" * 1000,
        bytes(range(256)) * 20,
        b"a" * (MAX_BYTES + 1),
        b"x\n" * (plain.MAX_LINES + 2),
    ],
)
def test_what_is_no_report_costs_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportProblem, match=r"。$"):
        read(data, "r.txt")


def test_a_csv_bomb_costs_a_sentence() -> None:
    with pytest.raises(ImportProblem, match=r"。$"):
        read(b'"' + b"a" * 1_000_000, "r.csv")
