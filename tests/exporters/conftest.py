from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable

from report_editor.document import Document, Part
from report_editor.exporters.fonts.roles import Fonts
from report_editor.forms import form

MakeReport = Callable[..., Document]
MakeFont = Callable[..., Path]
ReadText = Callable[..., str]


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """Makes a report; every input is 0 but for the cells given."""

    def make(
        edition: str = "2021",
        *,
        cells: Mapping[str, str] | None = None,
        texts: Mapping[str, Sequence[str]] | None = None,
        **fields: str,
    ) -> Document:
        on = form(edition)
        named = {"organization": "洪江市岩垅乡人民政府", "year": "2022", **fields}
        given = {cell.address: "0" for cell in on.inputs} | dict(cells or {})
        filled = {address: text for address, text in given.items() if text}
        return Document(on, parts={Part.FIELDS: named, Part.CELLS: filled}, texts=texts)

    return make


@pytest.fixture(scope="session")
def noto() -> Fonts:
    """The fonts of a computer that has none of its own."""
    return Fonts(())


@pytest.fixture(scope="session")
def make_font() -> MakeFont:
    """Writes a TrueType font that shows some characters as boxes."""

    def make(
        path: Path, family: str, chars: str, *, weight: int = 400, may_embed: bool = True
    ) -> Path:
        names = [".notdef", "box", "twins", *(f"c{number}" for number in range(len(chars)))]
        pen = TTGlyphPen(None)
        pen.moveTo((100, 0))
        for point in ((100, 800), (900, 800), (900, 0)):
            pen.lineTo(point)
        pen.closePath()
        outlines = dict.fromkeys(names, pen.glyph())
        pen = TTGlyphPen({"box": None})
        pen.addComponent("box", (0.4, 0, 0, 1, 0, 0))
        pen.addComponent("box", (0.4, 0, 0, 1, 500, 0))
        outlines["twins"] = pen.glyph()
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap(
            {
                ord(char): "twins" if number == 0 else f"c{number}"
                for number, char in enumerate(chars)
            }
        )
        builder.setupGlyf(outlines)
        builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "TestFont"})
        builder.setupOS2(usWeightClass=weight, fsType=0 if may_embed else 2)
        builder.setupPost()
        builder.font["ZZZZ"] = padding = newTable("ZZZZ")
        padding.data = bytes(700_000)  # fonts with a Chinese character set are large
        builder.save(path)
        return path

    return make


@pytest.fixture(scope="session")
def pdftotext(tmp_path_factory: pytest.TempPathFactory) -> ReadText:
    """Reads the text of a PDF as another program finds it, without blanks and line ends."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    folder = tmp_path_factory.mktemp("pdftotext")

    def read(data: bytes, *options: str) -> str:
        path = folder / "report.pdf"
        path.write_bytes(data)
        done = subprocess.run(
            [program, *options, str(path), "-"], capture_output=True, check=True, timeout=60
        )
        return "".join(done.stdout.decode().split())

    return read
