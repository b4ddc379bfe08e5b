"""Writes pages as a PDF with ReportLab.

Each face becomes one embedded CID font that holds only the glyphs used. ReportLab's own TrueType
fonts would be split into parts of 256 glyphs and could not name characters beyond U+FFFF, so
that a rare ideograph of somebody's name could not be searched or copied.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from report_editor.exporters.typeset.page import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    Bookmark,
    Box,
    Page,
    Phrase,
    Rule,
    Run,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from report_editor.exporters.fonts.face import Face

_FRAME = 0.5
_TINT = 0.93


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the properties of the file say."""

    title: str
    author: str
    subject: str
    creator: str


def write_pdf(
    pages: Sequence[Page], metadata: Metadata, progress: Callable[[float], None]
) -> bytes:
    """The pages as a file; equal pages give equal bytes. ReportLab writes one file at a time.

    Args:
        pages: What to print.
        metadata: The properties of the file.
        progress: Is told from 0 to 1 how much is done.
    """
    used: dict[Face, dict[str, None]] = {}
    for run in _every_run(pages):
        used.setdefault(run.face, {}).update(dict.fromkeys(run.text))
    fonts: dict[Face, str] = {}
    for number, (face, chars) in enumerate(used.items(), start=1):
        font = _EmbeddedFont(f"face{number}", face, sorted(chars))
        pdfmetrics.registerFont(font)
        fonts[face] = font.fontName
        progress(0.6 * number / len(used))
    stream = BytesIO()
    canvas = Canvas(
        stream,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 5),
        initialFontName=next(iter(fonts.values())),
        lang="zh-CN",
    )
    canvas._doc.info = _Properties(metadata)  # noqa: SLF001 - there is no other way to have no date
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    for number, page in enumerate(pages, start=1):
        for top, items in page.groups:
            _draw(canvas, fonts, top, items)
        canvas.showPage()
        progress(0.6 + 0.4 * number / len(pages))
    canvas.save()
    return stream.getvalue()


def _every_run(pages: Sequence[Page]) -> Iterator[Run]:
    for page in pages:
        for _, items in page.groups:
            for item in items:
                if isinstance(item, Run):
                    yield item
                elif isinstance(item, Phrase):
                    yield from item.runs


def _draw(canvas: Any, fonts: dict[Face, str], top: float, items: Sequence[object]) -> None:  # noqa: ANN401
    for item in items:
        if isinstance(item, Run):
            _draw_text(canvas, fonts, top, (item,))
        elif isinstance(item, Phrase):
            _draw_text(canvas, fonts, top, item.runs, item.text)
        elif isinstance(item, Box):
            canvas.setLineWidth(_FRAME)
            canvas.setStrokeGray(0)
            canvas.setFillGray(_TINT)
            y = PAGE_HEIGHT - TOP - top - item.y - item.height
            canvas.rect(LEFT + item.x, y, item.width, item.height, 1, int(item.tinted))
        elif isinstance(item, Rule):
            canvas.setLineWidth(_FRAME)
            canvas.setStrokeGray(0)
            y = PAGE_HEIGHT - TOP - top - item.y
            canvas.line(LEFT + item.x, y, LEFT + item.x + item.width, y)
        elif isinstance(item, Bookmark):
            y = PAGE_HEIGHT - TOP - top
            canvas.bookmarkPage(item.title, fit="XYZ", left=0, top=y, zoom=0)
            canvas.addOutlineEntry(item.title, item.title, level=0)


def _draw_text(
    canvas: Any,  # noqa: ANN401
    fonts: dict[Face, str],
    top: float,
    runs: Sequence[Run],
    text: str = "",
) -> None:
    """Draws runs; where a text is given, it is what a search or a copy finds there."""
    drawn = canvas.beginText()
    if text:
        spelled = b"\xfe\xff" + text.encode("utf-16-be")
        drawn._code.append(f"/Span <</ActualText <{spelled.hex()}>>> BDC")  # noqa: SLF001
    for run in runs:
        drawn.setTextOrigin(LEFT + run.x, PAGE_HEIGHT - TOP - top - run.y)
        drawn.setFont(fonts[run.face], run.size)
        drawn.setCharSpace(run.spacing)
        drawn.setFillGray(run.gray)
        drawn.setTextRenderMode(2 if run.stroke else 0)
        if run.stroke:
            canvas.setLineWidth(run.stroke)
            canvas.setStrokeGray(run.gray)
        drawn.textOut(run.text)
    drawn.setTextRenderMode(0)
    if text:
        drawn._code.append("EMC")  # noqa: SLF001
    canvas.drawText(drawn)


