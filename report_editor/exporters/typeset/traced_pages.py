"""Pages of a report with the outlines of their glyphs, for a printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from report_editor.exporters.fonts.face import Face, Pen
from report_editor.exporters.typeset.lay_out import lay_out
from report_editor.exporters.typeset.page import Page, iterate_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.typeset.report import ReportLayout

AnyPen = TypeVar("AnyPen", bound=Pen)


@dataclass(frozen=True, slots=True)
class TracedPages(Generic[AnyPen]):
    """Pages that need no font file any more."""

    pages: Sequence[Page]
    outlines: dict[tuple[Face, str], AnyPen]
    """Pen that drew the outline of a character, by face and character."""


def trace_pages(
    document: Document,
    options: PublicationOptions,
    make_pen: Callable[[], AnyPen],
    available: Fonts | None = None,
) -> TracedPages[AnyPen]:
    """Lay a report out as in its PDF and draw each of its glyphs once, with a pen of its own.

    The fonts are by default those of this computer.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """

    def trace(layout: ReportLayout) -> TracedPages[AnyPen]:
        outlines: dict[tuple[Face, str], AnyPen] = {}
        for run in iterate_runs(layout.pages):
            for char in run.text:
                if (run.face, char) not in outlines:
                    outlines[run.face, char] = pen = make_pen()
                    run.face.trace(char, pen)
        return TracedPages(layout.pages, outlines)

    return lay_out(document, options, trace, available)
