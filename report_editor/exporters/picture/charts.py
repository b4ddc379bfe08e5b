"""Draw the charts of a band side by side, as one table for a screen reader.

Its rows are the bars; years stand over its columns and the titles of charts between its rows. Bars
are artifacts of the layout: the number beside each says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report_editor.document import Number, format_number
from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.picture.sheet import MARGIN, ROOM, Look, Sheet
from report_editor.exporters.typeset.page import MM
from report_editor.exporters.typeset.runs import measure_width
from report_editor.exporters.typeset.structure import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.exporters.picture.figures import Band, Bar, Chart, Figures
    from report_editor.exporters.typeset.runs import Letter

_GUTTER = 9 * MM
_TITLE = Look(FontRole.HEADING, 11, is_strong=True)
_LABEL = Look(FontRole.HEADING, 9)
_NUMBER = Look(FontRole.HEADING, 9, is_strong=True)
_SHARE = Look(FontRole.HEADING, 8, gray=0.3)
_BEFORE = Look(FontRole.HEADING, 7.5, gray=0.3)
_WORDS = Look(FontRole.HEADING, 9.5)
_LEGEND = Look(FontRole.HEADING, 8.5, gray=0.2)
_SWATCH = 2.5
"""Room for the color of a year before its name in the legend, in em."""
_WIDEST_LABEL = 0.4
"""Part of a chart's width that labels take at most; longer ones go on in a second line."""
_NARROWEST_BAR = 0.15
"""Part of a chart's width that the longest bar takes at least."""
_SMALLEST = 0.5
"""Least part of its size to which a number is made smaller, so that bars keep their room."""
_BELOW_MIDDLE = 0.36
"""Baseline of digits below the middle of their bar, in em."""
_GAP = 3.0
_HAIR = 0.9
"""Least width of a bar that stands for more than nothing."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """Widths that the charts of a band share, so that bars of one scale compare."""

    label: float
    bar: float
    """Of the longest bar."""
    number: float
    """Part of its size at which a number is set."""


class BandCharts:
    """Charts of a band in two columns."""

    def __init__(self, sheet: Sheet, figures: Figures, band: Band) -> None:
        """Measure the charts."""
        self._sheet = sheet
        self._figures = figures
        self._band = band
        self._width = ROOM if len(band.charts) == 1 else (ROOM - _GUTTER) / 2
        self._has_before = bool(figures.last_year)
        self._measures = self._measure()
        self.table = Element("Table", summary=band.title)
        self._legend = self._shape_legend()
        self._years: list[Element] = []

    @property
    def legend_width(self) -> float:
        """Return the width of the line with unit and years."""
        swatches = len(self._legend) - 1
        return sum(map(measure_width, self._legend)) + swatches * _SWATCH * self._legend_size

    @property
    def _legend_size(self) -> float:
        return _LEGEND.size * self._sheet.scale

    def _shape_legend(self) -> list[list[Letter]]:
        unit = self._figures.wording.write("单位：") + self._band.unit
        names = (unit, self._figures.this_year, self._figures.last_year)
        return [self._sheet.shape(name, _LEGEND) for name in names if name]

    def set_legend(self, right: float, y: float) -> None:
        """Set unit and years in a line that ends at the right."""
        x, size = right - self.legend_width, self._legend_size
        row = self.table.add(Element("TR"))
        for number, letters in enumerate(self._legend):
            header = row.add(Element("TH", scope="Column"))
            if number:
                self._years.append(header)
                draw = self._sheet.fill_framed if number == 2 else self._sheet.fill
                draw(x + (_SWATCH - 1.2) * size, y + 0.3 * size, 0.75 * size, 0.75 * size)
                x += _SWATCH * size
            x = self._sheet.set_letters(header, letters, x, y)

    def set(self, y: float) -> float:
        """Set the charts from y on, and return the y below them."""
        charts = self._band.charts
        heights = [self._measure_chart(chart) for chart in charts]
        split = _find_split(heights)
        ends = [y]
        for x, part in ((MARGIN, charts[:split]), (MARGIN + self._width + _GUTTER, charts[split:])):
            below = y
            for number, chart in enumerate(part):
                below = self._set_chart(chart, x, below + (self._chart_gap if number else 0.0))
            ends.append(below)
        return max(ends)

    # ------------------------------------------------------------------ measures

    @property
    def _chart_gap(self) -> float:
        return 9 * self._sheet.scale

    @property
    def _bar_height(self) -> float:
        return (8.5 if self._has_before else 11) * self._sheet.scale

    @property
    def _row_gap(self) -> float:
        return (6.5 if self._has_before else 7) * self._sheet.scale

    def _measure(self) -> _Measures:
        bars = [bar for chart in self._band.charts for bar in chart.bars]
        labels = [measure_width(self._sheet.shape(bar.label, _LABEL)) for bar in bars]
        label = min(max(labels, default=0.0), _WIDEST_LABEL * self._width)
        widest = max((self._measure_numbers(bar) for bar in bars), default=0.0)
        room = self._width - label - 2 * _GAP
        least = _NARROWEST_BAR * self._width
        number = min(1.0, max(_SMALLEST, (room - least) / widest)) if widest else 1.0
        return _Measures(label, max(least, room - widest * number), number)

    def _measure_numbers(self, bar: Bar) -> float:
        sheet = self._sheet
        now = measure_width(sheet.shape(_format(bar), _NUMBER))
        share = measure_width(sheet.shape(_format_share(bar), _SHARE))
        before = measure_width(sheet.shape(_format_before(bar), _BEFORE))
        return max(now + share, before)

    def _measure_row(self, bar: Bar) -> float:
        lines = len(self._sheet.wrap(bar.label, _LABEL, self._measures.label))
        bars = self._bar_height * (2 if self._has_before else 1)
        return max(bars, lines * self._sheet.measure_line(_LABEL)) + self._row_gap

    def _measure_chart(self, chart: Chart) -> float:
        sheet = self._sheet
        height = len(sheet.wrap(chart.title, _TITLE, self._width)) * sheet.measure_line(_TITLE)
        height += sum(map(self._measure_row, chart.bars)) + self._chart_gap
        return height + len(sheet.wrap(chart.words, _WORDS, self._width)) * sheet.measure_line(
            _WORDS
        )

    # ------------------------------------------------------------------ drawing

    def _set_chart(self, chart: Chart, x: float, y: float) -> float:
        sheet = self._sheet
        row = self.table.add(Element("TR"))
        span = 1 if chart.words else 1 + len(self._years)
        title = row.add(Element("TH", scope="Row" if chart.words else "Column", column_span=span))
        y = sheet.set_text(title, chart.title, _TITLE, x, y, self._width)
        y += 3 * sheet.scale
        if chart.words:
            words = Element("TD", column_span=len(self._years), headers=(title,))
            return sheet.set_text(row.add(words), chart.words, _WORDS, x, y, self._width)
        start = x + self._measures.label + _GAP
        top = y
        for bar in chart.bars:
            height = self._measure_row(bar)
            self._set_bar(bar, chart, title, x, y, height - self._row_gap)
            y += height
        y -= self._row_gap
        sheet.fill(start - 0.5, top - 1.5, 0.5, y - top + 3)
        return y

    def _set_bar(
        self, bar: Bar, chart: Chart, title: Element, x: float, y: float, height: float
    ) -> None:
        sheet, measures = self._sheet, self._measures
        row = self.table.add(Element("TR"))
        label = row.add(Element("TH", scope="Row"))
        lines = sheet.wrap(bar.label, _LABEL, measures.label)
        line_height = sheet.measure_line(_LABEL)
        line_y = y + (height - len(lines) * line_height) / 2
        for line in lines:
            left = x + measures.label - min(measures.label, measure_width(line))
            sheet.set_letters(label, line, left, line_y, measures.label)
            line_y += line_height
        start, bars = x + measures.label + _GAP, self._bar_height
        y += (height - bars * len(self._years)) / 2
        headers = [(title, year, label) for year in self._years]
        now = row.add(Element("TD", headers=headers[0]))
        width = self._draw(bar.now, chart, start, y, bars)
        look = _SHARE if bar.now is None else _NUMBER
        parts = ((_format(bar), look), (_format_share(bar), _SHARE))
        self._set_number(now, parts, start + width + _GAP, y, bars)
        if self._has_before:
            before = row.add(Element("TD", headers=headers[1]))
            y += bars
            width = self._draw(bar.before, chart, start, y, bars, is_before=True)
            self._set_number(
                before, ((_format_before(bar), _BEFORE),), start + width + _GAP, y, bars
            )

    def _draw(
        self,
        number: Number | None,
        chart: Chart,
        x: float,
        y: float,
        height: float,
        *,
        is_before: bool = False,
    ) -> float:
        """Draw a bar and return its width, 0 where there is none."""
        if not number or number < 0 or not chart.top:
            return 0.0
        width = max(_HAIR, float(number / chart.top) * self._measures.bar)
        if is_before:
            self._sheet.fill_framed(x, y, width, 0.8 * height)
        else:
            self._sheet.fill(x, y, width, height)
        return width

    def _set_number(
        self, owner: Element, parts: Sequence[tuple[str, Look]], x: float, y: float, height: float
    ) -> None:
        """Set a number with its share on one baseline, in the middle of its bar."""
        for text, look in parts:
            smaller = replace(look, size=look.size * self._measures.number)
            letters = self._sheet.shape(text, smaller)
            baseline = y + height / 2 + _BELOW_MIDDLE * parts[0][1].size * self._sheet.scale
            x = self._sheet.set_baseline(owner, letters, x, baseline)


def _format(bar: Bar) -> str:
    return bar.stand_in if bar.now is None else format_number(bar.now)


def _format_share(bar: Bar) -> str:
    return f"（{bar.share}）" if bar.share else ""


def _format_before(bar: Bar) -> str:
    return "—" if bar.before is None else format_number(bar.before)


def _find_split(heights: Sequence[float]) -> int:
    """Return how many charts stand in the left column, so that the columns end about evenly."""
    splits = range(1, len(heights) + 1)
    return min(splits, key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), -at))
