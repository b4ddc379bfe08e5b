"""Paper follows the characters of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.exporters.pdf.paper import make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts

    MakeReport = Callable[..., Document]
    ReadText = Callable[..., str]


def test_a_traditional_report_has_traditional_headings_and_tables_on_paper(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    report = make_report(
        organization="開縣后里鎮人民政府", texts={"overview": ["全年主動公開政府信息三十條。"]}
    )
    text = pdftotext(make_pdf(report, available=noto).data, "-raw")
    assert text.startswith("開縣后里鎮人民政府2022年政府信息公開工作年度報告一、總體情況")
    assert "三、收到和處理政府信息公開申請情況" in text
    assert "1.屬於國家秘密" in text
    assert "簽發人：" in text
    assert "（蓋章）" in text
    assert "申请" not in text


@pytest.mark.parametrize("name", ["喆堃", "後", "《後漢書》"])
def test_a_rare_or_traditional_name_makes_no_traditional_report(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText, name: str
) -> None:
    report = make_report(texts={"overview": [f"负责同志{name}，全年主动公开政府信息三十条。"]})
    assert "三、收到和处理政府信息公开申请情况" in pdftotext(make_pdf(report, available=noto).data)
