"""Embed the glyphs in use of a face as one CID font of a PDF.

ReportLab's own TrueType fonts would be split into parts of 256 glyphs and could not name characters
beyond U+FFFF, so that a rare ideograph of somebody's name could not be searched or copied. It
embeds no CFF fonts at all, and Noto is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfdoc

from report_editor.exporters.pdf.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_editor.exporters.fonts.face import Face

Raw = Any  # ReportLab ships no types


class EmbeddedFont:
    """A font in the shape that ReportLab asks for; it writes glyph numbers of two bytes."""

    _multiByte = 1  # noqa: N815 - ReportLab asks for these names
    _dynamicFont = 0  # noqa: N815
    builtIn = False  # noqa: N815

    def __init__(self, number: int, face: Face, chars: Iterable[str]) -> None:
        """Make the subset of a face that shows some characters, numbered from 1 in a file.

        Raises:
            FaceError: The face is damaged or its file is gone.
        """
        self.fontName = f"face{number}"
        self._tag = "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:06d}")
        self._face = face
        self._subset = face.subset(chars)
        self._codes = self._subset.codes
        self._chars: dict[int, str] = {}
        for char, code in self._codes.items():
            self._chars.setdefault(code, char)
        self._look_alikes = self._codes.keys() - set(self._chars.values())

    @property
    def face(self) -> EmbeddedFont:
        """Return the object that ReportLab asks whether it is built into every viewer."""
        return self

    def is_copied_right(self, text: str) -> bool:
        """Check whether the glyphs of a text, read back as characters, are the same text.

        A glyph can be read as one character only. Where the report has two that share a glyph,
        such as µ (U+00B5) and μ (U+03BC), the text of the other must be written beside it.
        """
        return self._look_alikes.isdisjoint(text)

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: ARG002, N802
        """Return the width of a text, for the position that ReportLab keeps."""
        return sum(map(self._face.measure, text)) * size

    def list_glyphs(self, text: str) -> list[tuple[str, float]]:
        """Return the code of each character, in hexadecimal digits, and its width.

        Widths are thousandths of an em.
        """
        return [(f"{self._codes[char]:04x}", self._measure(char)) for char in text]

    def _measure(self, char: str) -> float:
        return round(1000 * self._face.measure(char), 2)

    def formatForPdf(self, text: str) -> str:  # noqa: N802
        """Return a text as the escaped inside of a PDF string."""
        return str(escapePDF(b"".join(self._codes[char].to_bytes(2) for char in text)))

    def addObjects(self, document: Raw) -> None:  # noqa: N802
        """Put the font into a document that is about to use it."""
        name = pdfdoc.PDFName(f"{self._tag}+{self._face.name}")
        descriptor = self._reference(document, "descriptor", self._describe(document, name))
        is_cff = self._subset.is_cff
        descendant = {
            "Type": "/Font", "Subtype": "/CIDFontType0" if is_cff else "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"),
                "Supplement": 0,
            }),
            "FontDescriptor": descriptor,
            "DW": 1000,
            "W": pdfdoc.PDFArray(self._list_widths()),
        }  # fmt: skip
        if not is_cff:
            descendant["CIDToGIDMap"] = "/Identity"
        descendants = pdfdoc.PDFArray([self._reference(document, "descendant", descendant)])
        mapping = _write_to_unicode(self._chars).encode("ascii")
        font = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
            "DescendantFonts": descendants,
            "ToUnicode": self._stream(document, "toUnicode", mapping, {}),
        })  # fmt: skip
        internal = f"F{len(document.fontMapping) + 1}"
        document.idToObject["BasicFonts"].dict[internal] = document.Reference(font, internal)
        document.fontMapping[self.fontName] = f"/{internal}"

    def _describe(self, document: Raw, name: object) -> dict[str, object]:
        """Return the font descriptor, with the font file."""
        data, is_cff = self._subset.data, self._subset.is_cff
        kind = {"Subtype": "/CIDFontType0C"} if is_cff else {"Length1": len(data)}
        file = self._stream(document, "fontFile", data, kind)
        ascent, descent = (round(1000 * each, 3) for each in self._face.ascent_and_descent)
        return {
            "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "ItalicAngle": 0,
            "FontBBox": pdfdoc.PDFArray([0, descent, 1000, ascent]),
            "Ascent": ascent, "Descent": descent, "CapHeight": ascent, "StemV": 80,
            "FontFile3" if is_cff else "FontFile2": file,
        }  # fmt: skip

    def _list_widths(self) -> list[object]:
        """Return the widths of the glyphs in thousandths of an em, without the usual 1000."""
        widths: list[object] = []
        for code, char in sorted(self._chars.items()):
            width = self._measure(char)
            if width != 1000:
                widths += [code, pdfdoc.PDFArray([width])]
        return widths

    def _reference(self, document: Raw, kind: str, entries: Mapping[str, object]) -> object:
        return document.Reference(pdfdoc.PDFDictionary(entries), f"{kind}:{self.fontName}")

    def _stream(
        self, document: Raw, kind: str, content: bytes, entries: Mapping[str, object]
    ) -> object:
        return document.Reference(Stream(content, entries), f"{kind}:{self.fontName}")


def _write_to_unicode(chars: Mapping[int, str]) -> str:
    """Return the CMap by which a reader of the PDF finds the character of each glyph."""
    spelled = ((code, char.encode("utf-16-be").hex().upper()) for code, char in chars.items())
    lines = [f"<{code:04X}> <{char}>" for code, char in sorted(spelled)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    parts = ((f"{len(block)} beginbfchar", *block, "endbfchar") for block in blocks)
    mapped = "\n".join(line for part in parts for line in part)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
