"""Print a report as a PDF file: choose fonts, lay it out, write the pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor import __version__
from report_editor.exporters.fonts.face import FaceError
from report_editor.exporters.fonts.typefaces import Fonts, find_fonts
from report_editor.exporters.pdf.metadata import Metadata
from report_editor.exporters.pdf.options import PdfOptions
from report_editor.exporters.pdf.writer import write_pdf
from report_editor.exporters.typeset.report import ReportLayout
from report_editor.exporters.typeset.runs import Typesetter, remove_invisible

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document

__all__ = ["Pdf", "PdfOptions", "make_pdf"]

_one_at_a_time = threading.Lock()
"""Fonts are read from shared files, and ReportLab's list of fonts is global."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A report, or a picture of it, as a PDF file."""

    data: bytes
    pages: int
    notes: tuple[str, ...]
    """Chinese sentences about what could not be printed as it should: fonts, characters."""


def make_pdf(
    document: Document,
    options: PdfOptions | None = None,
    progress: Callable[[float], None] = lambda _: None,
    available: Fonts | None = None,
) -> Pdf:
    """Print a report; the same report and fonts give the same bytes.

    The options are by default the usual ones, the fonts those of this computer.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """
    progress(0.0)
    chosen = options or PdfOptions()
    return print_in_fonts(lambda fonts: _print(document, chosen, progress, fonts), available)


def print_in_fonts(make: Callable[[Fonts], Pdf], available: Fonts | None = None) -> Pdf:
    """Make a PDF with fonts, by default those of this computer.

    A font that turns out to be damaged or removed is given up, and the pages are laid out again
    with the next one.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """
    with _one_at_a_time:
        fonts = available or find_fonts()
        try:
            while True:
                try:
                    return make(fonts)
                except FaceError as error:
                    fonts.give_up(error.face)
        finally:
            fonts.release()


def _print(
    document: Document, options: PdfOptions, progress: Callable[[float], None], fonts: Fonts
) -> Pdf:
    layout = ReportLayout(
        document, Typesetter(fonts), signature=options.signature, draft=options.draft
    )
    progress(0.3)
    metadata = Metadata(
        title=remove_invisible(layout.printed.title),
        author=remove_invisible(document.organization),
        subject=layout.printed.wording.write("政府信息公开工作年度报告"),
        creator=f"Report Editor {__version__}",
        language=layout.printed.wording.language,
    )
    data = write_pdf(layout.pages, layout.root, metadata, lambda done: progress(0.3 + 0.7 * done))
    return Pdf(data, len(layout.pages), tuple(layout.list_notes()))
