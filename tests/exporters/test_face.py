"""The fonts made for a PDF show what the fonts they come from show, as fontTools reads both."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pylopdf_fonts_zh_cn as bundled
import pytest
import reportlab
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from report_editor.exporters.fonts import truetype
from report_editor.exporters.fonts.face import Face, Subset
from report_editor.exporters.fonts.opentype import FontError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHARS = "政府信息公开，（《0A①年"


@pytest.fixture(scope="module", params=[bundled.serif_path(), bundled.sans_path()])
def noto_path(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def serif() -> Face:
    return Face(Path(bundled.serif_path()), 0, "Noto Serif SC")


def cff_of(subset: Subset) -> Any:
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(subset.data), None)
    return fonts[fonts.fontNames[0]]


def drawn(glyph: Any) -> list[Any]:
    pen = RecordingPen()
    glyph.draw(pen)
    return list(pen.value)


def test_cff_outlines_are_taken_over_as_they_are(noto_path: Path) -> None:
    with TTFont(noto_path) as original:
        names, glyphs = original.getBestCmap(), original.getGlyphSet()
        chars = [*CHARS, *(chr(code) for code in sorted(names)[::150])]
        subset = Face(noto_path, 0, "Noto").subset(chars)
        assert subset.is_cff
        made = cff_of(subset)
        for number, char in enumerate(chars, start=1):
            outline = made.CharStrings[f"cid{number:05d}"]
            assert drawn(outline) == drawn(glyphs[names[ord(char)]]), char
            assert outline.width == glyphs[names[ord(char)]].width


def test_the_same_characters_make_the_same_font(serif: Face) -> None:
    again = Face(Path(bundled.serif_path()), 0, "Noto Serif SC")
    assert serif.subset(CHARS) == again.subset(CHARS)


def test_widths_are_in_em(serif: Face) -> None:
    assert serif.advance("政") == 1
    assert 0.4 < serif.advance("0") < 0.7
    assert serif.has("政")
    assert not serif.has("\U000f0000")


def test_its_name_is_the_one_for_postscript(serif: Face) -> None:
    assert serif.name == "NotoSerifSC-Regular"


def test_it_is_small(serif: Face) -> None:
    assert len(serif.subset(CHARS).data) < 10_000


def test_more_characters_than_a_font_can_number_are_an_error(serif: Face) -> None:
    with pytest.raises(FontError):
        serif.subset("政" * 0xFFFF)


# ----------------------------------------------------------- TrueType outlines


@pytest.mark.parametrize("name", ["Vera", "VeraBd", "VeraIt", "VeraBI"])
def test_truetype_outlines_are_taken_over_as_they_are(name: str) -> None:
    """Fonts that ReportLab brings along: hinted, with accented letters made of parts."""
    path = Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf"
    with TTFont(path) as original:
        names, glyphs = original.getBestCmap(), original.getGlyphSet()
        chars = [chr(code) for code in sorted(names) if original.getGlyphID(names[code])]
        assert "é" in chars
        with TTFont(BytesIO(Face(path, 0, name).subset(chars).data)) as made:
            subset, order = made.getGlyphSet(), made.getGlyphOrder()
            for char, own in zip(chars, order[1:], strict=False):  # behind them come their parts
                before, after = DecomposingRecordingPen(glyphs), DecomposingRecordingPen(subset)
                glyphs[names[ord(char)]].draw(before)
                subset[own].draw(after)
                assert after.value == before.value, char
                assert subset[own].width == glyphs[names[ord(char)]].width


def test_parts_of_composite_glyphs_come_along(
    tmp_path: Path, make_font: Callable[..., Path]
) -> None:
    face = Face(make_font(tmp_path / "f.ttf", "FangSong", "双年"), 0, "FangSong")
    subset = face.subset("年双")
    assert not subset.is_cff
    with TTFont(BytesIO(subset.data)) as font:
        glyphs = font.getGlyphSet()
        names = font.getGlyphOrder()
        bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
        glyphs[names[2]].draw(bounds)
        glyphs[names[1]].draw(area)
        assert bounds.bounds == pytest.approx((40, 0, 860, 800), abs=0.1)
        assert abs(area.value) == 800 * 800
        assert len(names) == 4
        assert glyphs[names[1]].width == 1000


def test_outlines_beyond_all_measure_are_an_error(
    tmp_path: Path, make_font: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    face = Face(make_font(tmp_path / "f.ttf", "FangSong", "双年"), 0, "FangSong")
    monkeypatch.setattr(truetype, "_MOST_BYTES", len(face.subset("年").data) - 100)
    with pytest.raises(FontError):
        face.subset("年双" * 50)


def test_a_truetype_font_needs_nothing_but_what_is_drawn(
    tmp_path: Path, make_font: Callable[..., Path]
) -> None:
    face = Face(make_font(tmp_path / "f.ttf", "FangSong", "双年"), 0, "FangSong")
    with TTFont(BytesIO(face.subset("年").data), checkChecksums=2) as font:
        assert set(font.keys()) - {"GlyphOrder"} == {
            "glyf", "head", "hhea", "hmtx", "loca", "maxp",
        }  # fmt: skip


# ------------------------------------- fonts without CIDs, with subroutines, damaged


def named_font(path: Path, outlines: Sequence[list[Any]], own: Sequence[list[Any]] = ()) -> Path:
    """Writes a CFF font whose glyphs have names; the n-th outline is that of the n-th letter."""
    letters = [chr(ord("A") + number) for number in range(len(outlines))]
    builder = FontBuilder(1000, isTTF=False)
    builder.font.recalcBBoxes = False  # that would draw what must not be drawn
    builder.setupGlyphOrder([".notdef", *letters])
    builder.setupCharacterMap({ord(letter): letter for letter in letters})
    programs = [["endchar"], *outlines]
    strings = {
        name: T2CharString(program=program)
        for name, program in zip([".notdef", *letters], programs, strict=True)
    }
    private = {"defaultWidthX": 500, "nominalWidthX": 600}
    builder.setupCFF("Test", {"FullName": "Test"}, strings, private)
    top = builder.font["CFF "].cff[0]
    if own:
        from fontTools.cffLib import SubrsIndex

        top.Private.Subrs = SubrsIndex()
        for program in own:
            top.Private.Subrs.append(T2CharString(program=program))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *letters], (500, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular", "psName": "Test"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


BOX = [100, 0, "rmoveto", 800, "vlineto", 800, "hlineto", -800, "vlineto"]
MASKED = [10, 20, 30, 40, 50, 60, 70, 80, "hstemhm", 1, 2, 3, 4, "hintmask", b"\xfc", *BOX]


def test_a_font_whose_glyphs_have_names_becomes_one_of_numbers(tmp_path: Path) -> None:
    path = named_font(tmp_path / "f.otf", [[*BOX, "endchar"], [-100, *BOX, "endchar"]])
    made = cff_of(Face(path, 0, "Test").subset("BA"))
    with TTFont(path) as original:
        glyphs = original.getGlyphSet()
        for number, letter in ((1, "B"), (2, "A")):
            outline = made.CharStrings[f"cid{number:05d}"]
            assert drawn(outline) == drawn(glyphs[letter])
            assert outline.width == glyphs[letter].width


def test_subroutines_are_written_out_wherever_operands_and_stems_stand(tmp_path: Path) -> None:
    own: list[list[Any]] = [
        [*BOX, "endchar"],
        [10, 20, "return"],  # operands only
        [1, 2, 3, 4, "hintmask", b"\xc0", -107, "callsubr"],  # a mask, and another subroutine
        [30, 40, "hstemhm", "return"],
    ]
    outlines: list[list[Any]] = [
        [*MASKED, "endchar"],
        [-106, "callsubr", -104, "callsubr", "ignore", -105, "callsubr"],  # dotsection
    ]
    path = named_font(tmp_path / "f.otf", outlines, own)
    made = cff_of(Face(path, 0, "Test").subset("AB"))
    with TTFont(path) as original:
        glyphs = original.getGlyphSet()
        for number, letter in ((1, "A"), (2, "B")):
            outline = made.CharStrings[f"cid{number:05d}"]
            assert drawn(outline) == drawn(glyphs[letter])
            assert drawn(outline)


@pytest.mark.parametrize(
    ("outline", "own"),
    [
        ([-107, "callsubr", "endchar"], [[-107, "callsubr", "return"]]),  # calls itself
        ([5, "callsubr", "endchar"], [[*BOX, "return"]]),  # calls what is not there
        (BOX, []),  # does not end
        ([1, 2, "add", 0, "rmoveto", "endchar"], []),  # calculates
        ([0, 0, 65, 66, "endchar"], []),  # an accent from elsewhere
        # Each calls the next three times: 3 to the power of 10 pieces.
        (
            [-107, "callsubr", "endchar"],
            [[*[number - 106, "callsubr"] * 3, "return"] for number in range(9)]
            + [[*BOX * 9, "return"]],
        ),
    ],
)
def test_an_outline_that_makes_no_sense_is_an_error(
    tmp_path: Path, outline: list[Any], own: list[list[Any]]
) -> None:
    face = Face(named_font(tmp_path / "f.otf", [outline], own), 0, "Test")
    with pytest.raises(FontError):
        face.subset("A")


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_an_error_and_nothing_worse(
    tmp_path_factory: pytest.TempPathFactory, make_font: Callable[..., Path], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = folder / "font"
    if data.draw(st.booleans()):
        named_font(path, [[-107, "callsubr"], [*MASKED, "endchar"]], [[*BOX, "endchar"]])
        size = path.stat().st_size
    else:
        make_font(path, "FangSong", "AB")
        size = path.stat().st_size - 700_000  # what it is padded with
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, size - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, size))] if data.draw(st.booleans())
                     else content)  # fmt: skip
    face = Face(path, 0, "Test")
    try:
        chars = [char for char in "AB" if face.has(char)]
        if chars:
            assert face.subset(chars).data
            assert face.name
    except FontError:
        pass
