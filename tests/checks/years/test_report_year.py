"""Report year in the metadata, in the title and in the text."""

# ruff: noqa: E501 - what is found and what is left alone stand side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.found import Texts, check_found_in_the_wrong_text_only, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"year": "20222"}, "basics.year"),
        ({"year": ""}, "basics.year"),
        ({"organization": " "}, "basics.organization"),
        ({"title": "青山县2022年政府信息公开工作年度报告"}, "basics.title_year"),
        ({"publication_date": "2023-06-30"}, "basics.publication_date"),
        ({"publication_date": "2024-02-30"}, "basics.publication_date"),
        ({"publication_date": "2024年4月1日"}, "basics.late"),
    ],
)
def test_the_basics(make: Callable[..., Document], fields: dict[str, str], code: str) -> None:
    (finding,) = findings(make(fields=fields), code)
    assert finding.section == "basics"
    assert findings(make(fields={"publication_date": "2024-03-31"}), code) == []


def test_a_department_publishes_by_january(make: Callable[..., Document]) -> None:
    document = make(organization="青山县教育局", fields={"publication_date": "2024-02-01"})
    (finding,) = findings(document, "basics.late")
    assert "2024-01-31" in finding.message


@pytest.mark.parametrize(
    ("organ", "date", "late"),
    [
        ("青石乡", "2024-03-15", False),
        ("青石县", "2024-03-15", False),
        ("青石苏木", "2024-03-15", False),
        ("青石旗", "2024-04-01", True),
        ("青石县水务局", "2024-03-15", True),
        ("青石经济开发区管委会", "2024-03-15", False),
        ("青石经济开发区管委会", "2024-04-15", True),
        ("青石职业技术学院", "2024-03-15", False),
    ],
)
def test_a_place_publishes_as_its_government(
    make: Callable[..., Document], organ: str, date: str, late: bool
) -> None:
    document = make(organization=organ, fields={"publication_date": date})
    assert bool(findings(document, "basics.late")) is late


YEARS = [
    ("year.statement", {"preamble": ["总结青山县2022年政府信息公开工作情况。"]}, {"preamble": ["总结青山县2023年政府信息公开工作情况。按照《2022年政府信息公开工作要点》编制。"]}),
    ("year.period", {"preamble": ["统计期限2022年1月1日至2022年12月31日。"]}, {"preamble": ["统计期限 2023 年 1 月 1 日起至 2023 年 12 月 31 日止。"]}),
    ("year.period", {"preamble": ["自2022年1月1日至12月31日。"]}, {"preamble": ["自2023年1月1日到12月31日。"]}),
    ("year.garbled", {"preamble": ["自20231月1日起。"]}, {}),
    ("year.statement", {"overview": ["2022年，我县主动公开政府信息49条。"]}, {"overview": ["2022年，我县主动公开政府信息49条，2023年50条。"]}),
    ("year.plan", {"problems": ["下一步，2023年我县将加强公开，解决问题。"]}, {"problems": ["2023年存在不足。下一步，2024年将针对2023年的问题改进。"]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), YEARS)
def test_years_of_the_text(
    make: Callable[..., Document], code: str, wrong: Texts, right: Texts
) -> None:
    check_found_in_the_wrong_text_only(make, code, wrong, right)
