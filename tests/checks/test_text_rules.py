"""What the text says: each rule with a report it finds something in and one it leaves alone."""

# ruff: noqa: E501 - the sentence found and the sentence left alone stand side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check
from report_editor.checks.text.chinese_numbers import parse_han_number, replace_han_counts
from tests.bounded_work import at_most

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

RECEIVED = {  # 新收 30 (自然人 20), 结转 5, 办理 33: 公开 10, 部分 3, 不予 8, 无法 6, 不予处理 2, 其他 4
    "requests.new.natural_person": "20",
    "requests.new.business": "10",
    "requests.carried_in.natural_person": "5",
    "requests.granted.natural_person": "10",
    "requests.partial.natural_person": "3",
    "requests.denied_process.natural_person": "5",
    "requests.denied_query.business": "3",
    "requests.unable_not_held.business": "6",
    "requests.refused_repeat.natural_person": "2",
    "requests.other_rest.natural_person": "3",
    "requests.other_rest.business": "1",
    "requests.carried_out.natural_person": "2",
}
CASES = {
    "proceedings.reconsideration.upheld": "2",
    "proceedings.reconsideration.pending": "1",
    "proceedings.direct_suit.upheld": "1",
    "proceedings.suit_after_reconsideration.corrected": "1",
}


def findings(document: Document, code: str) -> list[Finding]:
    return [finding for finding in check(document) if finding.code == code]


