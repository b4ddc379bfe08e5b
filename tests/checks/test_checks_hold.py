"""Properties of the checks on every report: they never fail and agree with themselves."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_editor.checks import check, summarise
from report_editor.checks.runner import FAILED
from report_editor.document import Document, Field, Part
from report_editor.forms import forms

WORDS = st.lists(
    st.sampled_from(
        [
            "（一）", "一是", "三是", "2023年", "2022年1月1日至12月31日", "收到", "申请",
            "31件", "其中", "自然人", "二十件", "，占", "3.5%", "。", "；", "均已办结",
            "未收到", "行政复议", "诉讼", "均获维持", "信息公开", "《", "》", "（", "）", "XX",
            "100条", "，其中", "动态", "60条", "政务", "50条", "下一步", "规范性文件", "制发",
            "现行有效", "较去年", "增长", "12%", "結轉", "下年度", "13812345678",
            "110105194912310021", "０", "零", "败诉", "\ud83d",
            "申请人均为", "企业", "我局", "我县", "六个部分", "主动公开", "问题", "信息处理费",
            "共", "125元", "5元", "一、总体情况", "青山县财政局", "认真", "（二）", "1 234条",
            "1,234条", "6余件", "申请人张建国", "提出",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip
RAWS = st.sampled_from(
    ["0", "1", "3", "12", "21", "00", "-1", "1.5", "约", "/", "5（含2件）", "9" * 15]
)


@st.composite
def reports(draw: st.DrawFn) -> Document:
    """A report on either edition whose words are those the rules look for."""
    form = draw(st.sampled_from(forms()))
    addresses = sorted(form.cells)
    cells = draw(st.dictionaries(st.sampled_from(addresses), RAWS, max_size=30))
    keys = st.sampled_from(
        ["label:requests.new", "merged:requests.other_rest", "section:problems", "missing:overview",
         "label:nowhere.row", "merged:", "section:nowhere", "missing:requests", "else", ""]
    )  # fmt: skip
    return Document(
        form,
        parts={
            Part.CELLS: {a: raw for a, raw in cells.items() if not form.cells[a].is_total},
            Part.STATED: {a: raw for a, raw in cells.items() if form.cells[a].is_total},
            Part.SOURCE: draw(st.dictionaries(keys, WORDS, max_size=3)),
            Part.PREVIOUS: draw(
                st.dictionaries(
                    st.sampled_from(
                        [*addresses[:40], "#year", "#form", "#text:overview", "#text:x"]
                    ),
                    RAWS | WORDS,
                    max_size=6,
                )
            ),
            Part.UNCONFIRMED: draw(st.dictionaries(WORDS, WORDS, max_size=2)),
            Part.FIELDS: {
                Field.YEAR: draw(st.sampled_from(["", "2020", "2023", "20222", "2024年"])),
                Field.ORGANIZATION: draw(
                    st.sampled_from(["", "青山县人民政府", "大河镇人民政府", "教育局"])
                ),
                Field.TITLE: draw(WORDS),
                Field.PUBLICATION_DATE: draw(
                    st.sampled_from(["", "2024-13-45", "2024年1月3日", "x"])
                ),
            },
        },
        texts={
            section.key: draw(st.lists(WORDS | st.text(max_size=20), max_size=4))
            for section in form.text_sections
        },
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(reports(), st.none() | reports())
def test_no_report_makes_the_checks_fail(document: Document, last_year: Document | None) -> None:
    findings = check(document, last_year)
    assert findings == check(document.copy(), last_year)
    sections = {section.key for section in document.form.sections} | {"basics"}
    for finding in findings:
        assert finding.section in sections
        assert all(cell in document.form.cells for cell in finding.cells)
        if finding.paragraph is not None:
            assert finding.paragraph < len(document.paragraphs(finding.section))
        assert finding.code.count(".") == 1
        assert finding.code != FAILED
        assert finding.message.endswith(("。", "”"))
        assert "\n" not in finding.message
        assert finding.identity.startswith(finding.code)
    json.dumps([finding.to_json() for finding in findings])
    assert summarise(findings)
