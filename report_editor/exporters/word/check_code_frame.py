"""Set the check code (核对码) in the foot of the last page of a Word file, as the paper has it.

Word has no footer of the last page alone. A frame (ECMA-376, part 1, 17.3.1.11) is a paragraph
with a fixed position on the page of the paragraph behind it; WPS and LibreOffice know it too.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx.shared import Pt

from report_editor.exporters.png import write_png
from report_editor.exporters.typeset.check_code_foot import DROP, GAP, SIDE, TEXT_SIZE
from report_editor.exporters.typeset.page import HEIGHT, MM, PAGE_WIDTH, TOP
from report_editor.exporters.word.elements import Element, make, make_run, to_half_points, to_twips

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from report_editor.exporters.typeset.check_code_foot import CheckCode

_WIDTH = 60 * MM
"""Room for the QR code, the gap and the text."""
_DOTS = 8
"""Dots of the picture for a side of a square, so fine that none is blurred."""
_DARK, _LIGHT = b"\0\0\0", b"\xff\xff\xff"
_POINTS = 72
"""Points in an inch."""


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
    """Return the QR code as a picture; python-docx takes nothing else."""
    side = len(rows) * _DOTS
    lines = (b"".join((_DARK if is_dark else _LIGHT) * _DOTS for is_dark in row) for row in rows)
    pixels = b"".join(line * _DOTS for line in lines)
    return write_png(pixels, side, side, stride=3 * side, dpi=side / SIDE * _POINTS)