NARRATIVE = [
    ("narrative.received", "全年共收到政府信息公开申请31件。", "全年共收到政府信息公开申请30件。"),
    ("narrative.received", "全年受理依申请公开事项三十一件。", "全年受理依申请公开申请三十件。"),
    ("narrative.received", "受理申请３１ 件。", "受理申请３５ 件。"),
    ("narrative.received", "收到申请1,030件。", "收到申请约40件。"),
    ("narrative.received", "2023年收到依申请信息公开29件。", "2022年收到依申请信息公开29件。"),
    ("narrative.received", "共接到申请31件。", "通过网络收到申请31件，受理网络问政182件。"),
    ("narrative.received", "收到申请31件。", "较去年收到申请31件。"),
    ("narrative.applicants", "收到申请30件，其中自然人申请19件。", "收到申请30件，其中自然人申请20件。"),
    ("narrative.applicants", "申请中法人或其他组织申请11件。", "申请中法人或其他组织申请10件。"),
    ("narrative.answered", "全年答复政府信息公开申请32件。", "全年答复政府信息公开申请33件。"),
    ("narrative.answered", "办结31件。", "其中网上办结31件。"),
    ("narrative.carried", "含上年度结转申请4件。", "含上年度结转申请5件。"),
    ("narrative.carried", "转下一年度办理答复的有3件。", "转下一年度办理答复的有2件。"),
    ("narrative.carried", "另有3件申请按照《条例》顺延到下年度答复。", "另有2件申请按照《条例》顺延到下年度答复。"),
    ("narrative.results", "予以公开9件。", "予以公开10件，不予公开8件。"),
    ("narrative.results", "予以公开及部分公开12件。", "予以公开及部分公开13件。"),
    ("narrative.results", "同意公开答复10件，部分公开答复4件。", "同意公开答复10件，部分公开答复3件。"),
    ("narrative.results", "无法提供的5件。", "无法提供的6件。"),
    ("narrative.results", "不予处理1件，其他处理5件。", "不予处理2件，其他处理4件。"),
    ("narrative.share", "予以公开10件，占31.3%。", "予以公开10件，占30.3%。"),
    ("narrative.share", "不予公开8件（占24.3%）。", "不予公开8件（占24.2%）。"),
    (
        "narrative.results_sum",
        "答复申请33件，予以公开10件，部分公开3件，不予公开8件，无法提供6件。",
        "答复申请33件，予以公开10件，部分公开3件，不予公开8件，无法提供6件，不予处理2件，其他处理4件。",
    ),
    ("narrative.all_done", "所有申请均已办结。", "所有申请均已办结，另有2件结转下年度。"),
    ("narrative.all_done", "收到的申请全部办理完成。", "收到的申请均在法定期限内答复。"),
    ("narrative.received", "我局收到申请31件。", "县公安局收到申请31件。"),
    ("narrative.received", "青山县收到申请31件。", "大河镇收到申请31件。"),
    ("narrative.received", "新收申请31件。", "新收申请减少31件。"),
    ("narrative.all_done", "申请均已办结。", "受理信访申请15件，均已办结。"),
    ("narrative.none", "本年度未收到政府信息公开申请。", "本年度未收到法人的申请。"),
    ("narrative.none", "全年申请为零。", "没有收到收费的申请。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), NARRATIVE)
def test_the_text_on_applications(
    make: Callable[..., Document], code: str, wrong: str, right: str
) -> None:
    (finding, *_) = findings(make(RECEIVED, texts={"overview": ["前言。", wrong]}), code)
    assert (finding.section, finding.paragraph) == ("overview", 1)
    assert findings(make(RECEIVED, texts={"overview": ["前言。", right]}), code) == []


def test_a_finding_on_the_text_carries_both_numbers(make: Callable[..., Document]) -> None:
    document = make(RECEIVED, texts={"overview": ["全年共收到政府信息公开申请31件。"]})
    (finding,) = findings(document, "narrative.received")
    assert (finding.expected, finding.actual) == (30, 31)
    assert "30 或 35" in finding.message
    assert finding.severity is Severity.WARNING


def test_an_unfilled_table_is_not_compared_with_the_text(make: Callable[..., Document]) -> None:
    blank = dict.fromkeys((cell.address for cell in make().form.inputs), "")
    document = make(blank, texts={"overview": ["全年共收到政府信息公开申请31件。"]})
    assert findings(document, "narrative.received") == []


OUTCOMES = [
    (
        "narrative.none",
        "未发生行政复议和行政诉讼案件。",
        "未发生行政诉讼败诉的情形。",
        Severity.ERROR,
    ),
    ("narrative.none", "本年度没有因信息公开被提起诉讼。", "未经复议直接起诉1件。", Severity.ERROR),
    ("narrative.outcome", "行政复议均获维持。", "行政复议2件维持。", Severity.WARNING),
    ("narrative.outcome", "行政诉讼零败诉。", "行政复议无纠错。", Severity.ERROR),
    ("narrative.proceedings", "信息公开行政复议4件。", "信息公开行政复议3件。", Severity.WARNING),
    ("narrative.proceedings", "信息公开类诉讼3件。", "信息公开类诉讼2件。", Severity.WARNING),
    (
        "narrative.proceedings",
        "有4件涉及政府信息公开工作的行政复议。",
        "办理行政复议120件。",
        Severity.WARNING,
    ),
    (
        "narrative.proceedings",
        "信息公开行政复议新增4件。",
        "信息公开行政复议、行政诉讼5件。",
        Severity.INFO,
    ),
]


@pytest.mark.parametrize(("code", "wrong", "right", "severity"), OUTCOMES)
def test_the_text_on_cases(
    make: Callable[..., Document], code: str, wrong: str, right: str, severity: Severity
) -> None:
    (finding, *_) = findings(make(CASES, texts={"overview": [wrong]}), code)
    assert finding.severity is severity
    assert findings(make(CASES, texts={"overview": [right]}), code) == []


def test_documents_made_are_those_of_table_two(make: Callable[..., Document]) -> None:
    cells = {
        "disclosure.normative_documents.made": "3",
        "disclosure.normative_documents.in_force": "9",
    }
    wrong = make(cells, texts={"overview": ["全年制发规范性文件4件，现行有效行政规范性文件9件。"]})
    assert len(findings(wrong, "narrative.disclosure")) == 1
    right = make(cells, texts={"overview": ["全年制发规范性文件3件。"]})
    assert findings(right, "narrative.disclosure") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发布信息100条，其中动态60条，政务41条。", True),
        ("发布信息100条，其中：动态60条；政务30条；解读11条。", True),
        ("发布信息100条，其中动态60条，政务40条。", False),
        ("发布信息100条，其中动态60条，政务20条。", False),
        ("发布信息100条，其中动态约60条，政务50条。", False),
        ("发布信息100条，其中动态60条，政务40条；推送微信80条。", False),
        ("发布信息100条，其中动态60条（原创50条），政务40条。", False),
        ("编发文章10篇，其中原创12条。", False),
    ],
)
def test_parts_are_not_more_than_the_whole(
    make: Callable[..., Document], text: str, found: bool
) -> None:
    assert bool(findings(make(texts={"overview": [text]}), "narrative.list")) is found


