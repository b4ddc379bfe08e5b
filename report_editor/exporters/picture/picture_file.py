"""Make a picture of a report as a PDF file or as a PNG file: both show the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from report_editor import __version__
from report_editor.common.pdfium import PDFIUM
from report_editor.exporters.pdf.metadata import Metadata
from report_editor.exporters.pdf.paper import Pdf
from report_editor.exporters.pdf.writer import write_pdf
from report_editor.exporters.picture.collect import collect_figures
from report_editor.exporters.picture.layout import READ, ROLES, PictureLayout
from report_editor.exporters.png import write_png
from report_editor.exporters.typeset.lay_out import set_in_fonts
from report_editor.exporters.typeset.runs import remove_invisible

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts
    from report_editor.exporters.picture.figures import Figures
    from report_editor.exporters.typeset.runs import Typesetter

DPI = 200
"""Pixels in an inch of the PNG file: sharp on a screen and good enough to be printed."""
_POINTS = 72
"""Points in an inch."""


def make_picture_pdf(
    document: Document,
    progress: Callable[[float], None] = lambda _: None,
    available: Fonts | None = None,
) -> Pdf:
    """Make a picture of a report as a PDF of one page, tagged and fit for archives as the paper is.

    The fonts are by default those of this computer.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """
    progress(0.0)
    figures = collect_figures(document)
    return set_in_fonts(
        lambda typesetter: _print(document, figures, progress, typesetter), available
    )


def _print(
    document: Document,
    figures: Figures,
    progress: Callable[[float], None],
    typesetter: Typesetter,
) -> Pdf:
    layout = PictureLayout(figures, typesetter)
    progress(0.3)
    write = figures.wording.write
    metadata = Metadata(
        title=remove_invisible(write(READ) + figures.title),
        author=remove_invisible(document.organization),
        subject=write("政府信息公开工作年度报告图解"),
        creator=f"Report Editor {__version__}",
        language=figures.wording.language,
    )
    data = write_pdf([layout.page], layout.root, metadata, lambda done: progress(0.3 + 0.7 * done))
    notes = (*figures.notes, *typesetter.list_notes(), *typesetter.fonts.list_notes(ROLES))
    return Pdf(data, 1, notes)


def make_picture_png(
    document: Document,
    progress: Callable[[float], None] = lambda _: None,
    available: Fonts | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """Make a picture of a report as a PNG file, and return it with its notes.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """
    pdf = make_picture_pdf(document, lambda done: progress(0.5 * done), available)
    with PDFIUM:
        file = pypdfium2.PdfDocument(pdf.data)
        try:
            # Red first, as PNG has it.
            bitmap = file[0].render(scale=DPI / _POINTS, rev_byteorder=True)
            pixels = bytes(bitmap.buffer)
        finally:
            file.close()
    progress(0.8)
    data = write_png(pixels, bitmap.width, bitmap.height, bitmap.stride, DPI)
    progress(1.0)
    return data, pdf.notes
