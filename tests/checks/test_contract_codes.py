"""The codes other programs rely on: each with a report that has it and one that has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check, is_set_aside, summarise
from report_editor.forms import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def found(document: Document, code: str) -> list[Finding]:
    return [finding for finding in check(document) if finding.code == code]


def test_a_good_report_has_no_findings(make: Callable[..., Document]) -> None:
    assert check(make()) == []


def test_a_column_out_of_balance_is_told_with_both_sides(make: Callable[..., Document]) -> None:
    cells = {"requests.new.natural_person": "60", "requests.granted.natural_person": "61"}
    one, total = found(make(cells), "requests.flow")
    assert one.severity is Severity.ERROR
    assert one.message == (
        "表三“自然人”一列不平衡：新收 60 + 结转 0 = 60，办理 61 + 结转下年 0 = 61，相差 1。"
        "请核对这一列的数字。"
    )
    assert one.cells == tuple(
        f"requests.{row}.natural_person"
        for row in ("new", "carried_in", "processed", "carried_out")
    )
    assert (one.expected, one.actual) == (60, 61)
    assert "总计" in total.message
    cells["requests.granted.natural_person"] = "60"
    assert found(make(cells), "requests.flow") == []


def test_a_stated_sum_of_results_is_compared_per_column(make: Callable[..., Document]) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    wrong = make(cells, stated={"requests.processed.business": "4"})
    (finding,) = found(wrong, "requests.results")
    assert finding.cells[0] == "requests.processed.business"
    assert (finding.expected, finding.actual) == (5, 4)
    assert "商业企业" in finding.message
    assert "相差 1" in finding.message
    assert found(make(cells), "requests.results") == []


def test_a_stated_row_total_breaks_its_row_and_the_sum_of_totals(
    make: Callable[..., Document],
) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    document = make(cells, stated={"requests.granted.total": "6"})
    (row,) = found(document, "requests.row_total")
    assert row.cells[0] == "requests.granted.total"
    assert (row.expected, row.actual) == (5, 6)
    (column,) = found(document, "requests.results")
    assert column.cells[0] == "requests.processed.total"
    assert (column.expected, column.actual) == (6, 5)


def test_a_total_in_table_four_left_at_zero_is_told(make: Callable[..., Document]) -> None:
    document = make(
        {"proceedings.reconsideration.upheld": "10"},
        stated={"proceedings.reconsideration.total": "0"},
    )
    (finding,) = found(document, "proceedings.total")
    assert (finding.expected, finding.actual) == (10, 0)
    assert "行政复议" in finding.message


def test_blank_cells_of_a_table_are_one_finding(make: Callable[..., Document]) -> None:
    document = make(
        {"requests.new.business": "", "requests.new.research": "/", "disclosure.rules.made": ""}
    )
    disclosure, requests = found(document, "cell.blank")
    assert disclosure.cells == ("disclosure.rules.made",)
    assert requests.cells == ("requests.new.business", "requests.new.research")
    assert requests.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("raw", "code", "severity"),
    [
        ("约20", "cell.not_a_number", Severity.ERROR),
        ("1e999", "cell.not_a_number", Severity.ERROR),
        ("-3", "cell.negative", Severity.ERROR),
        ("1.5", "cell.not_whole", Severity.ERROR),
        ("00", "cell.normalised", Severity.INFO),
        ("０", "cell.normalised", Severity.INFO),
        ("0件", "cell.normalised", Severity.INFO),
        ("0（含上年）", "cell.remark", Severity.WARNING),
    ],
)
def test_what_is_written_in_a_cell(
    make: Callable[..., Document], raw: str, code: str, severity: Severity
) -> None:
    (finding,) = found(make({"disclosure.licensing.decisions": raw}), code)
    assert finding.severity is severity
    assert finding.cells == ("disclosure.licensing.decisions",)
    assert "行政许可" in finding.message


def test_a_decrease_may_be_negative_where_the_form_takes_one(
    make: Callable[..., Document],
) -> None:
    document = make({"disclosure.licensing.change": "-11"}, edition="2019", year="2019")
    assert found(document, "cell.negative") == []


def test_a_total_printed_blank_is_told_unless_it_is_zero(make: Callable[..., Document]) -> None:
    cells = {"requests.new.business": "5", "requests.granted.business": "5"}
    stated = {"requests.new.total": "", "requests.partial.total": ""}
    (finding,) = found(make(cells, stated=stated), "cell.blank_total")
    assert finding.cells == ("requests.new.total",)
    assert finding.expected == 5
    assert found(make(cells, stated=stated), "requests.row_total") == []


def test_a_merged_row_and_a_wrong_label_come_from_the_source(
    make: Callable[..., Document],
) -> None:
    document = make(
        source={
            "merged:requests.other_rest": "（六）其他处理",
            "label:requests.denied_by_law": "2.其他法律行政止公开",
        }
    )
    (merged,) = found(document, "form.merged_row")
    assert "3 行" in merged.message
    assert merged.cells[0].startswith("requests.other_rest.")
    (label,) = found(document, "form.label")
    assert "2.其他法律行政止公开" in label.message
    assert found(make(), "form.label") == found(make(), "form.merged_row") == []


def test_the_edition_has_to_fit_the_year(make: Callable[..., Document]) -> None:
    (finding,) = found(make(edition="2019", year="2022"), "form.edition")
    assert "2021 年版" in finding.message
    for edition, year in (("2019", "2020"), ("2021", "2021"), ("2021", ""), ("2019", "2018")):
        assert found(make(edition=edition, year=year), "form.edition") == []


def test_a_missing_section_is_told_until_it_is_written(make: Callable[..., Document]) -> None:
    source = {"missing:problems": ""}
    document = make(source=source, texts={"problems": []})
    (finding,) = found(document, "section.missing")
    assert finding.section == "problems"
    assert found(document, "section.empty") == []
    assert found(make(source=source), "section.missing") == []


def test_a_missing_table_is_told(make: Callable[..., Document]) -> None:
    blank = {cell.address: "" for cell in forms()[-1].tables["proceedings"].cells}
    (finding,) = found(make(blank, source={"missing:proceedings": ""}), "section.missing")
    assert finding.section == "proceedings"


def test_a_section_without_text_is_told_but_not_the_preamble(
    make: Callable[..., Document],
) -> None:
    document = make(texts={"overview": ["  "], "preamble": []})
    (finding,) = found(document, "section.empty")
    assert finding.section == "overview"


@pytest.mark.parametrize(
    "heading", ["(八)政府信息公開保密審查及監督檢查情況", "（二）平台建设情况。"]
)
def test_a_heading_with_nothing_under_it_is_told(
    make: Callable[..., Document], heading: str
) -> None:
    document = make(texts={"problems": ["（一）问题。公开不够及时，有待改进。", heading]})
    (finding,) = found(document, "section.empty_heading")
    assert finding.paragraph == 1
    assert found(make(texts={"problems": [heading, "有内容。"]}), "section.empty_heading") == []


@pytest.mark.parametrize(
    "text", ["（一）未发生责任追究。", "（一）全年受理3件。", "（一）公开，解读，回应都有加强。"]
)
def test_a_numbered_sentence_is_no_empty_heading(make: Callable[..., Document], text: str) -> None:
    assert found(make(texts={"problems": [text]}), "section.empty_heading") == []


def test_what_was_set_aside_is_known_as_such(make: Callable[..., Document]) -> None:
    cells = {"disclosure.licensing.decisions": "00"}
    (finding,) = check(make(cells))
    document = make(cells, set_aside={finding.identity: "已核对。"})
    assert check(document) == [finding]
    assert is_set_aside(document, finding)
    assert not is_set_aside(make(cells), finding)


def test_the_summary_counts_errors_and_warnings(make: Callable[..., Document]) -> None:
    assert summarise(check(make())) == "全部平衡，没有发现问题"
    texts = {"overview": ["主动公开、申请、管理、平台、监督考核、社会评议、责任追究都有规定。"]}
    document = make({"requests.new.business": "5", "requests.new.research": ""}, texts=texts)
    assert summarise(check(document)) == "2 个错误，1 个提醒"


class TestSamples:
    def test_hongze_has_two_totals_left_at_zero(
        self, sample_tables: Callable[[str], Document]
    ) -> None:
        findings = found(sample_tables("hongze-2023"), "proceedings.total")
        assert [finding.expected for finding in findings] == [11, 5]
        assert [finding.actual for finding in findings] == [0, 0]

    def test_shuyang_has_blank_cells_and_balances(
        self, sample_tables: Callable[[str], Document]
    ) -> None:
        document = sample_tables("shuyang-fgj-2023")
        (blank,) = found(document, "cell.blank")
        assert len(blank.cells) == 24 * 5
        assert found(document, "requests.flow") == []

    def test_shanghai_has_blank_totals_and_the_rest_agrees(
        self, sample_tables: Callable[[str], Document]
    ) -> None:
        document = sample_tables("shanghai-office-2019")
        assert len(found(document, "cell.blank_total")) == 11
        for code in ("requests.flow", "requests.results", "requests.row_total", "form.edition"):
            assert found(document, code) == []