def test_a_fee_nobody_paid_was_charged(make: Callable[..., Document]) -> None:
    cells = {"requests.other_unpaid.business": "1"}
    assert findings(make(cells), "narrative.fee")
    texts = {"other_matters": ["本年度发出信息处理费收费通知1次。"]}
    assert findings(make(cells, texts=texts), "narrative.fee") == []


STRUCTURE = [
    ("section.fee_statement", {"other_matters": ["无。"]}, {"other_matters": ["未收取信息处理费。"]}),
    ("section.problems", {"problems": ["无"]}, {}),
    ("section.problems", {"problems": ["公开工作开展得很好，各项任务都顺利完成，群众满意，领导放心，成绩很大，经验丰富，荣誉很多，全年没有失误和投诉。"]}, {}),
    ("section.topics", {"overview": ["公开了很多。"]}, {}),
    ("section.supervision", {"overview": ["主动公开、申请、平台、管理、监督。"]}, {}),
    ("section.numbering", {"overview": ["（一）主动公开。很好。", "（三）申请。很好。"]}, {"overview": ["（一）主动公开。很好。", "（二）申请。很好。"]}),
    ("section.numbering", {"problems": ["一是公开不够；三是解读不够。"]}, {"problems": ["一是公开不够；二是解读不够。第一是重点。"]}),
    ("section.too_long", {"overview": ["长" * 20_001]}, {"overview": ["长" * 20_000]}),
    ("text.placeholder", {"preamble": ["下载网址（具体网址）。"]}, {"preamble": ["下载网址www.xx.gov.cn。"]}),
    ("text.placeholder", {"overview": ["XX县认真公开。"]}, {"overview": ["MAXXON平台。"]}),
    ("text.placeholder", {"overview": ["202X年公开。"]}, {"overview": ["2023年公开。"]}),
    ("text.placeholder", {"overview": ["公开信息____条。"]}, {}),
    ("text.notice", {"overview": ["该部分以表格形式报告。"]}, {}),
    ("text.legal_basis", {"preamble": ["依据国办公开办函〔2019〕60号编制。"]}, {"preamble": ["依据国办公开办函〔2021〕30号编制。"]}),
    ("text.legal_basis", {"preamble": ["依据国办公开办函[2021]30号编制。"]}, {}),
    ("text.slip", {"overview": ["进一步进一步加强。"]}, {"overview": ["的的确确进步。"]}),
    ("text.slip", {"overview": ["上年转结2件。"]}, {}),
    ("text.brackets", {"overview": ["公开《条例。"]}, {"overview": ["1）公开《条例》（含“要点”）。"]}),
    ("text.half_width", {"overview": ["公开,解读。"]}, {"overview": ["公开3,000条，3:1。"]}),
    ("text.full_stop", {"overview": ["县政府认真做好政府信息公开工作，全年主动公开各类政府信息，内容准确"]}, {"overview": ["（一）主动公开、依申请公开、平台建设和监督保障工作，管理情况如下"]}),
    ("text.masked", {"preamble": ["电话0527********58。"]}, {"preamble": ["电话0527-83593059。"]}),
    ("privacy.identity", {"overview": ["张某，11010519491231002X。"]}, {"overview": ["文件号110105194912310021。"]}),
    ("privacy.mobile", {"overview": ["张某13812345678。"]}, {"preamble": ["联系电话：13812345678。"]}),
    ("privacy.secret", {"overview": ["机密★一年。"]}, {"overview": ["属于国家秘密的不公开。"]}),
    ("year.period", {"preamble": ["统计期限2022年1月1日至2022年12月31日。"]}, {"preamble": ["统计期限 2023 年 1 月 1 日起至 2023 年 12 月 31 日止。"]}),
    ("year.period", {"preamble": ["自2022年1月1日至12月31日。"]}, {"preamble": ["自2023年1月1日到12月31日。"]}),
    ("year.garbled", {"preamble": ["自20231月1日起。"]}, {}),
    ("year.statement", {"overview": ["2022年，我县主动公开政府信息49条。"]}, {"overview": ["2022年，我县主动公开政府信息49条，2023年50条。"]}),
    ("year.plan", {"problems": ["下一步，2023年我县将加强公开，解决问题。"]}, {"problems": ["2023年存在不足。下一步，2024年将针对2023年的问题改进。"]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), STRUCTURE)
def test_the_text_by_itself(
    make: Callable[..., Document],
    code: str,
    wrong: dict[str, list[str]],
    right: dict[str, list[str]],
) -> None:
    (finding, *_) = findings(make(texts=wrong), code)
    assert finding.section in wrong
    assert findings(make(texts=right), code) == []


def test_no_fee_statement_was_asked_for_before_2021(make: Callable[..., Document]) -> None:
    document = make(edition="2019", year="2020", texts={"other_matters": ["无。"]})
    assert findings(document, "section.fee_statement") == []


def test_every_topic_of_both_editions_is_looked_for(make: Callable[..., Document]) -> None:
    for edition, year in (("2019", "2019"), ("2021", "2023")):
        document = make(edition=edition, year=year, texts={"overview": ["成绩很好。"]})
        (finding,) = findings(document, "section.topics")
        for topic in document.form.section("overview").topics:
            assert topic in finding.message


def test_a_department_reports_no_supervision(make: Callable[..., Document]) -> None:
    document = make(
        organization="青山县教育局", texts={"overview": ["公开、申请、管理、平台、监督。"]}
    )
    assert findings(document, "section.supervision") == []


def test_traditional_characters_are_read_like_simplified(make: Callable[..., Document]) -> None:
    document = make(RECEIVED, texts={"overview": ["全年共收到政府信息公開申請31件。"]})
    assert findings(document, "narrative.received")


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("一百零五", 105),
     ("两百", 200), ("一千二百", 1200), ("二三", None), ("百", None), ("", None)],
)  # fmt: skip
def test_numbers_in_characters(text: str, number: int | None) -> None:
    assert parse_han_number(text) == number


