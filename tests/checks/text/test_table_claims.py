"""Applications in the text, against table 三."""

# ruff: noqa: E501 - what is found and what is left alone stand side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import RECEIVED, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


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


def test_traditional_characters_are_read_like_simplified(make: Callable[..., Document]) -> None:
    document = make(RECEIVED, texts={"overview": ["全年共收到政府信息公開申請31件。"]})
    assert findings(document, "narrative.received")
