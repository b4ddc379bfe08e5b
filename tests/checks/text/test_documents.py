"""Cases, documents and lists in the text, and claims, against the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity, check
from tests.checks.found import CASES, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


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


DECIDED = {
    "disclosure.licensing.decisions": "30",
    "disclosure.penalties.decisions": "12",
    "disclosure.coercion.decisions": "3",
    "disclosure.fees.amount": "15.6",
}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("作出行政许可决定30件、行政处罚决定12件。", "作出行政许可决定30件、行政处罚决定13件。"),
        ("全年实施行政强制3件。", "全年实施行政强制4件。"),
        ("行政许可、行政处罚分别为30件、12件。", "行政许可、行政处罚分别为30件、11件。"),
        ("行政事业性收费15.6万元。", "行政事业性收费15.7万元。"),
        ("行政事业性收费共计156000元。", "行政事业性收费共计165000元。"),
        ("行政事业性收费约16万元。", "行政事业性收费16.1万元。"),
        ("行政事业性收费15.6万元，折合156000元。", "行政事业性收费15.6万元，折合15600元。"),
        ("公开行政许可35件、行政处罚18件。", "办理行政许可35件。"),
        ("受理行政许可申请320件。", "行政许可320件。"),
        ("2022年作出行政许可决定9件。", "2023年作出行政许可决定9件。"),
        ("对行政许可、行政处罚各5件进行抽查。", "行政许可、行政强制各5件。"),
    ],
)
def test_decisions_and_fees_are_those_of_table_two(
    make: Callable[..., Document], right: str, wrong: str
) -> None:
    assert findings(make(DECIDED, texts={"overview": [right]}), "narrative.disclosure") == []
    assert findings(make(DECIDED, texts={"overview": [wrong]}), "narrative.disclosure")


OTHER_RESULTS = {
    "requests.new.business": "8",
    "requests.granted.business": "2",
    "requests.other_uncorrected.business": "2",
    "requests.other_rest.business": "4",
}
"""新收 8; 办理 8: 公开 2, 其他处理 6."""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "其他处理6件（撤回3件，其他1件，逾期不补正2件）。",
            "其他处理6件（撤回3件，其他2件，逾期不补正2件）。",
        ),
        ("其他处理6件（撤回3件，其他3件）。", "其他处理6件（撤回4件，其他3件）。"),
        ("收到信息公开申请8件，申请人主动撤回3件。", "收到信息公开申请8件，申请人主动撤回7件。"),
        ("收到信息公开申请8件，撤回行政复议9件。", "收到信息公开申请8件，其中9件申请人撤回。"),
        ("办结信息公开申请8件，公开2件、其他6件。", "办结信息公开申请8件，公开2件、其他5件。"),
        ("收到信息公开申请8件，办结率100%。", "收到信息公开申请8件，办结率93.2%。"),
    ],
)  # fmt: skip
def test_what_was_withdrawn_and_the_rest_are_other_results(
    make: Callable[..., Document], right: str, wrong: str
) -> None:
    def find(text: str) -> list[str]:
        found = check(make(OTHER_RESULTS, texts={"overview": [text]}))
        return [each.message for each in found if each.code.startswith("narrative.")]

    assert find(right) == []
    assert len(find(wrong)) == 1


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
