"""A title names organ and year wherever they stand in it; what only looks like one is none."""

from __future__ import annotations

import pytest

from report_editor.importers.recognition.titles import find_title, read_title

ORGAN = "青石县水务局"
REPORT = "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "lines",
    [
        (f"{ORGAN}2023年{REPORT}",),
        (f"2023年度{ORGAN}{REPORT}",),
        (f"{ORGAN}（2023年度）{REPORT}",),
        (f"【2023年】{ORGAN}{REPORT}",),
        (f"{ORGAN}{REPORT}", "（2023年）"),
        (f"{ORGAN}政府信息公开2023年年度报告",),
        (f"{ORGAN}政府信息公开工作2023年度报告",),
        (f"{ORGAN}二〇二三年{REPORT}",),
        (f"{ORGAN}{REPORT}", "（二○二三年度）"),
        (f"{ORGAN}关于2023年政府信息公开工作情况的报告",),
        (f"关于{ORGAN}2023年度政府信息公开工作的报告",),
        (f"{ORGAN} 2023 年政府信息公开年报",),
        (f"• {ORGAN}2023年{REPORT}",),
        (f"附件1：{ORGAN}2023年{REPORT}",),
        (f"图解：{ORGAN}2023年{REPORT}",),
        (f"{ORGAN}2023年{REPORT}（图解）",),
        (f"《{ORGAN}2023年{REPORT}》",),
        (ORGAN, "2023年政府信息公开", "工作年度报告"),
        (f"{ORGAN}２０２３年{REPORT}",),
        (f"{ORGAN}二零二三年度{REPORT}",),
        (f"{ORGAN}〔2023〕年{REPORT}",),
        (f"{ORGAN}[2023年度]{REPORT}",),
        (f"〈{ORGAN}2023年{REPORT}〉",),
        (f"{ORGAN}2023年度《{REPORT}》",),
        (f"{ORGAN}2023年{REPORT}[图解]",),
        (f"{ORGAN}2023年{REPORT}（2023年1月1日—2023年12月31日）",),
        (f"{ORGAN}2023年{REPORT}（2024年1月15日）",),
        (f"{ORGAN}2023年1月至12月{REPORT}",),
        (f"{ORGAN}2023年度政府信息公开工作总结报告",),
        (f"2023年{REPORT}（{ORGAN}）",),
        (f"【{ORGAN}】2023年{REPORT}",),
        (f"★{ORGAN}2023年{REPORT}",),
        (f"▶ {ORGAN}2023年{REPORT}",),
        (f"政府信息公开年报|{ORGAN}2023年{REPORT}",),
        (f"首页 > 政务公开 > {ORGAN}2023年{REPORT}",),
        (f"{ORGAN}2023年{REPORT}-青石县人民政府",),
        (f"{ORGAN}2023年{REPORT}_青石县人民政府门户网站",),
    ],
)
def test_organ_and_year_are_read_wherever_they_stand(lines: tuple[str, ...]) -> None:
    title = read_title(*lines)
    assert title is not None
    assert (title.organization, title.year) == (ORGAN, 2023)


@pytest.mark.parametrize(
    "text",
    [
        f"关于做好2023年{REPORT}",
        f"{ORGAN}关于做好2023年{REPORT}",
        f"{ORGAN}2023年{REPORT}解读",
        f"{ORGAN}2022年{REPORT}2023年{REPORT}",
        f"2023年{REPORT}2023年{REPORT}",
        f"{ORGAN}2023年法治政府建设年度报告",
        f"现公布{ORGAN}，2023年{REPORT}",
    ],
)
def test_what_only_looks_like_a_title_is_none(text: str) -> None:
    assert read_title(text) is None


def test_a_title_is_found_beside_the_name_of_the_site() -> None:
    for text in (f"{ORGAN}2023年{REPORT}_青石县人民政府", f"青石县 - {ORGAN}2023年{REPORT}"):
        title = find_title(text)
        assert title is not None
        assert (title.organization, title.year) == (ORGAN, 2023)


@pytest.mark.parametrize("organ", ["青石镇人民政府", "青石县政府", "青石县“放管服”改革办公室"])
def test_a_name_that_ends_or_quotes_like_the_title_stays_whole(organ: str) -> None:
    title = read_title(f"{organ}2023年度信息公开年度报告")
    assert title is not None
    assert title.organization == organ


def test_a_long_name_is_read_from_the_lines_of_a_paper() -> None:
    organ = (
        "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克风景名胜区管理委员会"
        "综合行政执法局暨文化和旅游市场综合行政执法大队"
    )
    title = read_title(organ[:22], organ[22:44], organ[44:], f"2023年{REPORT}")
    assert title is not None
    assert (title.organization, title.year) == (organ, 2023)


def test_what_stands_beside_a_title_is_told() -> None:
    title = read_title(f"首页 > {ORGAN}2023年{REPORT}_青石县人民政府")
    assert title is not None
    assert title.text == f"{ORGAN}2023年{REPORT}"
    assert title.beside == ("_青石县人民政府", "首页>")
