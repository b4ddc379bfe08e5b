"""A signature below a report is no text of it, and text is no signature."""

from __future__ import annotations

import pytest

from report_editor.importers.recognition.closing import Closing, read_closing

ORGAN = "甲县乙镇人民政府"
TEXT = "2023年,本机关没有收取信息处理费。"


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ([ORGAN, "2024年1月17日"], Closing(2, ORGAN, "2024-01-17")),
        (["2024年1月17日"], Closing(1, "", "2024-01-17")),
        ([ORGAN, "二〇二四年一月十七日"], Closing(2, ORGAN, "二〇二四年一月十七日")),
        (
            ["签发人：王五", ORGAN, "（盖章）", "2024年1月17日", "（联系人：李四）"],
            Closing(5, ORGAN, "2024-01-17", "王五", "联系人：李四"),
        ),
        (["签发人：", "甲县乙镇", "人民政府", "（盖章）", "年月日"], Closing(5, ORGAN)),
        ([f"{ORGAN}（盖章）", "2024 年 1 月 17 日"], Closing(2, ORGAN, "2024-01-17")),
        (["（地址:某路1号,电话:0517-1）"], Closing(1, contact="地址:某路1号,电话:0517-1")),
        (["簽發人：王五", ORGAN, "（蓋章）", "年 月 日"], Closing(4, ORGAN, "", "王五")),
    ],
)
def test_a_closing_is_read_from_below(below: list[str], found: Closing) -> None:
    assert read_closing([TEXT, *below], ORGAN) == found


@pytest.mark.parametrize(
    "last",
    [
        TEXT,
        "(一)无其他需要报告的事项。",
        "（本年度没有收取信息处理费）",
        "截至2023年12月31日",
        ORGAN,
        "以上报告,由甲局负责解释。",
    ],
)
def test_text_is_no_closing(last: str) -> None:
    assert read_closing([TEXT, last], ORGAN) == Closing()


def test_the_paragraph_above_a_closing_stays() -> None:
    assert read_closing(["没有。", "甲县教育局", "2024-01-17"], ORGAN).paragraphs == 2
    assert read_closing(["没有。", "2024-01-17"], ORGAN).paragraphs == 1
    assert read_closing([], ORGAN) == Closing()
