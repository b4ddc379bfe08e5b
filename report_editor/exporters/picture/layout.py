"""Lay out a picture of a report on one A4 page, as large as it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.picture.charts import BandCharts
from report_editor.exporters.picture.sheet import (
    BOTTOM,
    GROUND,
    MARGIN,
    ROOM,
    Look,
    Sheet,
)
from report_editor.exporters.typeset.page import MM, PAGE_WIDTH, Page
from report_editor.exporters.typeset.runs import measure_width
from report_editor.exporters.typeset.structure import Element
from report_editor.exporters.typeset.title import split_title

if TYPE_CHECKING:
    from report_editor.exporters.picture.figures import Band, Figures, KeyFigure
    from report_editor.exporters.typeset.runs import Letter, Typesetter

_SCALES = (
    1.6,
    1.5,
    1.4,
    1.32,
    1.25,
    1.18,
    1.1,
    1.04,
    0.98,
    0.92,
    0.86,
    0.8,
    0.74,
    0.68,
    0.62,
    0.56,
    0.5,
    0.45,
)
"""Sizes that are tried; the last is taken whether it fits or not."""
_TITLE_SIZES = ((24, 2), (20, 2), (17, 3), (14, 4), (12, 5), (10, 6), (8, 8), (6, 12))
"""Sizes of the title with the lines that it may have in each; the last one has what it needs."""
ROLES = (FontRole.TITLE, FontRole.HEADING, FontRole.TABLE)
"""Types that the page is set in."""
READ = "一图读懂"
"""Words over the title, as townships call such a page."""
_ABOVE_TITLE = Look(FontRole.HEADING, 16, gray=1.0)
_BELOW_WORDS = 4.0
"""Space between them and the title."""
_TITLE_LEADING = 1.4
"""Height of a line of the title, in em; its size does not follow the scale."""
_BAND = Look(FontRole.HEADING, 13, is_strong=True)
_KEY_LABEL = Look(FontRole.HEADING, 10, gray=0.15)
_KEY_NUMBER = Look(FontRole.HEADING, 30, is_strong=True)
_KEY_UNIT = Look(FontRole.HEADING, 12)
_KEY_COMPARISON = Look(FontRole.HEADING, 8.5, gray=0.2)
_SENTENCE = Look(FontRole.HEADING, 10)
_SOURCE = Look(FontRole.TABLE, 8, gray=0.25)
_WIDEST_GAP = 16 * MM


class PictureLayout:
    """A picture on its page."""

    def __init__(self, figures: Figures, typesetter: Typesetter) -> None:
        """Lay out the picture in the greatest size that fits the page.

        Raises:
            FaceError: A face is damaged or its file is gone.
        """
        self._figures = figures
        self._typesetter = typesetter
        self.page, self.root = self._lay_out()

    def _lay_out(self) -> tuple[Page, Element]:
        title = self._split_title()
        for scale in _SCALES:
            drawing = _Drawing(self._figures, title, Sheet(self._typesetter, scale))
            spare = drawing.draw(0.0)
            if spare >= 0:
                gap = min(_WIDEST_GAP, spare / (len(self._figures.bands) + 1))
                drawing = _Drawing(self._figures, title, Sheet(self._typesetter, scale))
                drawing.draw(gap)
                break
        return drawing.sheet.make_page(), drawing.root

    def _split_title(self) -> list[list[Letter]]:
        """Return the lines over the page, the title in the greatest size in which it has few."""
        sheet = Sheet(self._typesetter, 1.0)
        above = sheet.shape(self._figures.wording.write(READ), _ABOVE_TITLE)
        lines: list[list[Letter]] = []
        for size, most in _TITLE_SIZES:
            look = Look(FontRole.TITLE, size, gray=1.0, is_strong=True)
            parts = split_title(self._figures.title, int(ROOM / size))
            lines = [line for part in parts for line in sheet.wrap(part, look, ROOM)]
            if len(lines) <= most:
                break
        return [above, *lines]


class _Drawing:
    """One try at the page."""

    def __init__(self, figures: Figures, title: list[list[Letter]], sheet: Sheet) -> None:
        self._figures = figures
        self._title = title
        self.sheet = sheet
        self.root = Element("Document")

    def draw(self, gap: float) -> float:
        """Draw the page with further space between its parts, and return what is left of it."""
        scale = self.sheet.scale
        y = self._draw_head() + 12 * scale + gap / 2
        y = self._draw_key_figures(y)
        for band in self._figures.bands:
            y = self._draw_band(band, y + 14 * scale + gap)
        lines = len(self.sheet.wrap(self._figures.source, _SOURCE, ROOM))
        top = BOTTOM - lines * self.sheet.measure_line(_SOURCE)
        foot = self.root.add(Element("P"))
        self.sheet.fill(MARGIN, top - 4, ROOM, 0.5)
        self.sheet.set_text(foot, self._figures.source, _SOURCE, MARGIN, top, ROOM)
        return top - 10 * scale - y

    def _draw_head(self) -> float:
        """Draw the title on a colored ground that reaches the edges of the paper."""
        sheet = self.sheet
        sizes = [line[0].style.size for line in self._title]
        height = _TITLE_LEADING * sum(sizes) + _BELOW_WORDS + 13 * MM
        sheet.fill(0, 0, PAGE_WIDTH, height)
        sheet.add_bookmark(self._figures.wording.write(READ))
        title = self.root.add(Element("H1"))
        y = 6.5 * MM
        for letters, size in zip(self._title, sizes, strict=True):
            y += _TITLE_LEADING * size
            x = (PAGE_WIDTH - min(ROOM, measure_width(letters))) / 2
            sheet.set_baseline(title, letters, x, y - 0.2 * size)
            y += _BELOW_WORDS if letters is self._title[0] else 0.0
        return height

    def _draw_key_figures(self, y: float) -> float:
        """Draw the large numbers side by side."""
        figures = self._figures.key_figures
        if not figures:
            return y
        gap = 5 * MM
        width = (ROOM - gap * (len(figures) - 1)) / len(figures)
        has_comparison = any(figure.comparison for figure in figures)
        height = (74 if has_comparison else 60) * self.sheet.scale
        for number, figure in enumerate(figures):
            self._draw_key_figure(figure, MARGIN + number * (width + gap), y, width, height)
        return y + height

    def _draw_key_figure(
        self, figure: KeyFigure, x: float, y: float, width: float, height: float
    ) -> None:
        sheet, scale = self.sheet, self.sheet.scale
        sheet.fill(x, y, width, height, GROUND)
        sheet.fill(x, y, 3, height)
        element = self.root.add(Element("P"))
        x, room = x + 3 + 8 * scale, width - 3 - 16 * scale
        lines = (
            ([(figure.label, _KEY_LABEL)], 17),
            ([(figure.number, _KEY_NUMBER), (figure.unit, _KEY_UNIT)], 48),
            ([(figure.comparison, _KEY_COMPARISON)], 64),
        )
        for parts, baseline in lines:
            letters = sheet.fit(parts, room)
            sheet.set_baseline(element, letters, x, y + baseline * scale, room)

    def _draw_band(self, band: Band, y: float) -> float:
        """Draw a heading with its charts and sentences, and return the y below them."""
        sheet, scale = self.sheet, self.sheet.scale
        heading = self.root.add(Element("H2"))
        height = sheet.measure_line(_BAND)
        sheet.add_bookmark(band.title)
        sheet.fill(MARGIN, y + 0.12 * height, 4, 0.76 * height)
        below, right = y + height + 2 * scale, MARGIN + ROOM
        charts = BandCharts(sheet, self._figures, band) if band.charts else None
        room = ROOM - 9 - (charts.legend_width + 12 * scale if charts else 0.0)
        letters = sheet.fit([(band.title, _BAND)], room)
        sheet.set_letters(heading, letters, MARGIN + 9, y, room)
        sheet.fill(MARGIN, below, ROOM, 0.5)
        if charts:
            self.root.add(charts.table)
            charts.set_legend(right, y + 3 * scale)
            y = charts.set(below + 8 * scale) + 8 * scale
        else:
            y = below + 8 * scale
        for sentence in band.sentences:
            paragraph = self.root.add(Element("P"))
            y = sheet.set_text(paragraph, sentence, _SENTENCE, MARGIN, y, ROOM)
        return y
