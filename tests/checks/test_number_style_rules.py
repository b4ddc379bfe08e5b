"""How numbers are written in the text, and who is named in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Finding, Severity, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


def findings(document: Document, code: str) -> list[Finding]:
    return [finding for finding in check(document) if finding.code == code]


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("公开信息２３条。", "“２３”"),
        ("公开信息1 234条。", "“1 234”"),
        ("公开信息6余件。", "“6余”"),
        ("公开信息六余件。", "“六余”"),
        ("公开信息1,234条，阅读量5678次。", "“5678”"),
        ("公开信息23条，1,234条，5,678次。", None),
        ("公开信息1234条，阅读量5678次。", None),
        ("公开信息60余件，十余件，二十六件，3.6余。", None),
        ("2023 年 123 条，1 次，2023 100字。", None),
        ("见www.abc.gov.cn/20231234，第2023条，1,234条。", None),
    ],
)
def test_numbers_are_written_one_way(
    make: Callable[..., Document], text: str, example: str | None
) -> None:
    hints = findings(make(texts={"overview": ["前言。", text]}), "text.number_style")
    assert [(each.severity, each.paragraph) for each in hints] == (
        [(Severity.INFO, 1)] if example else []
    )
    assert all(example in each.message for each in hints if example)


def test_a_way_of_writing_is_told_once(make: Callable[..., Document]) -> None:
    texts = {"overview": ["公开２３条。", "公开２４条。"], "problems": ["培训１次，改进不足。"]}
    (hint,) = findings(make(texts=texts), "text.number_style")
    assert (hint.section, hint.paragraph) == ("overview", 0)
    assert "等 3 段" in hint.message


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
