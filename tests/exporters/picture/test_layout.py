"""A picture is one page, on which nothing overlaps, whatever the numbers and names are."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.exporters.picture.collect import collect_figures
from report_editor.exporters.picture.layout import PictureLayout
from report_editor.exporters.picture.sheet import DEEP, LIGHT, MARGIN
from report_editor.exporters.typeset.line_breaking import measure_slack
from report_editor.exporters.typeset.page import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Fill,
    Tagged,
    list_runs,
)
from report_editor.exporters.typeset.runs import Typesetter
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.document import Document
    from report_editor.exporters.fonts.typefaces import Fonts
    from tests.exporters.picture.conftest import AddLastYear

    MakeReport = Callable[..., Document]

GLYPH = 0.72
"""Height of a digit above its baseline, in em."""
NEARLY = 0.6
LONG = str(10**15 - 1)


class Area(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area) -> bool:
        is_beside = self.right <= other.left + NEARLY or other.right <= self.left + NEARLY
        is_above = self.bottom <= other.top + NEARLY or other.bottom <= self.top + NEARLY
        return not (is_beside or is_above)


def lay_out(report: Document, fonts: Fonts) -> PictureLayout:
    return PictureLayout(collect_figures(report), Typesetter(fonts))


def list_texts(layout: PictureLayout) -> Iterator[Area]:
    ((_, items),) = layout.page.groups
    for item in items:
        if isinstance(item, Tagged):
            runs = [run for text in item.texts for run in list_runs(text)]
            last = runs[-1]
            widths = [last.face.measure(char) * last.size + last.spacing for char in last.text]
            blank = measure_slack(last.text[-1], widths[-1])  # half of a mark may stand outside
            right = LEFT + last.x + sum(widths) - last.spacing - blank
            top = min(run.y - GLYPH * run.size for run in runs)
            text = "".join(run.text for run in runs)
            yield Area(text, LEFT + runs[0].x, top, right, max(run.y for run in runs))


def list_fills(layout: PictureLayout) -> list[Fill]:
    ((_, items),) = layout.page.groups
    return [item for item in items if isinstance(item, Fill)]


def check(layout: PictureLayout) -> None:
    texts = list(list_texts(layout))
    for text in texts:
        assert text.left >= MARGIN - NEARLY, text
        assert text.right <= PAGE_WIDTH - MARGIN + NEARLY, text
        assert text.bottom <= PAGE_HEIGHT - MARGIN / 2, text
    assert [pair for pair in combinations(texts, 2) if pair[0].overlaps(pair[1])] == []
    title = list_fills(layout)[0].height
    for fill in list_fills(layout)[1:]:
        left, bottom = LEFT + fill.x, fill.y + fill.height
        area = Area("bar", left, fill.y, left + fill.width, bottom)
        assert fill.x + LEFT + fill.width <= PAGE_WIDTH - MARGIN + NEARLY
        if fill.color in (DEEP, LIGHT):
            assert [text for text in texts if text.top > title and text.overlaps(area)] == []


def fill(edition: str, number: str) -> dict[str, str]:
    return {cell.address: number for cell in form(edition).inputs}


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("number", ["0", "999999999999", LONG])
@pytest.mark.parametrize("name", ["某某省某某市某某区" * 22, "甲乙" * 500])
def test_nothing_overlaps_or_leaves_the_page(
    make_report: MakeReport,
    add_last_year: AddLastYear,
    noto: Fonts,
    edition: str,
    number: str,
    name: str,
) -> None:
    years = ("2020", "2019") if edition == "2019" else ("2023", "2022")
    report, last = (
        make_report(edition, cells=fill(edition, number), organization=name, year=year)
        for year in years
    )
    check(lay_out(report, noto))
    check(lay_out(add_last_year(report, last), noto))


values = st.sampled_from(["", "0", "1", "12", "12.5", "-3", "若干", "4711", LONG])


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_report_keeps_to_the_page(
    make_report: MakeReport, add_last_year: AddLastYear, noto: Fonts, data: st.DataObject
) -> None:
    def draw(year: str) -> Document:
        addresses = [cell.address for cell in form("2021").inputs]
        few = data.draw(st.lists(st.sampled_from(addresses), max_size=25))
        cells = {address: data.draw(values) for address in few}
        name = data.draw(st.sampled_from(["", "開縣鄉", "某县" * 40, "A\u202e\t<b>&" * 9]))
        return make_report(cells=cells, organization=name, year=year)

    report = draw("2022")
    if data.draw(st.booleans()):
        report = add_last_year(report, draw("2021"))
    check(lay_out(report, noto))


def test_bars_are_as_long_as_their_numbers_say(make_report: MakeReport, noto: Fonts) -> None:
    numbers = {"natural_person": 40, "business": 20, "research": 10, "legal_service": 5}
    cells = {f"requests.new.{key}": str(number) for key, number in numbers.items()}
    cells |= {f"requests.granted.{key}": str(number) for key, number in numbers.items()}
    layout = lay_out(make_report(cells=cells), noto)
    texts = list(list_texts(layout))
    lengths: dict[str, list[float]] = {}
    for bar in list_fills(layout)[1:]:
        right, middle = LEFT + bar.x + bar.width, bar.y + bar.height / 2
        for text in texts:
            if 0 < text.left - right < 5 and text.top < middle < text.bottom:
                lengths.setdefault(text.text, []).append(bar.width)
    whole, *others = (lengths[str(number)] for number in (75, 40, 20, 10, 5))
    assert len(whole) == 1
    for (length,), number in zip(others, (40, 20, 10, 5), strict=True):
        assert length / whole[0] == pytest.approx(number / 75)


def test_what_is_0_has_no_bar_and_what_is_little_has_one(
    make_report: MakeReport, noto: Fonts
) -> None:
    cells = {"requests.new.natural_person": LONG, "requests.new.business": "1"}
    zero, little = (
        len([f for f in list_fills(lay_out(make_report(cells=each), noto)) if f.color == DEEP])
        for each in (cells | {"requests.new.business": "0"}, cells)
    )
    assert little == zero + 1


def test_both_years_are_told_apart_without_color() -> None:
    """Luminance decides in gray and for the color-blind: WCAG asks for 3:1 between graphics."""

    def measure(color: tuple[float, float, float]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    deep, light = measure(DEEP), measure(LIGHT)
    assert (light + 0.05) / (deep + 0.05) > 4.5
    assert 1.05 / (deep + 0.05) > 7  # also the white title on it
