"""Titles that share their line with other text, and tables that share one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document
from report_editor.importers.readers.text.plain import read
from report_editor.importers.recognition.recognise import recognise
from report_editor.importers.recognition.run_in_titles import rejoin_rows, split_titles
from report_editor.importers.recognition.source_rows import SourceRow


def report_of(text: str) -> Document:
    return recognise(read(text.encode(), "report.txt")).document


def pieces(text: str) -> list[str]:
    return [line.single_text for line in split_titles([SourceRow((text,), "", 0)])]


@pytest.mark.parametrize("between", ["。", "：", " ", "　", "。　", ":"])
def test_the_text_of_a_section_behind_its_title(between: str) -> None:
    document = report_of(
        "平安县水务局2023年政府信息公开工作年度报告\n"
        f"一、总体情况{between}全年公开信息20条。\n"
        "（一）主动公开。做得不错。\n"
        f"五、存在的主要问题及改进情况{between}人手不足，下一步加强培训。\n"
        f"六、其他需要报告的事项{between}无\n"
    )
    assert document.paragraphs("overview") == ("全年公开信息20条。", "（一）主动公开。做得不错。")
    assert document.paragraphs("problems") == ("人手不足，下一步加强培训。",)
    assert document.paragraphs("other_matters") == ("无",)
    assert document.paragraphs("preamble") == document.paragraphs(UNPLACED) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("五、存在問題及改進情況 缺人。", ["五、存在問題及改進情況", "缺人。"]),
        ("编制本报告。 一、 总体 情况 2023年，", ["编制本报告。", "一、 总体 情况", "2023年，"]),
        ("第一部分 总体情况 全年平稳。", ["第一部分 总体情况", "全年平稳。"]),
        ("一、总体情况（一）主动公开。", ["一、总体情况", "（一）主动公开。"]),
        (
            "平安县2023年政府信息公开工作年度报告 现予公布。",
            ["平安县2023年政府信息公开工作年度报告", "现予公布。"],
        ),
    ],
)
def test_a_title_is_told_from_the_text_around_it(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况",
        "一、总体情况 ………… 1",
        "一、总体情况说明如下，全年平稳。",
        "报告分为一、总体情况；二、主动公开政府信息情况等六个部分。",
        "具体见“六、其他需要报告的事项”一节。",
        "培训多次。 三、总体情况 另文报告。",
        "（一）总体情况 全年平稳。",
    ],
)
def test_what_is_no_title_with_text_stays_one_line(text: str) -> None:
    assert pieces(text) == [text]


def test_a_page_in_one_line_is_read_to_the_last_cell() -> None:
    document = report_of(
        "平安县水务局2023年政府信息公开工作年度报告 现予公布。 一、总体情况 全年平稳。"
        " 二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年制发件数 本年废止件数"
        " 现行有效件数 规章 0 0 0 行政规范性文件 4 5 6 第二十条第（五）项 信息内容"
        " 本年处理决定数量 行政许可 7 第二十条第（六）项 信息内容 本年处理决定数量"
        " 行政处罚 行政强制 9 五、存在的主要问题及改进情况 缺人。 六、其他需要报告的事项 无。"
    )
    row = "disclosure.normative_documents"
    assert [document.raw(f"{row}.{key}") for key in ("made", "repealed", "in_force")] == [*"456"]
    assert document.raw("disclosure.licensing.decisions") == "7"
    assert document.raw("disclosure.penalties.decisions") == ""
    assert document.raw("disclosure.coercion.decisions") == ""  # it may be the fines' number
    assert any("9" in text for text in document.paragraphs(UNPLACED))
    assert document.title == "平安县水务局2023年政府信息公开工作年度报告"
    assert document.paragraphs("preamble") == ("现予公布。",)
    assert document.paragraphs("other_matters") == ("无。",)


@given(
    st.lists(
        st.sampled_from(
            ["一、总体情况", "二、主动公开情况", "。", " ", "：", "第五部分 ", "好", "……", "1"]
        )
    )
)
def test_the_pieces_make_up_the_line(parts: list[str]) -> None:
    line = SourceRow(("".join(parts).strip(),), "第 1 行", 0)
    again = rejoin_rows(split_titles([line, line]), set())
    assert [each.single_text for each in again] == [line.single_text] * 2


def test_what_turns_out_to_be_no_section_stays_one_paragraph() -> None:
    inside = "三、主动公开政府信息情况。全年没有。 六、其他需要报告的事项：见文末。"
    document = report_of(
        "平安县水务局2023年政府信息公开工作年度报告\n一、总体情况\n一、加强领导。专人负责。\n"
        f"{inside}\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n"
        "本年废止件数\n现行有效件数\n规章\n1\n2\n3\n六、其他需要报告的事项\n无。\n"
    )
    assert document.paragraphs("overview") == ("一、加强领导。专人负责。", inside)
    assert document.raw("disclosure.rules.in_force") == "3"
    assert document.paragraphs("other_matters") == ("无。",)
