from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn as bundled
import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from report_editor.exporters.outlines import Face

if TYPE_CHECKING:
    from collections.abc import Callable

CHARS = "政府信息公开，（《0A"


@pytest.fixture(scope="module")
def serif() -> Face:
    return Face(Path(bundled.serif_path()), 0, "Noto Serif SC")


def test_converted_outlines_cover_the_same_area(serif: Face) -> None:
    original = TTFont(bundled.serif_path())
    converted = TTFont(BytesIO(serif.truetype(CHARS)))
    assert "CFF " not in converted
    names, glyphs = original.getBestCmap(), original.getGlyphSet()
    made = converted.getGlyphSet()
    for number, char in enumerate(CHARS, start=1):
        name = converted.getGlyphName(number)
        before, after = AreaPen(glyphs), AreaPen(made)
        glyphs[names[ord(char)]].draw(before)
        made[name].draw(after)
        # TrueType outlines run the other way round.
        assert after.value == pytest.approx(-before.value, rel=0.01)
        assert made[name].width == glyphs[names[ord(char)]].width
    original.close()


def test_the_same_characters_make_the_same_font(serif: Face) -> None:
    again = Face(Path(bundled.serif_path()), 0, "Noto Serif SC")
    assert serif.truetype(CHARS) == again.truetype(CHARS)


def test_widths_are_in_em(serif: Face) -> None:
    assert serif.advance("政") == 1
    assert 0.4 < serif.advance("0") < 0.7
    assert serif.has("政")
    assert not serif.has("\U000f0000")


def test_composite_glyphs_are_taken_apart(tmp_path: Path, make_font: Callable[..., Path]) -> None:
    face = Face(make_font(tmp_path / "f.ttf", "FangSong", "双年"), 0, "FangSong")
    font = TTFont(BytesIO(face.truetype("双年")))
    glyphs = font.getGlyphSet()
    bounds = BoundsPen(glyphs)
    glyphs[font.getGlyphName(1)].draw(bounds)
    assert bounds.bounds == (40, 0, 860, 800)
    assert font["glyf"][font.getGlyphName(1)].numberOfContours == 2


def test_it_is_small(serif: Face) -> None:
    assert len(serif.truetype(CHARS)) < 10_000
