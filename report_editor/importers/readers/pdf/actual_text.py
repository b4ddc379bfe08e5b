"""Characters that a PDF spells out for what is drawn (ActualText), moved to where it is drawn.

pdfium crowds them all upon the first piece that is drawn and passes over the other pieces.
"""

from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from report_editor.importers.readers.pdf.page_content import Char, DrawnText

Raw = Any  # pypdfium2 ships no types


def read_address(piece: Raw) -> int:
    """Return the address by which pdfium knows a piece of text."""
    return ctypes.cast(piece, ctypes.c_void_p).value or 0


def measure_type_height(text: Raw, index: int) -> float:
    """Return the height of a character's type, which its box has where nothing is spelled out."""
    piece = pdfium.FPDFText_GetTextObject(text, index)
    font = pdfium.FPDFTextObj_GetFont(piece) if piece else None
    if not font:
        return 0.0
    size = ctypes.c_float(pdfium.FPDFText_GetFontSize(text, index))
    ascent, descent = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFFont_GetAscent(font, size, ascent)
    pdfium.FPDFFont_GetDescent(font, size, descent)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    return float((ascent.value - descent.value) * (matrix.c**2 + matrix.d**2) ** 0.5)


def spread_spelled_chars(
    chars: list[Char], indexes: list[int], spelled: set[int], text: Raw, drawn: list[DrawnText]
) -> None:
    """Move spelled characters to where the pieces stand that they are spelled for.

    Args:
        chars: The visible characters of a page; changed.
        indexes: For each of them its index in pdfium's text of the page.
        spelled: Those of them that are spelled out.
        text: The text of the page, as pdfium gives it.
        drawn: All pieces of text in the order in which they are drawn.
    """
    order = {piece.address: number for number, piece in enumerate(drawn)}

    def find_piece(number: int) -> int:
        if number >= len(chars):
            return len(drawn)
        return order.get(read_address(pdfium.FPDFText_GetTextObject(text, indexes[number])), -1)

    start = 0
    while start < len(chars):
        end = start + 1
        if start in spelled:
            first = find_piece(start)
            while end in spelled and find_piece(end) == first:
                end += 1
            _spread(chars, start, end, drawn[first : find_piece(end)] if first >= 0 else [])
        start = end


def _spread(chars: list[Char], start: int, end: int, pieces: list[DrawnText]) -> None:
    """Spread characters evenly over those of the pieces that stand in the first one's line."""
    first, last = chars[start], chars[end - 1]
    beside = [piece for piece in pieces if abs(piece.middle - first.middle) < first.size / 2]
    left = min((piece.left for piece in beside), default=first.left)
    right = max((piece.right for piece in beside), default=last.right)
    step = (right - left) / (end - start)
    for number in range(start, end):
        at = left + (number - start) * step
        chars[number] = replace(chars[number], left=at, right=at + step, is_spelled=True)
