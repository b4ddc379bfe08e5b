"""Set the check code (核对码) in the foot of the last page of a Word file, as the paper has it.

Word has no footer of the last page alone. A frame (ECMA-376, part 1, 17.3.1.11) is a paragraph
with a fixed position on the page of the paragraph behind it; WPS and LibreOffice know it too.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from docx.shared import Pt

from report_editor.exporters.typeset.check_code_foot import DROP, GAP, SIDE, TEXT_SIZE
from report_editor.exporters.typeset.page import HEIGHT, MM, PAGE_WIDTH, TOP
from report_editor.exporters.word.elements import Element, make, make_run, to_half_points, to_twips

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from report_editor.exporters.typeset.check_code_foot import CheckCode

_WIDTH = 60 * MM
"""Room for the QR code, the gap and the text."""
_DOTS = 8
"""Dots of the picture for a side of a square: a byte of a PNG, and so fine that none is blurred."""


def make_check_code_frame(word: WordDocument, check: CheckCode) -> Element:
    """Return the paragraph with the QR code and the text, and put the picture into the file."""
    picture = word.part.new_pic_inline(BytesIO(_draw(check.modules)), Pt(SIDE), Pt(SIDE))
    described = picture.docPr
    described.set("name", "核对码")
    described.set("descr", check.content)
    position = make(
        "framePr",
        w=to_twips(_WIDTH),
        h=to_twips(SIDE),
        hRule="exact",
        hSpace=0,
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=to_twips((PAGE_WIDTH - _WIDTH) / 2),
        y=to_twips(TOP + HEIGHT + DROP),
    )
    look = make(
        "pPr",
        make("keepNext"),  # it parts none of those who sign
        position,
        make("snapToGrid", val=0),
        make("spacing", before=0, after=0, line=240, lineRule="auto"),
        make("ind", firstLine=0),
        make("jc", val="center"),
        make("textAlignment", val="center"),
    )
    size = to_half_points(TEXT_SIZE)
    gap = make_run(" ", make("spacing", val=to_twips(GAP)), make("sz", val=size))
    text = make_run(check.line, make("sz", val=size))
    return make("p", look, make("r", make("drawing", picture)), gap, text)


def _draw(rows: tuple[tuple[bool, ...], ...]) -> bytes:
    """Return the QR code as a PNG in black and white (ISO/IEC 15948).

    Written by hand: python-docx takes files of pictures, and no library of ours makes one.
    """
    lines = b"".join(
        (b"\0" + _pack("".join(("1" if is_dark else "0") * _DOTS for is_dark in row))) * _DOTS
        for row in rows
    )
    side = len(rows) * _DOTS
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)  # one bit a dot: black or white
    chunks = {b"IHDR": header, b"IDAT": zlib.compress(lines, 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )


def _pack(dots: str) -> bytes:
    """Return a line of dots, of which 1 is dark, as bytes in which a bit that is set is white."""
    return bytes(0xFF ^ int(dots[at : at + 8], 2) for at in range(0, len(dots), 8))
