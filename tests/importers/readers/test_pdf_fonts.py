"""Nothing that is read depends on the fonts of the PC, nor on anything else of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from report_editor.importers.readers.pdf.box_font import build_box_font, use_box_font
from report_editor.importers.readers.pdf.document import read
from report_editor.importers.readers.pdf.page import read_page
from tests.importers.readers import making
from tests.importers.readers.making import tables

if TYPE_CHECKING:
    from pathlib import Path

DESCRIPTOR = (
    "<</Type/FontDescriptor/FontName/Song/Flags {flags}/FontBBox[0 -140 1000 860]"
    "/Ascent 860/Descent -140/ItalicAngle 0/CapHeight 700/StemV 80>>"
)
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "3 beginbfchar <1234> <7532> <FFF0> <D842DFB7> <0015> <0032> endbfchar endcmap end end"
)
# Each names its font without embedding it; each has the codes of 甲, of 𠮷 (where there is one)
# and of 2, and states that a digit is 0.4 of its height wide.
FONTS = {
    "by glyph": (
        [
            (
                "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H"
                "/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
            ),
            (
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDToGIDMap/Identity/DW 1000"
                "/W[21[400]]/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                "/FontDescriptor 8 0 R>>"
            ),
            f"<</Length {len(TO_UNICODE)}>>stream\n{TO_UNICODE}\nendstream",
            DESCRIPTOR.format(flags=4),
        ],
        ("1234", "FFF0", "0015"),
    ),
    "by GBK": (
        [
            (
                "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/GBK-EUC-H"
                "/DescendantFonts[6 0 R]>>"
            ),
            (
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/W[814 907 400]"
                "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
                "/FontDescriptor 7 0 R>>"
            ),
            DESCRIPTOR.format(flags=4),
        ],
        ("BCD7", "", "32"),
    ),
    "Latin": (
        [
            (
                "<</Type/Font/Subtype/TrueType/BaseFont/Song/Encoding/WinAnsiEncoding/FirstChar 32"
                f"/LastChar 126/Widths[{'400 ' * 95}]/FontDescriptor 6 0 R>>"
            ),
            DESCRIPTOR.format(flags=32),
        ],
        ("", "", "32"),
    ),
}


def bare_pdf(objects: list[str], content: str) -> bytes:
    """Write a PDF of one page whose font F is the first of the objects; pdfium needs no table."""
    every = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            "/Resources<</Font<</F 5 0 R>>>>>>"
        ),
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *objects,
    ]
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(every, 1))
    return f"%PDF-1.7\n{body}trailer<</Size {len(every) + 1}/Root 1 0 R>>\n%%EOF".encode()


def draw_table(cells: list[str]) -> str:
    """Draw a row of ruled cells, each with one text in it."""
    grid = "".join(f"{50 + 60 * at} 700 60 20 re S\n" for at in range(len(cells)))
    return grid + "".join(
        f"BT /F 12 Tf {55 + 60 * at} 705 Td <{codes}> Tj ET\n" for at, codes in enumerate(cells)
    )


@pytest.mark.parametrize("kind", FONTS)
def test_a_character_alone_in_its_cell_is_read_without_its_font(kind: str) -> None:
    objects, codes = FONTS[kind]
    said = tuple(text for text, code in zip("甲𠮷2", codes, strict=True) if code)
    cells = [code for code in codes if code] * 2
    assert tables(read(bare_pdf(objects, draw_table(cells)), "a.pdf")) == [[said * 2]]


@pytest.mark.parametrize("kind", FONTS)
def test_the_stated_widths_decide(kind: str) -> None:
    objects, (_, _, digit) = FONTS[kind]
    use_box_font()
    data = bare_pdf(objects, f"BT /F 10 Tf 100 700 Td <{digit * 3}> Tj ET")
    chars = read_page(pypdfium2.PdfDocument(data)[0]).chars
    assert [(char.left, char.right) for char in chars] == [
        pytest.approx((100 + 4 * at, 104 + 4 * at), abs=0.01) for at in range(3)
    ]
    assert len({char.middle for char in chars}) == 1


@pytest.mark.slow
def test_the_box_font_has_a_box_for_every_character_and_every_glyph() -> None:
    font = TTFont(io.BytesIO(build_box_font()))
    starts = font["loca"].locations
    assert font["maxp"].numGlyphs == len(starts) - 1 == 0xFFFF
    assert all(start != end for start, end in pairwise(starts))
    characters = font["cmap"].getBestCmap()
    for text, width in (("1", 25), ("—", 25), ("一", 225), ("（", 225), ("𠮷", 225)):
        glyph = font["glyf"][characters[ord(text)]]
        assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (0, 0, width, 175)
    assert set(range(0x20, 0x110000)) <= characters.keys()


FILES = {
    "bare.pdf": bare_pdf(FONTS["by GBK"][0], draw_table(["BCD7", "32", "BCD732"])),
    "report.pdf": making.pdf_file(),
    "report.xlsx": making.xlsx_file(),
    "report.docx": making.docx_file(),
    "gbk.html": making.html_page().encode("gb18030"),
    "gbk.txt": f"{making.TITLE}\n{making.HEADING}\n{making.TEXT}".encode("gb18030"),
}
COMPUTERS = (
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.GB18030", "LANG": "zh_CN.GB18030"},
)


@pytest.mark.slow
def test_what_is_read_does_not_depend_on_the_computer(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from report_editor.importers.readers import read_source\n"
        "for name in sys.argv[1:]:\n"
        "    print(ascii(read_source(Path(name).read_bytes(), name)))\n"
    )
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    here = {key: text for key, text in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    said = {
        subprocess.run(
            [sys.executable, "-c", code, *FILES],
            cwd=tmp_path,
            env={**here, "PYTHONPATH": os.pathsep.join(sys.path), **computer},
            check=True,
            capture_output=True,
            timeout=300,
        ).stdout
        for computer in COMPUTERS
    }
    assert len(said) == 1
    assert len(said.pop().splitlines()) == len(FILES)
