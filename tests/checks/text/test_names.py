"""Names: each rule with a report it finds something in and one it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.checks import Severity
from tests.checks.found import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

COUNTY, TOWN, BUREAU = "青山县人民政府", "平州市青山县柳溪镇人民政府", "青山县住房和城乡建设局"


@pytest.mark.parametrize(
    ("organ", "title", "found"),
    [
        (COUNTY, "青山县人民政府2023年政府信息公开工作年度报告", False),
        (COUNTY, "2023年度青山县政府信息公开工作年度报告", False),
        (COUNTY, "平州市青山县人民政府2023年政府信息公开工作年度报告", False),
        (COUNTY, "绿水县人民政府2023年政府信息公开工作年度报告", True),
        (COUNTY, "2023年政府信息公开工作年度报告", False),
        (TOWN, "柳溪镇2023年政府信息公开工作年度报告", False),
        (TOWN, "青山县白石镇人民政府2023年政府信息公开工作年度报告", True),
        (BUREAU, "平州市青山县住建局2023年政府信息公开工作年度报告", False),
        (BUREAU, "青山县財政局2023年政府信息公开工作年度报告", True),
        ("上海市科学技术委员会", "2023年上海市科委政府信息公开工作年度报告", False),
        ("青山縣人民政府", "青山县人民政府2023年政府信息公开工作年度报告", False),
        ("", "绿水县人民政府2023年政府信息公开工作年度报告", False),
    ],
)
def test_the_title_names_the_reporting_organ(
    make: Callable[..., Document], organ: str, title: str, found: bool
) -> None:
    fields = {"organization": organ, "year": "2023", "title": title}
    warnings = findings(make(fields=fields), "basics.title_name")
    assert bool(warnings) is found
    assert all(each.severity is Severity.WARNING for each in warnings)


@pytest.mark.parametrize(
    ("organ", "section", "text", "found"),
    [
        (COUNTY, "preamble", "现向社会公布绿水县人民政府2023年度政府信息公开年度报告。", True),
        (COUNTY, "preamble", "现向社会公布青山县人民政府2023年度政府信息公开年度报告。", False),
        (COUNTY, "preamble", "本报告由绿水县人民政府办公室根据《条例》编制。", True),
        (COUNTY, "preamble", "本报告由青山县人民政府办公室根据《条例》编制。", False),
        (BUREAU, "preamble", "现公布青山县财政局2023年度政府信息公开年度报告。", True),
        ("青山县教育局", "preamble", "现公布青山县财政局2023年度政府信息公开年度报告。", True),
        ("青山县教育局", "overview", "2023年，县财政局认真落实《条例》。", True),
        ("青山县教育局", "overview", "2023年，县教育局认真落实《条例》。", False),
        ("青山县教育局", "overview", "2023年，市教育局积极指导各县。", False),
        ("青山县教育局", "overview", "2023年，县政府高度重视信息公开。", False),
        (TOWN, "overview", "2023年，白石镇认真落实《条例》。", True),
        (TOWN, "overview", "2023年，柳溪镇人民政府认真落实《条例》。", False),
        (TOWN, "overview", "2023年，镇党委政府高度重视。", False),
        (TOWN, "overview", "2023年，在县政府指导下我镇认真落实。", False),
        (COUNTY, "overview", "2023年，白石镇认真落实《条例》。", False),
        (COUNTY, "overview", "2023年，县委县政府高度重视。", False),
        (COUNTY, "overview", "2023年，绿水县认真落实《条例》。", True),
        (COUNTY, "overview", "2023年，全县认真落实《条例》。", False),
        # A clause with a verb is no name.
        (TOWN, "overview", "2023年，聚焦打造品牌镇认真落实《条例》。", False),
        (COUNTY, "overview", "2023年，围绕建设强县扎实推进公开。", False),
        (COUNTY, "overview", "2023年，坚持服务全县积极推进公开。", False),
        ("青山县教育局", "overview", "2023年，指导局属单位和县委认真落实《条例》。", False),
        ("青山县教育局", "overview", "2023年，联合县财政局认真落实《条例》。", False),
        ("青山县教育局", "preamble", "总结绿水县教育局2023年政府信息公开工作情况。", True),
        ("青山县教育局", "preamble", "总结青山县人民政府办公室2023年政府信息公开工作情况。", True),
        ("青山县教育局", "preamble", "总结青山县教育局2023年政府信息公开工作情况。", False),
    ],
)
def test_another_organ_where_the_own_belongs(
    make: Callable[..., Document], organ: str, section: str, text: str, found: bool
) -> None:
    document = make(organization=organ, texts={section: ["前言。", text]})
    warnings = findings(document, "text.other_organ")
    assert [(each.section, each.paragraph) for each in warnings] == [(section, 1)] * found


@pytest.mark.parametrize(
    ("organ", "text", "found"),
    [
        (COUNTY, "我县公开，我市指导。", 0),
        (COUNTY, "我局公开。", 1),
        (COUNTY, "我局公开，我镇公开，我局解读。", 2),
        (COUNTY, "我局限于条件，自我县评，“我局”二字。", 0),
        ("青山区人民政府", "我县公开。", 1),
        ("青山市教育局", "我市公开，我局公开。", 0),
        ("青山市教育局", "我委公开，我县公开。", 2),
        ("教育局", "我县公开。", 0),
        ("青山县发展和改革委员会", "我委公开，我委托第三方。", 0),
        ("青山县发展和改革委员会", "我局公开。", 1),
        (TOWN, "我镇公开，我县要求。", 0),
        (TOWN, "我乡公开。", 1),
        (BUREAU, "我县公开，我局解读。", 0),
        ("东山街道办事处", "我街道公开，我区要求。", 0),
        ("东山街道办事处", "我镇公开。", 1),
        ("青山县政务服务中心", "我局公开。", 0),
    ],
)
def test_short_forms_fit_the_organ(
    make: Callable[..., Document], organ: str, text: str, found: int
) -> None:
    document = make(organization=organ, texts={"overview": [text], "problems": ["不够，改进。"]})
    assert len(findings(document, "text.short_form")) == found
