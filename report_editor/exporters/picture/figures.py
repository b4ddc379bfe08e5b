"""Numbers and sentences that a picture of a report tells, without a place on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.document import Number
    from report_editor.document.wording import Wording


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of this year, and the same of last year."""

    label: str
    now: Number | None
    """None where it is blank, or any part of it is no number."""
    before: Number | None
    """None where it is not known."""
    stand_in: str = ""
    """Word in the place of this year's number where there is none."""
    share: str = ""
    """Part of the whole, as 33.3%."""

    def list_numbers(self) -> list[Number]:
        """Return the numbers that are known."""
        return [number for number in (self.now, self.before) if number is not None]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one scale that begins at 0, or a sentence where there is nothing to draw."""

    title: str
    bars: tuple[Bar, ...]
    words: str = ""
    top: Number = 0
    """Greatest number of the scale, which other charts may share."""


@dataclass(frozen=True, slots=True)
class Band:
    """A table of the form as charts and sentences."""

    title: str
    unit: str
    charts: tuple[Chart, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that is printed large."""

    label: str
    number: str
    unit: str
    """In the place of number and unit, that it was not filled in."""
    comparison: str
    """Last year's number and the change since; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a picture of a report tells."""

    wording: Wording
    title: str
    this_year: str
    """As 2023年, or 本年 where it is not known."""
    last_year: str
    """Empty where there is nothing to compare with."""
    key_figures: tuple[KeyFigure, ...]
    bands: tuple[Band, ...]
    source: str
    """Sentence at the foot: where the numbers come from, and what the picture is not."""
    notes: tuple[str, ...]
    """Chinese sentences for whoever makes the picture."""
