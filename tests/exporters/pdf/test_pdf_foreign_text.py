"""Whatever characters a report holds, it is printed, on the page, and what cannot be is named."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.document import Field
from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.metadata import Metadata
from report_editor.exporters.pdf.paper import make_pdf
from report_editor.exporters.pdf.writer import write_pdf
from report_editor.exporters.typeset.page import HEIGHT, WIDTH, Page, Run, Tagged, list_runs
from report_editor.exporters.typeset.report import ReportLayout
from report_editor.exporters.typeset.runs import Style, Typesetter, remove_invisible, set_line
from report_editor.exporters.typeset.structure import Element
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts

    MakeReport = Callable[..., Document]
    ReadText = Callable[..., str]

LONG_ORGAN = (
    "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克风景名胜区管理委员会综合行政执法局"
    "暨文化和旅游市场综合行政执法大队"
)
RARE = "𠮷㛃龘𫖯镕堃赟喆，é①⑴㈠Ⅳ㎡℃‰№，\ue000\uf8ff，😀🇨，한국，བོད，ئۇ。"
SLACK = 17.0
"""Points by which the blank half of a bracket or comma may stand outside the type area."""

words = ("政府信息公开，", "（一）", "1.", "——", "……", "<b>&amp;", "{0}%1", "=1+1", "12345678" * 5)
odd = ("a" * 60, "e\u0301", "👨\u200d👩\u200d👧", "\u05d0\u05d1", "ش", "𠮷\u20dd", "\u0301")
hidden = "\ud800\udfff\ufffe\uffff\ufdd0\x00\x1b\u202e\u2066\u200b\ufeff\u2028\u2029\n\t\U0010ffff"
pieces = st.one_of(
    st.sampled_from(words),
    st.sampled_from(odd),
    st.sampled_from(hidden),
    st.sampled_from("\ue000\u3000\u00a0 （）“”，。、《》/\\"),
    st.characters(),
)
texts = st.lists(pieces, max_size=40).map("".join)


@st.composite
def reports(draw: st.DrawFn, make: MakeReport) -> Document:
    """A report with such a text in every field, in some cells and in every section."""
    edition = form("2021")
    few = st.lists(st.sampled_from([cell.address for cell in edition.inputs]), max_size=6)
    return make(
        cells={address: draw(texts) for address in draw(few)},
        texts={each.key: draw(st.lists(texts, max_size=2)) for each in edition.text_sections},
        **{str(field): draw(texts) for field in Field},
    )


def iterate_runs(layout: ReportLayout) -> Iterator[tuple[float, Run]]:
    """List what is printed, with the height at which its group begins."""
    for page in layout.pages:
        for top, items in page.groups:
            for item in items:
                for text in item.texts if isinstance(item, Tagged) else ():
                    yield from ((top, run) for run in list_runs(text))


@pytest.mark.slow
@settings(max_examples=15)
@given(st.data())
def test_any_text_is_printed_within_the_page(
    make_report: MakeReport, noto: Fonts, data: st.DataObject
) -> None:
    report = data.draw(reports(make_report))
    options = PublicationOptions(signature=data.draw(st.booleans()), draft=data.draw(st.booleans()))
    pdf = make_pdf(report, options, available=noto)
    "\n".join(pdf.notes).encode()
    document = pypdfium2.PdfDocument(pdf.data)
    assert len(document) == pdf.pages
    document.close()
    layout = ReportLayout(report, Typesetter(noto), options)
    for top, run in iterate_runs(layout):
        text = run.text.rstrip()
        width = sum(run.face.measure(char) * run.size + run.spacing for char in text)
        assert run.x > -SLACK, run
        assert run.x + width - run.spacing < WIDTH + SLACK, run
        assert -40 < top + run.y < HEIGHT + 40, run


def test_half_a_character_in_the_organ_is_no_reason_to_fail(
    make_report: MakeReport, noto: Fonts
) -> None:
    pdf = make_pdf(make_report(organization="\ud83d镇"), available=noto)
    document = pypdfium2.PdfDocument(pdf.data)
    assert document.get_metadata_value("Author").endswith("镇")
    document.close()


def test_half_a_character_is_printed_as_missing_and_named(noto: Fonts, pdftotext: ReadText) -> None:
    typesetter, style = Typesetter(noto), Style(FontRole.BODY, 16.0)
    line = set_line(typesetter.shape("\ud83d镇", style), 0.0, 20.0, WIDTH)
    properties = Metadata("\ud83d镇", "\udfff", "年报", "Report Editor")
    root = Element("Document")
    page = Page([(0.0, (Tagged(root.add(Element("P")), tuple(line)),))])
    data = write_pdf([page], root, properties, lambda _: None)
    assert list(typesetter.missing) == ["\ud83d"]
    assert pdftotext(data) == "〓镇"
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "〓镇"
    assert document.get_metadata_value("Author") == "〓"
    document.close()


def test_a_title_of_many_lines_is_printed_whole(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    text = pdftotext(make_pdf(make_report(organization=LONG_ORGAN), available=noto).data)
    assert text.startswith(f"{LONG_ORGAN}2022年政府信息公开工作年度报告")
    assert text.count(LONG_ORGAN) == 2


def test_every_character_is_printed_or_named(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText
) -> None:
    pdf = make_pdf(make_report(texts={"overview": [RARE]}), available=noto)
    shown = unicodedata.normalize("NFC", pdftotext(pdf.data)) + "".join(pdf.notes)
    gone = [c for c in remove_invisible(RARE) if c not in shown and f"U+{ord(c):04X}" not in shown]
    assert "〓" in shown
    assert gone == []


@pytest.mark.parametrize("digits", [9, 15, 40, 200])
def test_a_number_of_any_length_stands_in_its_cell(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText, digits: int
) -> None:
    number = ("1234567890" * 20)[:digits]
    pdf = make_pdf(make_report(cells={"requests.new.natural_person": number}), available=noto)
    assert number in pdftotext(pdf.data, "-raw")


@pytest.mark.parametrize("field", [Field.SIGNATORY, Field.PUBLICATION_DATE, Field.CONTACT])
def test_a_long_name_or_date_goes_on_in_the_next_line(
    make_report: MakeReport, noto: Fonts, pdftotext: ReadText, field: Field
) -> None:
    text = "张三、李四、王五，" * 29
    pdf = make_pdf(make_report(**{str(field): text}), available=noto)
    assert text in pdftotext(pdf.data, "-raw")
