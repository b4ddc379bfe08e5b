"""Print a report as a PDF file: choose fonts, lay it out, write the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor import __version__
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.pdf.metadata import Metadata
from report_editor.exporters.pdf.writer import write_pdf
from report_editor.exporters.typeset.lay_out import lay_out
from report_editor.exporters.typeset.runs import remove_invisible

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts
    from report_editor.exporters.typeset.report import ReportLayout


@dataclass(frozen=True, slots=True)
class Pdf:
    """A report, or a picture of it, as a PDF file."""

    data: bytes
    pages: int
    notes: tuple[str, ...]
    """Chinese sentences about what could not be printed as it should: fonts, characters."""


def make_pdf(
    document: Document,
    options: PublicationOptions | None = None,
    progress: Callable[[float], None] = lambda _: None,
    available: Fonts | None = None,
) -> Pdf:
    """Print a report; the same report and fonts give the same bytes.

    The options are by default the usual ones, the fonts those of this computer.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """
    progress(0.0)

    def write(layout: ReportLayout) -> Pdf:
        return _write(layout, document.organization, progress)

    return lay_out(document, options or PublicationOptions(), write, available)


def _write(layout: ReportLayout, author: str, progress: Callable[[float], None]) -> Pdf:
    progress(0.3)
    metadata = Metadata(
        title=remove_invisible(layout.printed.title),
        author=remove_invisible(author),
        subject=layout.printed.wording.write("政府信息公开工作年度报告"),
        creator=f"Report Editor {__version__}",
        language=layout.printed.wording.language,
    )
    data = write_pdf(layout.pages, layout.root, metadata, lambda done: progress(0.3 + 0.7 * done))
    return Pdf(data, len(layout.pages), tuple(layout.list_notes()))
