"""A picture tells the numbers of the report, and says in words what is 0, blank or unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.exporters.picture.collect import collect_figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.picture.figures import Band, Bar, Figures
    from tests.exporters.picture.conftest import AddLastYear

    MakeReport = Callable[..., Document]


def bars_of(figures: Figures, title: str) -> dict[str, Bar]:
    charts = [chart for band in figures.bands for chart in band.charts if chart.title == title]
    return {bar.label: bar for chart in charts for bar in chart.bars}


def sentences_of(figures: Figures) -> str:
    return "\n".join(text for band in figures.bands for text in band.sentences)


def band_of(figures: Figures, words: str) -> Band:
    return next(band for band in figures.bands if words in band.title)


CELLS = {
    "requests.new.natural_person": "9",
    "requests.new.business": "3",
    "requests.carried_in.natural_person": "1",
    "requests.granted.natural_person": "6",
    "requests.denied_query.business": "1",
    "requests.denied_process.business": "1",
    "requests.unable_not_held.natural_person": "3",
    "requests.carried_out.natural_person": "2",
    "proceedings.reconsideration.upheld": "1",
    "proceedings.suit_after_reconsideration.pending": "2",
}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_bars_are_the_groups_of_the_form_and_add_up_to_its_totals(
    make_report: MakeReport, edition: str
) -> None:
    report = make_report(edition, cells=CELLS)
    figures = collect_figures(report)
    outcomes, applicants = bars_of(figures, "办理结果"), bars_of(figures, "新收申请的申请人")
    assert {label: bar.now for label, bar in outcomes.items()} == {
        "予以公开": 6, "部分公开": 0, "不予公开": 2, "无法提供": 3, "不予处理": 0, "其他处理": 0,
    }  # fmt: skip
    assert sum(bar.now or 0 for bar in applicants.values()) == report.value("requests.new.total")
    assert [bar.share for bar in outcomes.values()] == ["54.5%", "", "18.2%", "27.3%", "", ""]
    assert [each.number for each in figures.key_figures] == ["12", "11", "3"]
    assert "上年结转 1 件，结转下年度继续办理 2 件。" in sentences_of(figures)
    assert bars_of(figures, "案件种类")["复议后起诉"].now == 2
    assert bars_of(figures, "审理结果")["尚未审结"].now == 2


def test_charts_side_by_side_stand_on_one_scale(make_report: MakeReport) -> None:
    cells = CELLS | {"disclosure.rules.in_force": "7", "disclosure.licensing.decisions": "900"}
    cells["disclosure.rules.made"] = "2"
    figures = collect_figures(make_report(cells=cells))
    tops = {chart.title: chart.top for band in figures.bands for chart in band.charts}
    assert tops["办理结果"] == tops["新收申请的申请人"] == 9
    assert tops["本年制发件数"] == tops["现行有效件数"] == 7
    assert tops["本年处理决定数量"] == 900


def test_last_year_stands_beside(make_report: MakeReport, add_last_year: AddLastYear) -> None:
    last = make_report(cells=CELLS | {"requests.new.business": "8"}, year="2021")
    figures = collect_figures(add_last_year(make_report(cells=CELLS), last))
    assert (figures.this_year, figures.last_year) == ("2022年", "2021年")
    applicants = bars_of(figures, "新收申请的申请人")
    assert (applicants["商业企业"].now, applicants["商业企业"].before) == (3, 8)
    assert [each.comparison for each in figures.key_figures] == [
        "上年 17 件，减少 5 件", "上年 11 件，与上年持平", "上年 3 件，与上年持平",
    ]  # fmt: skip


def test_a_report_of_another_year_is_no_last_year(
    make_report: MakeReport, add_last_year: AddLastYear
) -> None:
    last = make_report(cells=CELLS, year="2019")
    figures = collect_figures(add_last_year(make_report(cells=CELLS), last))
    assert figures.last_year == ""
    assert not any(each.comparison for each in figures.key_figures)
    assert {bar.before for bar in bars_of(figures, "办理结果").values()} == {None}


def test_a_row_that_was_split_is_compared_once(
    make_report: MakeReport, add_last_year: AddLastYear
) -> None:
    """（六）其他处理 was one row in 2020, three in 2021; 制发 was counted otherwise."""
    last = make_report("2019", cells={"requests.other.business": "5"}, year="2020")
    cells = {"requests.other_rest.business": "2", "disclosure.rules.made": "1"}
    report = make_report(cells=cells | {"requests.new.business": "2"}, year="2021")
    figures = collect_figures(add_last_year(report, last))
    other = bars_of(figures, "办理结果")["其他处理"]
    assert (other.now, other.before) == (2, 5)
    assert bars_of(figures, "本年制发件数")["规章"].before is None
    assert "“—”表示没有可以比较的上年数" in figures.source


def test_a_year_without_applications_is_told_in_words(
    make_report: MakeReport, add_last_year: AddLastYear
) -> None:
    zero = make_report()
    figures = collect_figures(zero)
    band = band_of(figures, "申请情况")
    assert not band.charts
    assert band.sentences == ("全年没有收到政府信息公开申请，也没有结转的申请。",)
    assert band_of(figures, "行政诉讼").sentences == (
        "全年没有发生政府信息公开行政复议、行政诉讼。",
    )
    assert "规章、行政规范性文件均为 0。" in sentences_of(figures)
    assert "条形" not in figures.source
    compared = collect_figures(add_last_year(zero, make_report(cells=CELLS, year="2021")))
    assert band_of(compared, "申请情况").sentences[0].endswith("上年收到 12 件。")
    assert "上年：行政复议 1、复议后起诉 2。" in sentences_of(compared)


def test_without_new_applications_only_those_carried_in_are_drawn(make_report: MakeReport) -> None:
    cells = {"requests.carried_in.business": "1", "requests.granted.business": "1"}
    band = band_of(collect_figures(make_report(cells=cells)), "申请情况")
    assert [bool(chart.bars) for chart in band.charts] == [True, False]
    assert band.charts[1].words == "全年没有新收到申请。"


def test_what_is_blank_is_not_0(make_report: MakeReport) -> None:
    blank = make_report()
    cells = {cell.address: "" for cell in blank.form.inputs}
    figures = collect_figures(make_report(cells=cells))
    assert sentences_of(figures) == "\n".join(["这部分没有填写。"] * 3)
    assert {(each.number, each.unit) for each in figures.key_figures} == {("", "未填")}
    assert not figures.notes
    cells |= {"requests.new.business": "4", "disclosure.rules.made": "0"}
    figures = collect_figures(make_report(cells=cells))
    applicants = bars_of(figures, "新收申请的申请人")
    assert (applicants["自然人"].now, applicants["自然人"].stand_in) == (None, "未填")
    assert {bar.share for bar in applicants.values()} == {""}
    assert "本年制发件数：规章为 0，其余没有填写。" in sentences_of(figures)
    assert "行政事业性收费 未填" in sentences_of(figures)
    assert "“三、收到和处理政府信息公开申请情况”有 143 格没有填写" in "\n".join(figures.notes)


def test_last_years_blanks_are_not_0_either(
    make_report: MakeReport, add_last_year: AddLastYear
) -> None:
    blank = {cell.address: "" for cell in make_report().form.inputs}
    last = make_report(cells=blank | {"requests.new.business": "4"}, year="2021")
    figures = collect_figures(add_last_year(make_report(cells=CELLS), last))
    assert [each.comparison for each in figures.key_figures] == ["上年 4 件，增加 8 件", "", ""]
    assert bars_of(figures, "新收申请的申请人")["自然人"].before is None


def test_a_group_with_some_blanks_last_year_is_compared(
    make_report: MakeReport, add_last_year: AddLastYear
) -> None:
    """As it is counted this year: a blank beside numbers counts as 0 in the form's own totals."""
    cells = {f"requests.denied_query.{key}": "" for key in ("natural_person", "business")}
    cells |= {cell.address: "" for cell in make_report().form.inputs if "process." in cell.address}
    last = make_report(cells=cells | {"requests.denied_security.business": "4"}, year="2021")
    figures = collect_figures(add_last_year(make_report(cells=CELLS), last))
    assert bars_of(figures, "办理结果")["不予公开"].before == 4


