"""Make the Word file of a report: its package, page and properties, with python-docx."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt

from report_editor.exporters.fonts.face import FaceError
from report_editor.exporters.fonts.typefaces import Fonts
from report_editor.exporters.report_parts import PrintedReport, print_report
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    FOLIO_DROP,
    FOLIO_SIZE,
    HEIGHT,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    WIDTH,
)
from report_editor.exporters.typeset.report import ReportLayout
from report_editor.exporters.typeset.runs import Typesetter
from report_editor.exporters.word.body import BodyWriter
from report_editor.exporters.word.check_code_frame import make_check_code_frame
from report_editor.exporters.word.elements import Element, make, make_paragraph, make_run
from report_editor.exporters.word.font_names import make_font_table
from report_editor.exporters.word.style_sheet import FOOTER, HEADER, make_style_sheet
from report_editor.ooxml.timeless_zip import TimelessZip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as WordDocument
    from docx.section import Section, _BaseHeaderFooter

    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions

_KEPT = frozenset({
    RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS,
})  # fmt: skip
"""Parts of python-docx's empty file that are used; the others are Word's for another paper."""
_LONGEST_PROPERTY = 255
_OFFICE = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
}
"""Layout of Word 2013 and later: in older ones a table begins to the left of the text."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """A report as a Word file."""

    data: bytes
    notes: tuple[str, ...]
    """Chinese sentences about characters that were left out or replaced, and about tiny numbers."""


def make_word_file(document: Document, options: PublicationOptions) -> WordFile:
    """Write a report; the same report gives the same bytes, whatever fonts the computer has.

    Its pages are laid out as those of a PDF, with the fonts of this program: from there come the
    sizes and lines in the tables, and where they are divided.

    Raises:
        FontProblem: The fonts that come with the program, by which tables are measured, are
            damaged.
    """
    printed = print_report(document)
    fonts = Fonts(())
    try:
        typesetter = Typesetter(fonts)
        layout = ReportLayout(document, typesetter, options)
        writer = BodyWriter(printed, layout.tables, typesetter)
        elements = writer.write(signature=options.signature)
    except FaceError as error:
        fonts.give_up(error.face)
        raise
    finally:
        fonts.release()
    language = "zh-TW" if printed.wording.is_traditional else "zh-CN"
    word = begin_word_file(language, printed.wording.write("草　稿") if options.draft else "")
    _describe(word, printed)
    if options.check_code:
        # A frame stands on the page of the paragraph that follows it.
        elements.insert(-1, make_check_code_frame(word, layout.check_code))
    notes = (*printed.notes, *layout.list_small_numbers())
    return WordFile(finish_word_file(word, elements), notes)


def begin_word_file(language: str, mark: str = "") -> WordDocument:
    """Return an empty file with our styles, pages and page numbers, and a mark above each page.

    It has no date: equal contents are equal files.
    """
    word = docx.Document()
    _replace_parts(word, language)
    word.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element[:] = []
    word.core_properties.language = language
    _set_page(word.sections[0])
    _set_margins(word.sections[0], mark)
    word.settings.odd_and_even_pages_header_footer = True
    return word


def finish_word_file(word: WordDocument, elements: Iterable[Element]) -> bytes:
    """Put paragraphs and tables into a file and return its bytes."""
    end = word.element.body.sectPr
    for element in elements:
        end.addprevious(element)
    stream, timeless = BytesIO(), BytesIO()
    word.save(stream)
    with ZipFile(stream) as made, TimelessZip(timeless, "w") as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name))
    return timeless.getvalue()


def _replace_parts(word: WordDocument, language: str) -> None:
    """Put our own styles, fonts and settings into the empty file."""
    for rels in (word.part.package.rels, word.part.rels):
        for key in [key for key, each in rels.items() if each.reltype not in _KEPT]:
            del rels[key]
    for element, content in (
        (word.styles.element, make_style_sheet(language)),
        (word.settings.element, _make_settings(language)),
    ):
        element[:] = content[:]
    blob = serialize_part_xml(make_font_table())
    name = PackURI("/word/fontTable.xml")
    fonts = Part(name, CONTENT_TYPE.WML_FONT_TABLE, blob, word.part.package)
    word.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)


def _make_settings(language: str) -> Element:
    settings = (
        make("compatSetting", name=name, uri=_OFFICE, val=value)
        for name, value in _COMPATIBLE.items()
    )
    return make(
        "settings",
        make("zoom", percent=100),
        make("characterSpacingControl", val="compressPunctuation"),
        make("compat", make("ulTrailSpace"), *settings),
        make("themeFontLang", val="en-US", eastAsia=language),
    )


def _describe(word: WordDocument, printed: PrintedReport) -> None:
    properties = word.core_properties
    properties.title = printed.title[:_LONGEST_PROPERTY]
    properties.author = printed.closing.organization[:_LONGEST_PROPERTY]
    properties.subject = printed.wording.write("政府信息公开工作年度报告")


def _set_page(section: Section) -> None:
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.top_margin, section.left_margin = Pt(TOP), Pt(LEFT)
    section.bottom_margin = Pt(PAGE_HEIGHT - TOP - HEIGHT)
    section.right_margin = Pt(PAGE_WIDTH - LEFT - WIDTH)
    section.gutter = Pt(0)
    section.header_distance = Pt(TOP - LINE - BODY_SIZE)
    # The dashes of the page number stand in the middle of its line.
    middle = PAGE_HEIGHT - TOP - HEIGHT - FOLIO_DROP
    section.footer_distance = Pt(middle - 0.6 * FOLIO_SIZE)
    properties = section._sectPr  # noqa: SLF001 - python-docx has no grid of lines
    for grid in properties.xpath("w:docGrid"):
        properties.remove(grid)
    # Not linesAndChars: LibreOffice spreads the characters of every style by it.
    properties.append(make("docGrid", type="lines", linePitch=int(20 * LINE)))


def _set_margins(section: Section, mark: str) -> None:
    """Set the page number on the outer side, and the mark of a draft above each page."""
    _fill(section.footer, _make_folio("right"))
    _fill(section.even_page_footer, _make_folio("left"))
    if mark:
        for header in (section.header, section.even_page_header):
            _fill(header, make_paragraph(HEADER, [make_run(mark)]))


def _make_folio(side: str) -> Element:
    """Return — 1 — one character from the outer side of the type area."""
    field = (
        make("fldChar", fldCharType="begin"),
        make("instrText"),
        make("fldChar", fldCharType="separate"),
        None,
        make("fldChar", fldCharType="end"),
    )
    field[1].text = "PAGE"
    runs = [make_run("1") if each is None else make("r", each) for each in field]
    runs = [make_run("— "), *runs, make_run(" —")]
    left, right = (FOLIO_SIZE if side == each else 0.0 for each in ("left", "right"))
    return make_paragraph(FOOTER, runs, left=left, right=right, align=side)


def _fill(story: _BaseHeaderFooter, paragraph: Element) -> None:
    story.is_linked_to_previous = False
    before = story.paragraphs[0]._p  # noqa: SLF001 - python-docx takes no element
    before.getparent().replace(before, paragraph)
