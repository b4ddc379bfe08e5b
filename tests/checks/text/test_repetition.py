"""Repetitions in a report, and what its introduction promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

SIX = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"
)
LONG = "我县严格落实信息发布审核制度，先审查后公开，专人负责，层层把关，全年没有发生失泄密事件。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"报告由{SIX}六个部分组成。", None),
        (f"报告包括{SIX}等六部分，并附指标统计表。", None),
        (f"报告共6个部分：{SIX}。", None),
        (f"报告由{SIX}五个部分组成。", 5),
        (f"报告由{SIX}和附表七个部分组成。", None),
        ("报告由总体情况、主动公开情况、依申请公开情况、存在问题、其他事项六个部分组成。", 5),
        ("公开内容分为五个部分。", None),
        ("报告由六个部分组成。", None),
        (f"报告由{SIX}组成。", None),
    ],
)
def test_the_introduction_counts_the_sections(
    make: Callable[..., Document], text: str, found: int | None
) -> None:
    warnings = findings(make(texts={"preamble": ["前言。", text]}), "section.count")
    assert [(each.section, each.paragraph, each.expected, each.actual) for each in warnings] == (
        [] if found is None else [("preamble", 1, 6, found)]
    )


def test_a_part_left_out_is_named(make: Callable[..., Document]) -> None:
    text = f"报告由{SIX.replace('政府信息公开行政复议和行政诉讼情况、', '')}六个部分组成。"
    (warning,) = findings(make(texts={"preamble": [text]}), "section.count")
    assert "政府信息公开行政复议、行政诉讼情况" in warning.message


@pytest.mark.parametrize(
    ("section", "heading", "found"),
    [
        ("overview", "一、总体情况", True),
        ("overview", "五、存在的主要问题及改进情况。", True),
        ("other_matters", "二、主动公开政府信息情况", True),
        ("preamble", "一、总体情况", False),
        ("overview", "一、主动公开", False),
        ("overview", "总体情况", False),
    ],
)
def test_the_heading_of_a_section_inside_a_text(
    make: Callable[..., Document], section: str, heading: str, found: bool
) -> None:
    document = make(texts={section: ["前言。", heading, "内容。"]})
    errors = findings(document, "section.duplicate")
    assert [(each.severity, each.paragraph) for each in errors] == [(Severity.ERROR, 1)] * found


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (["（一）主动公开。很好。", "（二）平台建设。很好。", "（三）主动公开。很多。"], [2]),
        (["（一）主动公开", "很好。", "（二）主动公开：", "很多。"], [2]),
        (["（一）主动公开。很好。", "（二）平台建设。很好。"], []),
        (["问题：", "（一）主动公开。", "改进：", "（一）主动公开。"], []),
        (["一、问题", "（二）主动公开。", "二、改进", "（二）主动公开。"], []),
        (["（一）", "（二）"], []),
        ([LONG, "很好。", LONG], [2]),
        ([LONG, LONG, LONG], [1]),
        (["工作很好。", "工作很好。"], []),
    ],
)
def test_what_stands_in_a_section_twice(
    make: Callable[..., Document], paragraphs: list[str], found: list[int]
) -> None:
    warnings = findings(make(texts={"problems": paragraphs}), "section.repeated")
    assert [each.paragraph for each in warnings] == found


def test_a_paragraph_of_another_section_is_named_with_its_place(
    make: Callable[..., Document],
) -> None:
    document = make(texts={"overview": ["前言。", LONG], "problems": [LONG]})
    (warning,) = findings(document, "section.repeated")
    assert warning.section == "problems"
    assert "“总体情况”第 2 段" in warning.message
