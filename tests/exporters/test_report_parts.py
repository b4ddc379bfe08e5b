"""What a report prints: the parts that paper, Word, web page and text have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.exporters.report_parts import VALUES, list_paragraphs, print_report
from report_editor.forms import SectionKind, forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

    MakeReport = Callable[..., Document]


def headings(*texts: str) -> list[str]:
    return [each.text for each in list_paragraphs(texts) if each.is_heading]


def test_a_numbered_paragraph_is_a_heading_where_it_is_no_sentence() -> None:
    assert headings("（一）主动公开", "全年公开三百条。") == ["（一）主动公开"]
    assert headings("（一）主动公开") == ["（一）主动公开"]
    assert headings("1.加强领导", "成立小组。") == ["1.加强领导"]
    assert headings("1.加强领导", "2.加强培训", "3.加强督查。") == []
    assert headings("1.加强领导。", "成立小组。") == []
    assert headings("没有编号", "成立小组。") == []


def test_text_runs_on_behind_a_heading() -> None:
    (each,) = list_paragraphs(["（一）主动公开。全年公开三百条。"])
    assert each.text[: each.heading_length] == "（一）主动公开。"
    assert not each.is_heading
    assert each.has_own_type


@pytest.mark.parametrize("edition", [each.id for each in forms()])
def test_sections_and_cells_stand_in_the_order_of_the_form(
    make_report: MakeReport, edition: str
) -> None:
    document = make_report(edition, cells={"requests.new.business": "5（其中1件）"})
    report = print_report(document)
    assert [each.key for each in report.sections] == [each.key for each in document.form.sections]
    for section, printed in zip(document.form.sections, report.sections, strict=True):
        assert printed.heading == (section.heading if section.numeral else "")
        assert (printed.table is not None) == (section.kind is SectionKind.TABLE)
        if printed.table:
            grid = document.form.tables[section.key].grid
            assert tuple(cell for cell, _ in printed.table.cells) == grid
            words = [
                (cell.text, text) for cell, text in printed.table.cells if cell.role not in VALUES
            ]
            assert all(official == text for official, text in words)
            values = {cell.key: text for cell, text in printed.table.cells if cell.role in VALUES}
            if section.key == "requests":
                assert values["requests.new.business"] == "5（其中1件）"
                assert values["requests.new.total"] == "5"


def test_the_end_has_only_what_was_filled_in(make_report: MakeReport) -> None:
    filled = make_report(publication_date="2023-01-09", signatory="王五", contact="电话：1")
    closing = print_report(filled).closing
    organ = filled.organization
    lines = ["签发人：王五", organ, "2023年1月9日", "（电话：1）"]
    assert [text for _, text in closing.list_lines(has_signatory=True)] == lines
    assert [text for _, text in closing.list_lines(has_signatory=False)] == lines[1:]
    assert print_report(make_report()).closing.list_lines(has_signatory=True) == []


def test_how_to_reach_the_organ_is_said_once(make_report: MakeReport) -> None:
    contact = "地址：平安镇人民路1号，电话：0517-87222589"
    said = f"如有疑问，请与本机关联系（{contact}）。"
    assert print_report(make_report(contact=contact)).closing.contact == f"（{contact}）"
    told = make_report(contact=contact, texts={"preamble": [said]})
    assert print_report(told).closing.contact == ""


def test_a_traditional_report_keeps_its_characters(make_report: MakeReport) -> None:
    document = make_report(
        organization="皇后鎮里後村人民政府", texts={"overview": ["主動公開政府信息。"]}
    )
    report = print_report(document)
    assert report.wording.language == "zh-Hant"
    assert report.title == "皇后鎮里後村人民政府2022年政府信息公開工作年度報告"
    assert report.sections[1].heading == "一、總體情況"
    words = [text for each in report.sections if each.table for _, text in each.table.cells]
    assert "行政復議" in words
    assert "行政复议" not in words
    assert print_report(make_report()).wording.language == "zh-CN"


def test_a_title_that_was_given_is_not_changed(make_report: MakeReport) -> None:
    title = "某局2022年政府信息公开年报"
    document = make_report(title=title, texts={"overview": ["主動公開政府信息，報告如下。"]})
    assert print_report(document).title == title


def test_what_cannot_be_seen_is_left_out_and_named_with_its_place(make_report: MakeReport) -> None:
    document = make_report(
        organization="某\u202e局",
        cells={"requests.new.business": "3\u202e4", "requests.new.research": "3\u200b4"},
        texts={"overview": ["好", "甲\t乙\u2066丙", "葛\U000e0100，👨\u200d👩\u200d👧"]},
    )
    report = print_report(document)
    texts = [each.text for each in report.sections[1].paragraphs]
    assert texts == ["好", "甲 乙丙", "葛\U000e0100，👨\u200d👩\u200d👧"]
    notes = "\n".join(report.notes)
    assert "“一、总体情况”第 2 段里有看不见的字符（U+2066），没有写出。" in notes
    assert "“一、总体情况”第 2 段里的制表符写成了空格。" in notes
    assert "标题里有看不见的字符（U+202E），没有写出。" in notes
    assert "“新收·商业企业”里有看不见的字符（U+202E），写成了“�”。" in notes
    values = {c.key: t for s in report.sections if s.table for c, t in s.table.cells if c.key}
    assert values["requests.new.business"] == "3�4"  # never the number 34, which was not meant
    assert values["requests.new.research"] == "34"
    assert "U+200B" not in notes


def test_what_was_damaged_is_named_with_its_place(make_report: MakeReport) -> None:
    """Each form for readers has the sign, and each says where it stands."""
    report = print_report(
        make_report(organization="某�局", contact="�", texts={"overview": ["好", "甲�"]})
    )
    for place in ("标题", "“单位全称”", "“联系方式”", "“一、总体情况”第 2 段"):
        assert f"{place}里有显示不了的字符，写成了“�”。" in report.notes


def test_notes_have_a_bound(make_report: MakeReport) -> None:
    document = make_report(texts={"overview": ["甲\u202e乙"] * 300})
    notes = print_report(document).notes
    assert len(notes) < 30
    assert "另外还有 280 处" in notes[-1]
