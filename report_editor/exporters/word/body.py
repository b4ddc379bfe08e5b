"""Write the paragraphs of a report: title, headings, text, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.heading_levels import Level
from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    CELL,
    CHARACTERS,
    TITLE_LINE,
    TITLE_SIZE,
    WIDTH,
)
from report_editor.exporters.typeset.runs import Style, Typesetter, measure_width
from report_editor.exporters.typeset.title import split_title
from report_editor.exporters.word.elements import (
    Element,
    make,
    make_paragraph,
    make_run,
    to_twips,
)
from report_editor.exporters.word.style_sheet import (
    GRID_LINE,
    SIGNATURE,
    TITLE,
    name_heading,
    name_run_in_heading,
)
from report_editor.exporters.word.table import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from report_editor.exporters.report_parts import (
        PrintedClosing,
        PrintedParagraph,
        PrintedReport,
        PrintedSection,
    )
    from report_editor.exporters.typeset.table import TableLayout

_LINE = Style(FontRole.BODY, BODY_SIZE, on_grid=True)
_ROOM = (CHARACTERS - 4) * CELL
"""Width of the lines of the organ that signs."""
_FAINT = "8C8C8C"


class BodyWriter:
    """Writes what stands between the margins of the pages, in its order."""

    def __init__(
        self,
        printed: PrintedReport,
        tables: Sequence[TableLayout],
        typesetter: Typesetter,
    ) -> None:
        """Take the parts of a report, its tables as laid out, and what measures texts."""
        self._printed = printed
        self._tables = iter(tables)
        self._write_words: Callable[[str], str] = printed.wording.write
        self._typesetter = typesetter
        self._gap = 0.0
        """Space that the next paragraph keeps from a table above it."""
        self._last: PrintedParagraph | None = None
        """Last paragraph of the text, if there is something below; it is not left alone."""

    def write(self, *, signature: bool) -> list[Element]:
        """Return the paragraphs and tables of a report, with a place to sign if asked."""
        closing = [*self._write_closing(self._printed.closing, signature=signature)]
        if closing and (texts := self._printed.sections[-1].paragraphs):
            self._last = texts[-1]
        elements = [*self._write_title()]
        for section in self._printed.sections:
            elements += self._write_section(section)
        elements += closing
        if self._gap and not closing:
            elements.append(self._make_paragraph("", []))  # Word wants one below a table
        return elements

    def _make_paragraph(
        self,
        style: str,
        runs: list[Element],
        *,
        keeps_with_next: bool = False,
        before: float = 0.0,
        left: float | None = None,
        right: float | None = None,
        align: str = "",
    ) -> Element:
        before, self._gap = max(before, self._gap), 0.0
        spacing = {"before": before} if before else None
        return make_paragraph(
            style,
            runs,
            keeps_with_next=keeps_with_next,
            spacing=spacing,
            left=left,
            right=right,
            align=align,
        )

    def _write_title(self) -> Iterator[Element]:
        lines = split_title(self._printed.title, int(WIDTH / TITLE_SIZE))
        if not lines:
            return
        used = to_twips(TITLE_LINE) / 20 * len(lines)
        blank = (int(used / GRID_LINE - 0.01) + 2) * GRID_LINE - used
        yield make_paragraph(TITLE, [make_run(lines)], spacing={"after": blank})

    def _write_section(self, section: PrintedSection) -> Iterator[Element]:
        if section.heading:
            yield self._make_paragraph(name_heading(1), [make_run(section.heading)])
        if section.table is not None:
            written = write_table(section.table, next(self._tables))
            yield written.element
            self._gap = written.gap
        for paragraph in section.paragraphs:
            yield self._write_paragraph(paragraph)

    def _write_paragraph(self, paragraph: PrintedParagraph) -> Element:
        text, length, level = paragraph.text, paragraph.heading_length, paragraph.level
        if paragraph.is_heading:
            return self._make_paragraph(name_heading(level), [make_run(text)])
        if not paragraph.has_own_type:
            length = 0  # its heading looks like the text behind it
        style = make("rStyle", val=name_run_in_heading(level))
        runs = [make_run(text[:length], style)] if length else []
        if text[length:]:
            runs.append(make_run(text[length:]))
        return self._make_paragraph("", runs, keeps_with_next=paragraph is self._last)

    def _write_closing(self, closing: PrintedClosing, *, signature: bool) -> Iterator[Element]:
        """Write signatory, organ, seal, date (署名、印章、成文日期) and the contact line."""
        if signature:
            yield self._write_signatory(closing.signatory)
            yield from self._write_sealed(closing)
        elif closing.date:
            yield from self._write_unsealed(closing)
        if closing.contact:
            yield self._make_paragraph("", [make_run(closing.contact)])

    def _write_sealed(self, closing: PrintedClosing) -> Iterator[Element]:
        """Write the organ centred over the date, which ends four characters before the edge."""
        date = closing.date or self._write_words("　　　　年　　月　　日")
        halves = [self._measure(text) / 2 for text in (closing.organization, date)]
        middle = min(WIDTH - 4 * CELL - halves[-1], WIDTH - max(halves))
        left, right = max(0.0, 2 * middle - WIDTH), 0.0
        seal = make_run(self._write_words("（盖章）"), make("color", val=_FAINT))
        runs = [make_run(closing.organization), seal, make_run(date)]
        for number, run in enumerate(runs if closing.organization else runs[1:]):
            before = 0.0 if number else GRID_LINE
            yield self._write_signed(run, "center", before, left, right)

    def _write_unsealed(self, closing: PrintedClosing) -> Iterator[Element]:
        """Write the organ, two characters before the edge, and the date below it.

        The date begins two characters behind the organ; a longer one moves it to the left.
        """
        widths = [self._measure(text) for text in (closing.organization, closing.date)]
        edge = WIDTH - 2 * CELL
        left = max(0.0, min(edge - widths[0], edge - widths[1] - 2 * CELL))
        before = GRID_LINE
        if closing.organization:
            organ = make_run(closing.organization)
            yield self._write_signed(organ, "left", before, left, 2 * CELL)
            left, before = left + 2 * CELL, 0.0
        yield self._write_signed(make_run(closing.date), "left", before, left, 0.0)

    def _write_signed(
        self, run: Element, align: str, before: float, left: float, right: float
    ) -> Element:
        return self._make_paragraph(
            SIGNATURE,
            [run],
            keeps_with_next=True,
            before=before,
            left=left,
            right=right,
            align=align,
        )

    def _measure(self, text: str) -> float:
        """Return the width of a text in lines of which none is too long."""
        return min(_ROOM, measure_width(self._typesetter.shape(text, _LINE)))

    def _write_signatory(self, signatory: str) -> Element:
        label = self._write_words("签发人：")
        if name := signatory.removeprefix(label):
            signed = make_run(name, make("rStyle", val=name_run_in_heading(Level.TWO)))
        else:
            signed = make_run("　" * 8, make("u", val="single"))
        runs = [make_run(label), signed]
        return self._make_paragraph("", runs, keeps_with_next=True, before=GRID_LINE)
