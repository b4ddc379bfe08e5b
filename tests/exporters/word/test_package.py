"""A Word file is a sound package: Word is strict where other programs are not."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from report_editor.exporters.fonts import typefaces
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.word.font_names import FONTS
from report_editor.exporters.word.word_file import make_word_file
from tests.importers.roundtrip.test_own_files import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.document import Document
    from tests.exporters.conftest import MakeReport

ORDERS = {
    "document": "body",
    "body": "* sectPr",
    "p": "pPr *",
    "drawing": "*",
    "r": "rPr *",
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr *",
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "tblGrid": "gridCol",
    "tblCellMar": "top left bottom right",
    "tblBorders": "top left bottom right insideH insideV",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark"
    ),
    "sectPr": (
        "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings"
    ),
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
        "tblStylePr"
    ),
    "settings": (
        "writeProtection view zoom removePersonalInformation evenAndOddHeaders "
        "characterSpacingControl compat themeFontLang"
    ),
    "compat": "ulTrailSpace compatSetting",
    "fonts": "font",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "hdr": "p",
    "ftr": "p",
}
"""Children of each element in the order of ECMA-376, part 1, annex A: * stands for any, between
those with a bar there is no order."""


def parts_of(data: bytes) -> dict[str, Any]:
    archive = ZipFile(BytesIO(data))
    names = archive.namelist()
    assert len(names) == len(set(names))
    return {
        name: etree.fromstring(archive.read(name)) for name in names if not name.endswith(".png")
    }


def name_of(element: Any) -> str:
    return str(etree.QName(element).localname)


def find_misplaced(root: Any) -> Iterator[str]:
    """Yield each element that the schema does not allow where it stands."""
    for parent in root.iter(qn("w:*")):
        if not len(parent):
            continue
        order = ORDERS[name_of(parent)].split()
        places = {name: at for at, names in enumerate(order) for name in names.split("|")}
        at = 0
        for child in parent:
            name = name_of(child)
            place = places.get(name, places.get("*", -1))
            if place < at:
                yield f"{name} in {name_of(parent)}"
            at = place


def write(document: Document, **choices: bool) -> bytes:
    return make_word_file(document, PublicationOptions(**choices)).data


@pytest.mark.slow
@given(documents(), st.booleans(), st.booleans())
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
def test_elements_stand_in_the_order_of_the_schema(
    document: Document, signature: bool, draft: bool
) -> None:
    parts = parts_of(write(document, signature=signature, draft=draft))
    for name, root in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert not list(find_misplaced(root)), name


def test_a_misplaced_element_would_be_found(make_report: MakeReport) -> None:
    root = parts_of(write(make_report()))["word/document.xml"]
    section = root.find(f".//{qn('w:sectPr')}")
    section.insert(0, section[-1])
    assert list(find_misplaced(root))


def test_parts_and_styles_are_there_once_and_are_those_that_are_named(
    make_report: MakeReport,
) -> None:
    parts = parts_of(write(make_report(), draft=True))
    styles = Counter(parts["word/styles.xml"].xpath("//@w:styleId", namespaces=NAMESPACES))
    assert set(styles.values()) == {1}
    for name, root in parts.items():
        kinds = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
        named = kinds + " | //w:basedOn/@w:val | //w:link/@w:val | //w:next/@w:val"
        assert set(root.xpath(named, namespaces=NAMESPACES)) <= set(styles), name
        if name.endswith(".rels"):
            keys = root.xpath("//@Id")
            assert len(keys) == len(set(keys))
    relations = parts["word/_rels/document.xml.rels"].xpath("//@Target")
    pictures = {target for target in relations if target.endswith(".png")}
    assert len(pictures) == 1
    assert {f"word/{target}" for target in set(relations) - pictures} <= set(parts)
    types = parts["[Content_Types].xml"]
    typed = {name.removeprefix("/") for name in types.xpath("//@PartName")}
    assert {name for name in parts if name.endswith(".xml")} - {"[Content_Types].xml"} == typed


NAMESPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def test_equal_reports_are_equal_files(make_report: MakeReport) -> None:
    assert write(make_report()) == write(make_report())
    assert write(make_report()) != write(make_report(cells={"requests.new.business": "1"}))


def test_properties_name_the_report_and_no_date(make_report: MakeReport) -> None:
    opened = docx.Document(BytesIO(write(make_report())))
    properties = opened.core_properties
    assert properties.title == "洪江市岩垅乡人民政府2022年政府信息公开工作年度报告"
    assert properties.author == "洪江市岩垅乡人民政府"
    assert (properties.subject, properties.language) == ("政府信息公开工作年度报告", "zh-CN")
    assert properties.created is None
    assert properties.modified is None


def test_a_report_in_traditional_characters_says_so(make_report: MakeReport) -> None:
    texts = {"overview": ["本年度主動公開政府信息，依法辦理申請，加強監督。"]}
    report = make_report(texts=texts, organization="洪江市岩壟鄉人民政府")
    opened = docx.Document(BytesIO(write(report)))
    assert opened.core_properties.language == "zh-TW"
    printed = [paragraph.text for paragraph in opened.paragraphs]
    assert printed[0] == "洪江市岩壟鄉人民政府\n2022年政府信息公開工作年度報告"
    assert {"一、總體情況", "簽發人：　　　　　　　　", "（蓋章）"} <= set(printed)
    assert {"自然人", "總計"} <= {cell.text for cell in opened.tables[1].row_cells(1)} | {
        cell.text for cell in opened.tables[1].row_cells(2)
    }
    assert opened.styles.element.xpath("//w:lang/@w:eastAsia") == ["zh-TW"]


@pytest.mark.parametrize("role", typefaces.FontRole)
def test_the_fonts_are_those_of_the_other_papers(role: typefaces.FontRole) -> None:
    known = typefaces._FAMILIES[role]
    assert {FONTS[role].name, *FONTS[role].alternatives} <= set(known)
