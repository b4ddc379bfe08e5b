"""Wording: each rule with a text it finds something in and one it leaves alone."""

# ruff: noqa: E501 - what is found and what is left alone stand side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import Texts, check_found_in_the_wrong_text_only, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


WORDING = [
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
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), WORDING)
def test_wording(make: Callable[..., Document], code: str, wrong: Texts, right: Texts) -> None:
    check_found_in_the_wrong_text_only(make, code, wrong, right)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("申请人张建国向我县申请公开征地批文。", True),
        ("申请人李娜不服答复，申请行政复议。", True),
        ("原告王大伟诉县政府信息公开一案。", True),
        ("申请人王某向我县申请公开征地批文。", False),
        ("申请人张某某不服答复。", False),
        ("申请人陈述、申辩的权利得到保障。", False),
        ("申请人郑重提出的意见。", False),
        ("申请人向我县提出申请。", False),
        ("申请人应当提供身份证明，申请人于年内提出。", False),
        ("申请人王先生通过网络提出申请。", False),
    ],
)
def test_an_applicant_is_not_named(make: Callable[..., Document], text: str, found: bool) -> None:
    warnings = findings(make(texts={"overview": ["前言。", text]}), "privacy.applicant")
    assert [(each.severity, each.paragraph) for each in warnings] == (
        [(Severity.WARNING, 1)] * found
    )
