"""The page of GB/T 9704-2012 as Word is told to make it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Twips

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.word.word_file import make_word_file

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from report_editor.document import Document
    from tests.exporters.conftest import MakeReport


def open_word(document: Document, **choices: bool) -> WordDocument:
    return docx.Document(BytesIO(make_word_file(document, PublicationOptions(**choices)).data))


def value_of(element: Any, path: str) -> int:
    """Return the only number at a path."""
    (value,) = element.xpath(path)
    return int(value)


def font_of(word: WordDocument, style: str) -> str:
    """Return the font of the ideographs of a style."""
    (name,) = word.styles[style].element.xpath("w:rPr/w:rFonts/@w:eastAsia")
    return str(name)


def test_the_type_area_holds_22_lines_of_28_characters(make_report: MakeReport) -> None:
    word = open_word(make_report())
    section: Any = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.top_margin == pytest.approx(Mm(37), abs=1000)
    assert section.left_margin == pytest.approx(Mm(28), abs=1000)
    height = (section.page_height - section.top_margin - section.bottom_margin) / Twips(1)
    width = (section.page_width - section.left_margin - section.right_margin) / Twips(1)
    assert height / 1440 * 25.4 == pytest.approx(225, abs=0.1)
    assert width / 1440 * 25.4 == pytest.approx(156, abs=0.1)
    assert section._sectPr.xpath("w:docGrid/@w:type") == ["lines"]
    assert height // value_of(section._sectPr, "w:docGrid/@w:linePitch") == 22
    normal = word.styles["Normal"].element
    size = word.styles.element.xpath("w:docDefaults//w:sz/@w:val")
    each = 10 * int(size[0]) + value_of(normal, "w:rPr/w:spacing/@w:val")
    assert width // each == 28
    assert value_of(normal, "w:pPr/w:ind/@w:firstLineChars") == 200


def test_types_follow_the_purpose(make_report: MakeReport) -> None:
    word = open_word(make_report())
    assert word.styles.element.xpath("w:docDefaults//w:rFonts/@w:eastAsia") == ["仿宋"]
    fonts = {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体",
        "Heading 3": "仿宋",
    }
    assert {style: font_of(word, style) for style in fonts} == fonts


def test_headings_are_told_by_their_numbers(make_report: MakeReport) -> None:
    texts = {
        "overview": [
            "（一）主动公开", "全年公开信息。", "（二）依申请公开。收到申请。", "1.办理情况",
            "按期办结。", "（1）答复", "均已答复。",
        ]
    }  # fmt: skip
    word = open_word(make_report(texts=texts))
    styles = {paragraph.text: paragraph for paragraph in word.paragraphs}
    named = {text: style_of(paragraph) for text, paragraph in styles.items()}
    assert named["一、总体情况"] == "Heading 1"
    assert named["（一）主动公开"] == "Heading 2"
    assert named["1.办理情况"] == "Heading 3"
    assert named["（1）答复"] == "Heading 4"
    assert named["全年公开信息。"] == "Normal"
    assert named["（二）依申请公开。收到申请。"] == "Normal"
    runs = styles["（二）依申请公开。收到申请。"].runs
    assert [(run.text, run.style.name) for run in runs] == [
        ("（二）依申请公开。", "Heading 2 Char"),
        ("收到申请。", "Default Paragraph Font"),
    ]


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def test_page_numbers_stand_outside(make_report: MakeReport) -> None:
    word = open_word(make_report())
    assert word.settings.odd_and_even_pages_header_footer
    section = word.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment == side
        assert paragraph.text == "— 1 —"
        assert paragraph._p.xpath(".//w:instrText/text()") == ["PAGE"]
    assert section.header.is_linked_to_previous, "only a draft has something above"


def test_a_draft_is_marked_on_every_page(make_report: MakeReport) -> None:
    section = open_word(make_report(), draft=True).sections[0]
    headers = (section.header, section.even_page_header)
    assert [header.paragraphs[0].text for header in headers] == ["草　稿", "草　稿"]


def test_the_closing_is_that_of_the_pdf(make_report: MakeReport) -> None:
    fields = {"publication_date": "2023-01-30", "signatory": "王五", "contact": "电话：123"}
    lines = ["签发人：王五", "洪江市岩垅乡人民政府", "（盖章）", "2023年1月30日", "（电话：123）"]
    signed = open_word(make_report(**fields), check_code=False).paragraphs
    assert [paragraph.text for paragraph in signed[-5:]] == lines
    unsigned = open_word(make_report(**fields), signature=False, check_code=False).paragraphs
    assert [each.text for each in unsigned[-3:]] == [lines[1], *lines[3:]]
    assert not [each for each in unsigned if "签发" in each.text or "盖章" in each.text]
    bare = open_word(make_report(), signature=False).paragraphs
    assert bare[-1].text == "六、其他需要报告的事项"


def test_the_text_is_not_left_by_the_signature(make_report: MakeReport) -> None:
    texts = {"other_matters": ["本年度没有其他事项。"]}
    paragraphs = open_word(make_report(texts=texts)).paragraphs
    last = next(each for each in paragraphs if each.text == texts["other_matters"][0])
    assert last.paragraph_format.keep_with_next
    alone = open_word(make_report(texts=texts), signature=False).paragraphs[-1]
    assert not alone.paragraph_format.keep_with_next
