"""Lay a report out with the fonts of this computer; try again without those that are damaged."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from report_editor.exporters.fonts.face import FaceError
from report_editor.exporters.fonts.typefaces import Fonts, find_fonts
from report_editor.exporters.typeset.report import ReportLayout
from report_editor.exporters.typeset.runs import Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions

Result = TypeVar("Result")

_one_at_a_time = threading.Lock()
"""Fonts are read from shared files, and ReportLab's list of fonts is global."""


def lay_out(
    document: Document,
    options: PublicationOptions,
    use: Callable[[ReportLayout], Result],
    available: Fonts | None = None,
) -> Result:
    """Lay a report out, and return what a function makes of it; see :func:`set_in_fonts`."""
    return set_in_fonts(
        lambda typesetter: use(ReportLayout(document, typesetter, options)), available
    )


def set_in_fonts(make: Callable[[Typesetter], Result], available: Fonts | None = None) -> Result:
    """Return what a function makes of text set in fonts, which are open meanwhile.

    A font that turns out to be damaged or removed is given up, and the function called again with
    the next one. The fonts are by default those of this computer.

    Raises:
        FontProblem: The fonts that come with the program are damaged.
    """
    with _one_at_a_time:
        fonts = available or find_fonts()
        try:
            while True:
                try:
                    return make(Typesetter(fonts))
                except FaceError as error:
                    fonts.give_up(error.face)
        finally:
            fonts.release()