class _Properties(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The properties, without a date: ReportLab's for files that are to be equal is 2000-01-01."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self._metadata = metadata

    def format(self, document: Any) -> bytes:  # noqa: ANN401
        """The properties as a PDF writes them."""
        entries = {
            key.capitalize(): pdfdoc.PDFString(value)
            for key, value in asdict(self._metadata).items()
        }
        entries["Producer"] = pdfdoc.PDFString(self.producer)
        formatted: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return formatted


class _EmbeddedFont:
    """A font as ReportLab wants one: it writes codes of two bytes, which are glyph numbers."""

    _multiByte = 1  # noqa: N815 - ReportLab asks for these names
    _dynamicFont = 0  # noqa: N815
    builtIn = False  # noqa: N815

    def __init__(self, name: str, face: Face, chars: Sequence[str]) -> None:
        self.fontName = name
        self._face = face
        self._chars = chars
        self._subset = face.subset(chars)
        self._codes = {ord(char): number for number, char in enumerate(chars, start=1)}

    @property
    def face(self) -> _EmbeddedFont:
        """What ReportLab asks whether it is built into every viewer."""
        return self

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: ARG002, N802
        """The width of a text, for the position that ReportLab keeps."""
        return sum(map(self._face.advance, text)) * size

    def formatForPdf(self, text: str) -> str:  # noqa: N802
        """The text as the escaped inside of a PDF string."""
        codes = b"".join(self._codes[ord(char)].to_bytes(2) for char in text)
        return str(escapePDF(codes))

    def addObjects(self, document: Any) -> None:  # noqa: N802, ANN401
        """Puts the font into a document that is about to use it."""
        face, name = self._face, pdfdoc.PDFName(self._tag() + self._face.name)
        mapping = self._stream(document, "toUnicode", _to_unicode(self._chars).encode("ascii"), {})
        data, is_cff = self._subset.data, self._subset.is_cff
        kind = {"Subtype": "/CIDFontType0C"} if is_cff else {"Length1": len(data)}
        file = self._stream(document, "fontFile", data, kind)
        ascent, descent = face.per_mille(face.ascent), face.per_mille(face.descent)
        descriptor = {
            "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "ItalicAngle": 0,
            "FontBBox": pdfdoc.PDFArray([0, descent, 1000, ascent]),
            "Ascent": ascent, "Descent": descent, "CapHeight": ascent, "StemV": 80,
            "FontFile3" if is_cff else "FontFile2": file,
        }  # fmt: skip
        widths = [1000 * face.advance(char) for char in self._chars]
        descendant = {
            "Type": "/Font", "Subtype": "/CIDFontType0" if is_cff else "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"),
                "Supplement": 0,
            }),
            "FontDescriptor": self._reference(document, "descriptor", descriptor),
            "DW": 1000,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray([round(width, 2) for width in widths])]),
        }  # fmt: skip
        if not is_cff:
            descendant["CIDToGIDMap"] = "/Identity"
        descendants = pdfdoc.PDFArray([self._reference(document, "descendant", descendant)])
        font = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
            "DescendantFonts": descendants, "ToUnicode": mapping,
        })  # fmt: skip
        internal = f"F{len(document.fontMapping) + 1}"
        document.idToObject["BasicFonts"].dict[internal] = document.Reference(font, internal)
        document.fontMapping[self.fontName] = f"/{internal}"

    def _tag(self) -> str:
        """Six letters that mark the font as a subset."""
        number = int(self.fontName.removeprefix("face"))
        return "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:06d}") + "+"

    def _reference(self, document: Any, kind: str, entries: dict[str, object]) -> object:  # noqa: ANN401
        return document.Reference(pdfdoc.PDFDictionary(entries), f"{kind}:{self.fontName}")

    def _stream(
        self,
        document: Any,  # noqa: ANN401
        kind: str,
        content: bytes,
        entries: Mapping[str, object],
    ) -> object:
        stream = pdfdoc.PDFStream()
        stream.content = content
        stream.dictionary.dict.update(entries)
        stream.filters = [pdfdoc.PDFZCompress]
        return document.Reference(stream, f"{kind}:{self.fontName}")


def _to_unicode(chars: Sequence[str]) -> str:
    """The CMap that says which character each glyph is."""
    lines = [
        f"<{number:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for number, char in enumerate(chars, start=1)
    ]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    mapped = "\n".join(
        "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
