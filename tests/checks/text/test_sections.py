"""Text sections as wholes: each rule with a text it finds something in and one it leaves."""

# ruff: noqa: E501 - what is found and what is left alone stand side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.found import Texts, check_found_in_the_wrong_text_only, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


SECTIONS = [
    ("section.fee_statement", {"other_matters": ["无。"]}, {"other_matters": ["未收取信息处理费。"]}),
    ("section.problems", {"problems": ["无"]}, {}),
    ("section.problems", {"problems": ["公开工作开展得很好，各项任务都顺利完成，群众满意，领导放心，成绩很大，经验丰富，荣誉很多，全年没有失误和投诉。"]}, {}),
    ("section.topics", {"overview": ["公开了很多。"]}, {}),
    ("section.supervision", {"overview": ["主动公开、申请、平台、管理、监督。"]}, {}),
    ("section.numbering", {"overview": ["（一）主动公开。很好。", "（三）申请。很好。"]}, {"overview": ["（一）主动公开。很好。", "（二）申请。很好。"]}),
    ("section.numbering", {"problems": ["一是公开不够；三是解读不够。"]}, {"problems": ["一是公开不够；二是解读不够。第一是重点。"]}),
    ("section.too_long", {"overview": ["长" * 20_001]}, {"overview": ["长" * 20_000]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), SECTIONS)
def test_sections_as_wholes(
    make: Callable[..., Document], code: str, wrong: Texts, right: Texts
) -> None:
    check_found_in_the_wrong_text_only(make, code, wrong, right)


def test_a_section_without_text_is_told_but_not_the_preamble(
    make: Callable[..., Document],
) -> None:
    document = make(texts={"overview": ["  "], "preamble": []})
    (finding,) = findings(document, "section.empty")
    assert finding.section == "overview"


@pytest.mark.parametrize(
    "heading", ["(八)政府信息公開保密審查及監督檢查情況", "（二）平台建设情况。"]
)
def test_a_heading_with_nothing_under_it_is_told(
    make: Callable[..., Document], heading: str
) -> None:
    document = make(texts={"problems": ["（一）问题。公开不够及时，有待改进。", heading]})
    (finding,) = findings(document, "section.empty_heading")
    assert finding.paragraph == 1
    assert findings(make(texts={"problems": [heading, "有内容。"]}), "section.empty_heading") == []


@pytest.mark.parametrize(
    "text", ["（一）未发生责任追究。", "（一）全年受理3件。", "（一）公开，解读，回应都有加强。"]
)
def test_a_numbered_sentence_is_no_empty_heading(make: Callable[..., Document], text: str) -> None:
    assert findings(make(texts={"problems": [text]}), "section.empty_heading") == []


def test_no_fee_statement_was_asked_for_before_2021(make: Callable[..., Document]) -> None:
    document = make(edition="2019", year="2020", texts={"other_matters": ["无。"]})
    assert findings(document, "section.fee_statement") == []


def test_every_topic_of_both_editions_is_looked_for(make: Callable[..., Document]) -> None:
    for edition, year in (("2019", "2019"), ("2021", "2023")):
        document = make(edition=edition, year=year, texts={"overview": ["成绩很好。"]})
        (finding,) = findings(document, "section.topics")
        for topic in document.form.section("overview").topics:
            assert topic in finding.message


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("公开安全生产责任保险信息", True),
        ("落实责任", True),
        ("未发生责任追究", False),
        ("没有人员被追究行政责任", False),
        ("无追责问责情形", False),
    ],
)
def test_what_is_said_of_holding_to_account(
    make: Callable[..., Document], words: str, lacking: bool
) -> None:
    overview = [f"主动公开、申请、平台、管理、监督考核、社会评议，{words}。"]
    found = findings(make(texts={"overview": overview}), "section.supervision")
    assert ["责任追究，" in each.message or "责任追究。" in each.message for each in found] == (
        [True] if lacking else []
    )


def test_a_department_reports_no_supervision(make: Callable[..., Document]) -> None:
    document = make(
        organization="青山县教育局", texts={"overview": ["公开、申请、管理、平台、监督。"]}
    )
    assert findings(document, "section.supervision") == []
