"""Report year in the metadata, in the title and in the text."""

# ruff: noqa: E501 - what is found and what is left alone stand side by side

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from report_editor.checks import check
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
    ("organ", "day", "late"),
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
    make: Callable[..., Document], organ: str, day: str, late: bool
) -> None:
    document = make(organization=organ, fields={"publication_date": day})
    assert bool(findings(document, "basics.late")) is late


NO_DATES = [
    "明年一月",
    "待定",
    "1月20日",
    "2024年",
    "24年1月20日",
    "2027.13.45",
    "2027年2月30日",
    "二〇二四年二月三十日",
    "2024-00-10",
    "2024年1月320日",
    "20241301",
    "202401201",
    "12024年1月20日",
    "2024年第一季度",
    "2024年 月 日",
    "9" * 90,
]


@pytest.mark.parametrize("year", ["2023", "2026", "", "20222", "明年"])
@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_date_is_quoted_whatever_the_year_is(
    make: Callable[..., Document], written: str, year: str
) -> None:
    document = make(year=year, fields={"publication_date": written})
    (finding,) = findings(document, "basics.publication_date")
    assert f"“{written[:30]}" in finding.message
    assert f"{written}”不是一个日期" in finding.message or len(written) > 30
    assert "请写成 20" in finding.message
    assert findings(document, "basics.late") == []


FORMS = [
    "{0}-{1:02}-{2:02}",
    "{0}-{1}-{2}",
    "{0}{1:02}{2:02}",
    "{0}.{1}.{2}",
    "{0}. {1}. {2}",
    "{0}/{1:02}/{2:02}",
    "{0}、{1}、{2}",
    "{0}年{1}月{2}日",
    "{0}年{1:02}月{2:02}日",
    " {0} 年 {1} 月 {2} 日 ",
    "{0}年{1}月{2}号",
    "{0}-{1:02}-{2:02} 17:32",
    "发布日期：{0}年{1}月{2}日（印章）",
]


def spell(number: int) -> str:
    """A number from 1 to 31 in characters."""
    tens, ones = divmod(number, 10)
    return f"{('', '十', '二十', '三十')[tens]}{' 一二三四五六七八九'[ones].strip()}"


def list_forms(day: date) -> list[str]:
    written = [each.format(day.year, day.month, day.day) for each in FORMS]
    full_width = {ord("0") + n: 0xFF10 + n for n in range(10)}
    written += [each.translate(full_width) for each in written]
    rest = f"年{spell(day.month)}月{spell(day.day)}日"
    for zero in "〇○零0":
        digits = f"{zero}一二三四五六七八九"
        written.append("".join(digits[int(each)] for each in str(day.year)) + rest)
    return written


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2024, 1, 20), None),
        (date(2024, 2, 29), None),
        (date(2024, 3, 31), None),
        (date(2023, 12, 31), None),
        (date(2023, 10, 1), "basics.publication_date"),
        (date(2022, 11, 30), "basics.publication_date"),
        (date(2024, 4, 11), "basics.late"),
        (date(2025, 1, 21), "basics.late"),
    ],
)
def test_a_date_means_the_same_however_it_is_written(
    make: Callable[..., Document], day: date, code: str | None
) -> None:
    for written in list_forms(day):
        document = make(fields={"publication_date": written})
        found = [
            each
            for each in check(document)
            if each.code in ("basics.publication_date", "basics.late")
        ]
        assert [each.code for each in found] == ([code] if code else []), written
        assert all(str(day) in each.message for each in found)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024年1月", None),
        ("二〇二四年元月", None),
        ("2023年12月", None),
        ("2024.3", None),
        ("2023年11月", "basics.publication_date"),
        ("二〇二四年四月", "basics.late"),
        ("2024年13月", "basics.publication_date"),
        ("", None),
        ("  ", None),
        ("二〇二四年一月廿一日", None),
        ("二〇二四年元月三十日", None),
    ],
)
def test_a_month_alone_is_right_while_a_day_of_it_is(
    make: Callable[..., Document], written: str, code: str | None
) -> None:
    document = make(fields={"publication_date": written})
    for each in ("basics.publication_date", "basics.late"):
        assert bool(findings(document, each)) is (each == code)


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