def test_only_counts_become_digits() -> None:
    assert (
        replace_han_counts("收到十二件，第一件，每一件，一一答复")
        == "收到12件，第一件，每一件，一一答复"
    )


@pytest.mark.parametrize(
    "text",
    ["1" * 10**6, "申请" * 5 * 10**5, "（一）" * 10**5, "收到申请1件，其中" * 10**5, "《" * 10**6,
     "一是" * 10**5, "20" * 5 * 10**5, "一" * 10**6, "a,b;" * 10**5, "未" * 10**6,
     "信息公开复议1件" * 10**5, "100条其中" * 10**5, "2023年1月1日至" * 10**5, "\n \t" * 10**5],
)  # fmt: skip
def test_a_paragraph_of_a_megabyte_does_not_hold_the_checks_up(
    make: Callable[..., Document], text: str
) -> None:
    document = make(RECEIVED | CASES, texts={"overview": [text, text], "problems": [text]})
    with at_most(processor_seconds=10):
        check(document)


@pytest.mark.parametrize(
    "paragraph", ["", "（一）甲情况", "（三）共收到申请99件，其中自然人98件", "一是甲；九是乙"]
)
def test_a_hundred_thousand_paragraphs_do_not_hold_the_checks_up(
    make: Callable[..., Document], paragraph: str
) -> None:
    document = make(RECEIVED, texts={"overview": [paragraph] * 100_000})
    with at_most(processor_seconds=20):
        check(document, document.copy())
