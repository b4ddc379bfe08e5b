"""Another program lays a Word file out as our pages: as many of them, each section on the same.

The reports have no digits in their text: LibreOffice 7 sets a blank beside each, whatever the file
says, and lines end elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.word.word_file import make_word_file
from tests.importers.libreoffice import convert, needs_libreoffice

if TYPE_CHECKING:
    from report_editor.exporters.fonts.typefaces import Fonts
    from tests.exporters.conftest import MakeReport

pytestmark = [pytest.mark.slow, needs_libreoffice]

LINE = "全面贯彻落实条例要求，坚持以公开为常态不公开为例外，及时准确公开信息。"
TRADITIONAL = "全面貫徹落實條例要求，堅持以公開爲常態不公開爲例外，及時準確公開信息。"


def find_headings(data: bytes) -> dict[str, tuple[int, float]]:
    """Return the page of each section's heading, and its height from the top in points."""
    found: dict[str, tuple[int, float]] = {}
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        for rect in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(rect)
            if top - bottom < 12:  # a label of a table
                continue
            line = text.get_text_bounded(left, bottom, right, top).strip()
            if len(line) < 30 and line[1:2] == "、":
                found.setdefault(line[:1], (number, page.get_height() - (top + bottom) / 2))
    return found


def count_pages(data: bytes) -> int:
    return len(pdfium.PdfDocument(data))


def test_pages_and_headings_stand_where_ours_do(make_report: MakeReport, noto: Fonts) -> None:
    reports = [
        make_report(texts={"overview": [LINE * 3] * 4, "problems": [LINE * 4]}, signatory="王某"),
        make_report("2019", texts={"overview": ["（一）主动公开", LINE * 9] * 4}),
        make_report(texts={"overview": [TRADITIONAL * 5], "other_matters": [TRADITIONAL]}),
        make_report(cells={"requests.new.business": "见附件"}),
    ]
    words = [make_word_file(report, PublicationOptions(draft=True)).data for report in reports]
    theirs = convert(words, "docx", "pdf")
    for report, data in zip(reports, theirs, strict=True):
        ours = make_pdf(report, PublicationOptions(draft=True), available=noto).data
        assert count_pages(data) == count_pages(ours)
        expected, found = find_headings(ours), find_headings(data)
        assert len(expected) == 6
        assert {key: page for key, (page, _) in found.items()} == {
            key: page for key, (page, _) in expected.items()
        }
        for key, (_, height) in expected.items():
            assert found[key][1] == pytest.approx(height, abs=6), key
