"""Set the check code (核对码) in the foot of the last page: a QR code and the signs beside it.

It stands in the middle below the type area: GB/T 9704-2012 has the page number on the outer side
there, and seals and signatures inside the area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from reportlab.graphics.barcode import qrencoder

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.printed_content import compute_check_code
from report_editor.exporters.typeset.page import MM, WIDTH, Item, Matrix, Tagged
from report_editor.exporters.typeset.runs import Style, Typesetter, measure_width, set_line
from report_editor.exporters.typeset.structure import Artifact

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.exporters.report_parts import PrintedReport

Modules: TypeAlias = tuple[tuple[bool, ...], ...]

SIDE = 15 * MM
"""Side of the QR code: its modules are a third of a millimetre, which scanners and copies keep."""
DROP = 5 * MM
"""From the type area down to the code; 15 mm of the page are left below it."""
TEXT_SIZE = 9.0
"""小五"""
GAP = 2.5 * MM
"""Between QR code and text: the quiet zone of four modules."""
_LONGEST_ORGAN = 30
"""Characters of the organ in the QR code, which else would need finer modules."""
_TEXT = Style(FontRole.TABLE, TEXT_SIZE)


@dataclass(frozen=True, slots=True)
class CheckCode:
    """Check code of a report as its paper shows it."""

    code: str
    line: str
    """As 核对码 A3F-7K9M-2XQ, in the characters of the report."""
    content: str
    """Text of the QR code: the code first, so that a scanner can type it into a line."""

    @property
    def modules(self) -> Modules:
        """Return the rows of the QR code's dark and light squares."""
        return _encode(self.content)


def describe_check_code(document: Document, printed: PrintedReport) -> CheckCode:
    """Return what the paper of a report shows of its check code."""
    code = compute_check_code(document, printed)
    organ = printed.closing.organization.replace(" ", "")[:_LONGEST_ORGAN]
    year = f"{document.year}年" if document.year else ""
    content = " ".join(filter(None, (code, organ, year)))
    return CheckCode(code, f"{printed.wording.write('核对码')} {code}", content)


def set_check_code(check: CheckCode, typesetter: Typesetter) -> tuple[Item, ...]:
    """Return the items of the foot, for a group that begins where the type area ends."""
    letters = typesetter.shape(check.line, _TEXT)
    width = measure_width(letters)
    x = (WIDTH - SIDE - GAP - width) / 2
    baseline = DROP + SIDE / 2 + 0.38 * TEXT_SIZE
    texts = tuple(set_line(letters, x + SIDE + GAP, baseline, WIDTH))
    return (Matrix(x, DROP, SIDE, check.modules), Tagged(Artifact.CHECK_CODE, texts))


@lru_cache(maxsize=4)
def _encode(text: str) -> Modules:
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text))
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)