def test_what_cannot_be_read_is_neither_0_nor_left_out_of_a_sum(make_report: MakeReport) -> None:
    cells = {"requests.granted.business": "若干", "requests.new.business": "-2"}
    figures = collect_figures(make_report(cells=cells))
    assert bars_of(figures, "办理结果")["予以公开"].stand_in == "待核对"
    assert [(each.number, each.unit) for each in figures.key_figures][:2] == [
        ("-2", "件"), ("", "待核对"),
    ]  # fmt: skip
    assert "没有办结" not in sentences_of(figures)
    notes = "\n".join(figures.notes)
    assert "有 1 格写的不是数字" in notes
    assert "里有负数" in notes


def test_money_and_texts_without_a_unit_are_told_in_words(make_report: MakeReport) -> None:
    cells = {"disclosure.fees.amount": "12.50"}
    assert "行政事业性收费 12.5 万元。" in sentences_of(collect_figures(make_report(cells=cells)))
    cells = {"disclosure.procurement.amount": "251000元\u202e" + "约" * 900}
    told = sentences_of(collect_figures(make_report("2019", cells=cells)))
    assert "政府集中采购 251000元�约约" in told
    assert len(max(told.split("\n"), key=len)) < 120


def test_a_traditional_report_is_told_in_its_characters(make_report: MakeReport) -> None:
    report = make_report(cells=CELLS, organization="開縣鄉鎮人民政府")
    figures = collect_figures(report)
    assert "無法提供" in bars_of(figures, "辦理結果")
    assert [each.label for each in figures.key_figures] == [
        "新收申請",
        "辦結申請",
        "行政復議、行政訴訟",
    ]
    assert "數據來自" in figures.source


def test_a_report_without_a_year_says_this_year(make_report: MakeReport) -> None:
    figures = collect_figures(make_report(cells=CELLS, year=""))
    assert (figures.this_year, figures.last_year) == ("本年", "")
    assert any("没有写年度" in note for note in figures.notes)
