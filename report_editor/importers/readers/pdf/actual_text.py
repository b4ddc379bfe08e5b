"""Characters that a PDF spells out for what is drawn (ActualText), put where it is drawn.

pdfium crowds them all upon the first piece that is drawn and passes over the other pieces.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from report_editor.importers.readers.pdf.page import Char

Raw = Any  # pypdfium2 ships no types


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of text as drawn: pdfium's name for it, and where it begins and ends."""

    name: int
    left: float
    right: float
    middle: float


def name_of(piece: Raw) -> int:
    """What tells a piece of text from all others of the page."""
    return ctypes.cast(piece, ctypes.c_void_p).value or 0


def type_height(text: Raw, at: int) -> float:
    """The height of a character's type, which its box has where nothing is spelled out."""
    piece = pdfium.FPDFText_GetTextObject(text, at)
    font = pdfium.FPDFTextObj_GetFont(piece) if piece else None
    if not font:
        return 0.0
    size = ctypes.c_float(pdfium.FPDFText_GetFontSize(text, at))
    ascent, descent = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFFont_GetAscent(font, size, ascent)
    pdfium.FPDFFont_GetDescent(font, size, descent)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    return float((ascent.value - descent.value) * (matrix.c**2 + matrix.d**2) ** 0.5)


def spread(
    chars: list[Char], places: list[int], spelled: set[int], text: Raw, drawn: list[Drawn]
) -> None:
    """Moves spelled characters to where the pieces stand that they are spelled for.

    Args:
        chars: The visible characters of a page; changed.
        places: For each of them its number in pdfium's text of the page.
        spelled: Which of them are spelled out.
        text: pdfium's text of the page.
        drawn: All pieces of text in the order in which they are drawn.
    """
    order = {piece.name: number for number, piece in enumerate(drawn)}

    def piece_of(index: int) -> int:
        if index >= len(chars):
            return len(drawn)
        return order.get(name_of(pdfium.FPDFText_GetTextObject(text, places[index])), -1)

    start = 0
    while start < len(chars):
        end = start + 1
        if start in spelled:
            first = piece_of(start)
            while end in spelled and piece_of(end) == first:
                end += 1
            _move(chars, start, end, drawn[first : piece_of(end)] if first >= 0 else [])
        start = end


def _move(chars: list[Char], start: int, end: int, pieces: list[Drawn]) -> None:
    """Spreads characters evenly over the pieces of the first line."""
    first, last = chars[start], chars[end - 1]
    line = [piece for piece in pieces if abs(piece.middle - first.middle) < first.size / 2]
    left = min((piece.left for piece in line), default=first.left)
    right = max((piece.right for piece in line), default=last.right)
    step = (right - left) / (end - start)
    for number in range(start, end):
        at = left + (number - start) * step
        chars[number] = replace(chars[number], left=at, right=at + step, spelled=True)
