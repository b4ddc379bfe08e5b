"""Texts that cannot be placed are listed once, in the order of the source."""

from __future__ import annotations

from report_editor.document import UNPLACED, Document
from report_editor.importers.recognition.recognise import recognise
from report_editor.importers.source import Paragraph, Source, TableBlock

HEAD = (
    "平安县水务局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "好。",
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "信息内容",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "规章 1 2 3",
    "绿化面积 7 8",
    "三、收到和处理政府信息公开申请情况",
    "来信总数 9 8",
)


def report_of(*lines: str, table: TableBlock | None = None) -> Document:
    paragraphs = [Paragraph(line, f"第 {number} 行") for number, line in enumerate(lines, 1)]
    return recognise(Source([*paragraphs, *([table] if table else [])])).document


def test_values_split_from_a_line_keep_the_place_of_the_line() -> None:
    table = TableBlock((("甲", "乙"), ("1", "2")), "表格")
    document = report_of(*HEAD, "六、其他需要报告的事项", "无。", table=table)
    assert document.raw("disclosure.rules.made") == "1"
    assert [text.split(" | ")[0] for text in document.paragraphs(UNPLACED)] == [
        "绿化面积", "来信总数", "甲", "1",
    ]  # fmt: skip


def test_a_paragraph_that_found_its_section_is_not_listed_too() -> None:
    document = report_of(*HEAD, "（一）存在问题 3 4", "问题一。", "六、其他需要报告的事项", "无。")
    assert document.paragraphs("problems") == ("（一）存在问题 3 4", "问题一。")
    assert [text.split(" | ")[0] for text in document.paragraphs(UNPLACED)] == [
        "绿化面积", "来信总数",
    ]  # fmt: skip


def test_a_number_alone_below_a_row_is_listed_and_asked_for_in_that_row() -> None:
    row = ("一、本年新收政府信息公开申请数量", "1000", "0", "0", "0", "0", "0", "1000")
    header = (
        "信息内容",
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
    )
    rows = (header, row, ("", "5", "", "", "", "", "", ""))
    found = recognise(Source([Paragraph("三、收到和处理政府信息公开申请情况"), TableBlock(rows)]))
    assert found.document.raw("requests.new.natural_person") == "1000"
    assert "“5”" in found.marks["requests.new.natural_person"]
    assert [text[0] for text in found.document.paragraphs(UNPLACED)] == ["5"]


def test_a_number_between_dashes_within_a_table_is_listed() -> None:
    document = report_of(*HEAD[:-1], "— 32 —", "六、其他需要报告的事项", "无。", "— 4 —")
    assert "— 32 —（第 13 行）" in document.paragraphs(UNPLACED)
    assert document.paragraphs("other_matters") == ("无。",)
