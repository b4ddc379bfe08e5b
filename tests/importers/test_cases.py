"""Small inputs of published kinds, each of which once came out wrong, give what they should."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.document import UNPLACED, Document, Field, Part
from report_editor.importers.open_file import import_file
from report_editor.importers.problem import ImportProblem

if TYPE_CHECKING:
    from report_editor.importers.recognised import Recognition

CASES = Path(__file__).parent / "cases"
OVERVIEW = (
    "（一）主动公开情况",
    "2023年，公开信息90条。",
    "（二）依申请公开情况",
    "2023年收到申请1件。",
    "（三）政府信息管理情况",
    "严格管理。",
    "（四）政府信息公开平台建设情况",
    "加强建设。",
    "（五）监督保障情况",
    "加强监督。",
)
PROCEEDINGS = ["2", "1", "0", "1", "1", "0", "0", "0", "0", "0", "2", "0"]
"""Inputs of 表四 in order."""


def read_case(name: str) -> Recognition:
    return import_file(next(CASES.glob(f"{name}.*")))


def read_document(name: str) -> Document:
    return read_case(name).document


def list_inputs(document: Document, table: str) -> list[str]:
    return [document.raw(each.address) for each in document.form.inputs if each.table == table]


def test_totals_alone_in_shifted_rows_reach_no_input() -> None:
    document = read_document("01-md-only-totals")
    assert not any(list_inputs(document, "requests"))
    stated = {key: text for key, text in document.entries(Part.STATED).items() if "requests" in key}
    assert {key: text for key, text in stated.items() if text not in ("0", "")} == {
        "requests.new.total": "9",
        "requests.granted.total": "3",
        "requests.denied_process.total": "4",
        "requests.unable_not_held.total": "2",
        "requests.processed.total": "9",
    }


@pytest.mark.parametrize(
    "name", ["02-no-title-one", "03-no-title-one-no-headline", "04-no-titles-of-tables"]
)
def test_no_paragraph_of_an_overview_is_lost_where_titles_are_missing(name: str) -> None:
    document = read_document(name)
    assert document.paragraphs("overview") == OVERVIEW
    assert document.paragraphs("preamble") == (
        "根据《中华人民共和国政府信息公开条例》编制本报告，统计期限自2023年1月1日起至2023年12月31日止。",
    )
    assert document.paragraphs(UNPLACED) == ()
    assert all(list_inputs(document, key)[0] for key in document.form.tables)


def test_titles_over_tables_that_are_pictures_are_titles() -> None:
    document = read_document("05-empty-tables-in-a-row")
    assert len(document.paragraphs("overview")) == 2
    assert not [key for key in document.entries(Part.SOURCE) if key.startswith("missing:")]
    assert document.paragraphs(UNPLACED) == ()


@pytest.mark.parametrize(
    ("name", "organ"),
    [
        ("06-title-twice", "青石县水务局"),
        ("07-title-year-inside", "青石县水务局"),
        ("08-title-year-in-brackets", "青石县水务局"),
        ("10-title-year-in-characters", "青石县水务局"),
        ("11-title-about", "青石县水务局"),
        ("13-title-bullet", "青石县水务局"),
        ("37-organ-in-text-1", "青石乡人民政府"),
        ("37-organ-in-text-2", "青石新区发展改革局"),
        ("39-organ-with-brackets", "青石州人民政府（州政府办公室）"),
        ("40-big5-gateway", "青石縣水務局"),
    ],
)
def test_whose_report_it_is_and_for_which_year(name: str, organ: str) -> None:
    found = read_case(name)
    assert found.document.organization == organ
    assert found.document.year == 2023
    assert found.document.paragraphs(UNPLACED) == ()
    if name.startswith("37"):
        assert any("按正文填为" in note and organ in note for note in found.notes)


def test_a_title_printed_twice_is_one() -> None:
    document = read_document("06-title-twice")
    assert document.title == "青石县水务局2023年政府信息公开工作年度报告"


def test_a_date_behind_a_bullet_is_that_of_publication() -> None:
    assert read_document("13-title-bullet").field(Field.PUBLICATION_DATE) == "2024-01-12"


def test_a_report_of_no_year_has_a_title_without_one() -> None:
    assert read_document("15-no-year-anywhere").title == "政府信息公开工作年度报告"


@pytest.mark.parametrize("name", ["16-page-in-one-line", "36-table-four-twice"])
def test_table_four_is_read(name: str) -> None:
    document = read_document(name)
    assert list_inputs(document, "proceedings") == PROCEEDINGS
    totals = [cell for cell in document.form.cells.values() if cell.table == "proceedings"]
    sums = [document.number(cell.address) for cell in totals if cell.is_total]
    assert sums == [4, 1, 2]
    assert not document.entries(Part.STATED)
    assert document.paragraphs(UNPLACED) == ()


def test_names_of_groups_before_a_label_are_no_part_of_it() -> None:
    document = read_document("17-group-words-before-label")
    assert all(list_inputs(document, "requests"))
    assert not [key for key in document.entries(Part.SOURCE) if key.startswith("label:")]
    assert document.paragraphs(UNPLACED) == ()


def test_words_in_a_cell_stay_in_it_where_each_cell_has_a_line() -> None:
    document = read_document("18-words-in-cell-a-line")
    assert list_inputs(document, "disclosure")[6:] == [
        *("15", "未增未减", "152", "4", "未增未减", "20", "31", "0", "12", "5", "0", "3"),
        *("2", "未增未减", "31批次", "3.2亿元"),
    ]
    assert document.number("disclosure.licensing.change") is None


def test_zero_slash_zero_is_no_page_number() -> None:
    document = read_document("19-zero-slash-zero")
    assert document.raw("disclosure.licensing.previous_items") == "15"
    assert document.raw("disclosure.licensing.change") == "0/0"
    assert document.raw("disclosure.other_services.change") == "1/2"
    assert document.raw("disclosure.licensing.decisions") == "152"


def test_an_answer_worded_like_its_title_is_the_answer() -> None:
    document = read_document("20-titles-without-numbers")
    assert document.paragraphs("other_matters") == ("无其他需要报告的事项。",)
    assert len(document.paragraphs("problems")) == 1
    assert "missing:other_matters" not in document.entries(Part.SOURCE)


@pytest.mark.parametrize(
    ("number", "date"), [(1, "2024-01-20"), (2, "2024-01-16"), (3, "2024-01-16"), (4, "2024-01-16")]
)
def test_a_line_of_publication_gives_its_date_and_no_text(number: int, date: str) -> None:
    document = read_document(f"21-publication-line-{number}")
    assert document.field(Field.PUBLICATION_DATE) == date
    assert document.paragraphs("preamble") == ("本报告根据《条例》编制。",)


@pytest.mark.parametrize(
    ("name", "words"),
    [("30-near-miss-law-government", "法治政府建设年度报告"), ("31-near-miss-notice", "通知")],
)
def test_a_near_miss_is_refused_with_a_sentence(name: str, words: str) -> None:
    with pytest.raises(ImportProblem, match=words) as problem:
        read_case(name)
    assert str(problem.value).endswith("。")


def test_radicals_become_characters_and_that_is_told_once() -> None:
    found = read_case("34-kangxi-radicals")
    texts = [text for section in found.document.form.text_sections for text in
             found.document.paragraphs(section.key)]  # fmt: skip
    assert not [char for text in texts for char in text if "\u2e80" <= char <= "\u2fd5"]
    assert found.document.title == "青石县水务局2023年政府信息公开工作年度报告"
    assert sum("部首" in note for note in found.notes) == 1


def test_words_of_a_gateway_in_traditional_characters_are_known() -> None:
    document = read_document("40-big5-gateway")
    assert document.title == "青石縣水務局2023年政府資訊公開工作年度報告"
    assert not [key for key in document.entries(Part.SOURCE) if key.startswith(("label", "sect"))]


def test_a_broken_line_that_ends_like_an_organ_is_text() -> None:
    preamble = read_document("41-first-line-ends-with-government").paragraphs("preamble")
    assert "\n".join(preamble) == (
        "本报告由青山县人民政府办公室根据《中华人民共和国政府信息公开条例》规定编制。"
        "报告所列统计期限自2024年1月1日至2024年12月31日。"
    )


def test_a_page_number_within_a_sentence_is_left_out() -> None:
    found = read_case("42-page-number-between-lines")
    first, second = found.document.paragraphs("overview")
    assert (first[:6], first[-14:]) == ("2025年，", "引起的投诉，群众办事更加方便。"[-14:])
    assert (second[:8], second[-10:]) == ("（一）主动公开。", "均在规定时间内公布。")
    assert found.dropped["页码"] == 1
