"""The fonts made for a PDF show what the fonts they come from show, as fontTools reads both."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pylopdf_fonts_zh_cn as bundled
import pytest
import reportlab
from fontTools.cffLib import CFFFontSet
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from report_editor.exporters.fonts.face import Face, FaceError, FontError, Subset, open_face
from tests.bounded_work import bounded_work
from tests.exporters.fonts.making import (
    BOX,
    make_cff,
    make_collection,
    make_truetype,
    replace_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

CHARS = "政府信息公开，（《0A①年"
MASKED = [10, 20, 30, 40, 50, 60, 70, 80, "hstemhm", 1, 2, 3, 4, "hintmask", b"\xfc", *BOX]


@pytest.fixture(scope="module")
def serif() -> Face:
    return Face(Path(bundled.serif_path()), 0, "Noto Serif SC")


def drawn(glyph: Any, glyphs: Any = None) -> list[Any]:
    pen = DecomposingRecordingPen(glyphs)
    glyph.draw(pen)
    return list(pen.value)


def read(subset: Subset) -> tuple[list[Any], Any]:
    """The glyphs of a subset in the order of their numbers, and the set they come from."""
    if subset.is_cff:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(subset.data), None)
        strings = fonts[fonts.fontNames[0]].CharStrings
        return [strings[name] for name in fonts[fonts.fontNames[0]].charset], strings
    font = TTFont(BytesIO(subset.data))
    glyphs = font.getGlyphSet()
    return [glyphs[name] for name in font.getGlyphOrder()], glyphs


def assert_same_glyphs(path: Path, chars: Iterable[str], number: int = -1) -> Subset:
    """The subset draws each character as its source does, and as wide."""
    subset = Face(path, max(number, 0), "Test").subset(chars)
    made, others = read(subset)
    with TTFont(path, fontNumber=number) as original:
        names, glyphs = original.getBestCmap(), original.getGlyphSet()
        for char in chars:
            source, copy = glyphs[names[ord(char)]], made[subset.codes[char]]
            copied = drawn(copy, others)  # draws first: only then its width is known
            assert copied == drawn(source, glyphs), char
            assert copy.width == source.width, char
    return subset


# ------------------------------------------------------------- taken over as they are


@pytest.mark.parametrize("path", [bundled.serif_path(), bundled.sans_path()])
def test_outlines_of_the_bundled_fonts_are_taken_over(path: str) -> None:
    with TTFont(path) as original:
        chars = [*CHARS, *(chr(code) for code in sorted(original.getBestCmap())[::150])]
    assert assert_same_glyphs(Path(path), chars).is_cff


@pytest.mark.parametrize("name", ["Vera", "VeraBd", "VeraIt", "VeraBI"])
def test_truetype_outlines_are_taken_over(name: str) -> None:
    """Fonts that ReportLab brings along: hinted, with accented letters made of parts."""
    path = Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf"
    with TTFont(path) as original:
        names = original.getBestCmap()
        chars = [chr(code) for code in sorted(names) if original.getGlyphID(names[code])]
    assert "é" in chars
    assert not assert_same_glyphs(path, chars).is_cff


def test_outlines_of_a_font_whose_glyphs_have_names_are_taken_over(tmp_path: Path) -> None:
    outlines = {"A": [*BOX, "endchar"], "B": [-100, *BOX, "endchar"]}
    path = make_cff(tmp_path / "f.otf", "Test", outlines)
    assert assert_same_glyphs(path, "BA").is_cff


def test_subroutines_and_hints_come_along(tmp_path: Path) -> None:
    own: list[list[Any]] = [
        [*BOX, "endchar"],
        [10, 20, "return"],  # operands only
        [1, 2, 3, 4, "hintmask", b"\xc0", -107, "callsubr"],  # a mask, and another subroutine
        [30, 40, "hstemhm", "return"],
    ]
    outlines: dict[str, list[Any]] = {
        "A": [*MASKED, "endchar"],
        "B": [-106, "callsubr", -104, "callsubr", "ignore", -105, "callsubr"],  # dotsection
    }
    path = make_cff(tmp_path / "f.otf", "Test", outlines, own)
    subset = assert_same_glyphs(path, "AB")
    glyphs, _ = read(subset)
    glyphs[subset.codes["A"]].decompile()
    assert "hintmask" in glyphs[subset.codes["A"]].program


def test_each_face_of_a_collection_has_its_own_outlines(tmp_path: Path) -> None:
    files = [
        make_truetype(tmp_path / "a.ttf", "SimSun", "年月"),
        make_truetype(tmp_path / "b.ttf", "FangSong", "月年"),
    ]
    path = make_collection(tmp_path / "f.ttc", files)
    first, second = (assert_same_glyphs(path, "年月", number).codes for number in (0, 1))
    assert first["年"] == second["月"] < first["月"] == second["年"]


def test_parts_of_composite_glyphs_come_along(tmp_path: Path) -> None:
    subset = assert_same_glyphs(make_truetype(tmp_path / "f.ttf", "FangSong", "双年"), "年双")
    made, glyphs = read(subset)
    bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
    made[subset.codes["双"]].draw(bounds)
    made[subset.codes["年"]].draw(area)
    assert bounds.bounds == pytest.approx((40, 0, 860, 800), abs=0.1)
    assert abs(area.value) == 800 * 800
    assert len(made) == 4  # the box of which 双 is made, and .notdef


def test_a_truetype_subset_holds_nothing_but_what_is_drawn(tmp_path: Path) -> None:
    face = Face(make_truetype(tmp_path / "f.ttf", "FangSong", "双年"), 0, "FangSong")
    with TTFont(BytesIO(face.subset("年").data), checkChecksums=2) as font:
        assert set(font.keys()) - {"GlyphOrder"} == {
            "glyf", "head", "hhea", "hmtx", "loca", "maxp",
        }  # fmt: skip


def test_the_same_characters_make_the_same_small_font(serif: Face) -> None:
    again = Face(Path(bundled.serif_path()), 0, "Noto Serif SC")
    assert serif.subset(CHARS) == again.subset(reversed(CHARS))
    assert len(serif.subset(CHARS).data) < 10_000


# ------------------------------------------------------------- what a face knows


def test_widths_are_in_em(serif: Face) -> None:
    assert serif.measure("政") == 1
    assert 0.4 < serif.measure("0") < 0.7
    assert serif.has("政")
    assert not serif.has("\U000f0000")
    assert serif.measure("\U000f0000") == 0


def test_its_name_is_the_one_for_postscript(serif: Face) -> None:
    assert serif.name == "NotoSerifSC-Regular"


def test_characters_that_share_a_glyph_share_a_code(tmp_path: Path) -> None:
    path = make_truetype(tmp_path / "f.ttf", "FangSong", "年一", look_alikes={"⼀": "一"})
    codes = assert_same_glyphs(path, "年一⼀").codes
    assert codes["一"] == codes["⼀"] != codes["年"]


def test_an_empty_glyph_shows_a_blank_and_no_other_character(tmp_path: Path) -> None:
    """Free fonts map characters that they lack, such as ℃ in one of them, to an empty glyph."""
    path = make_truetype(tmp_path / "f.ttf", "FangSong", "年", blank=" 　℃䶮\u2800")
    face = Face(path, 0, "FangSong")
    assert [face.has(char) for char in "年 　℃䶮\u2800"] == [True, True, True, False, False, True]
    assert face.subset("年 　\u2800").codes.keys() == set("年 　\u2800")


def test_a_released_file_is_mapped_again_when_it_is_asked(tmp_path: Path) -> None:
    path = make_truetype(tmp_path / "f.ttf", "FangSong", "年月")
    face = Face(path, 0, "FangSong")
    assert face.has("年")
    before = face.subset("年")
    face.release()
    assert face.subset("年") == before
    face.release()
    path.unlink()
    assert face.has("年")  # it remembers what it was asked
    with pytest.raises(FaceError) as raised:
        face.has("月")
    assert raised.value.face is face


# ------------------------------------------------------------- damaged


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
def test_a_charstring_that_makes_no_sense_is_an_error(
    tmp_path: Path, outline: list[Any], own: list[list[Any]]
) -> None:
    path = make_cff(tmp_path / "f.otf", "Test", {"A": outline, "B": [*BOX, "endchar"]}, own)
    face = Face(path, 0, "Test")
    assert face.has("B")
    with bounded_work(), pytest.raises(FaceError):
        face.has("A")
    with bounded_work(), pytest.raises(FaceError):
        face.subset("AB")


def test_an_outline_that_comes_out_empty_is_an_error(tmp_path: Path) -> None:
    path = make_truetype(tmp_path / "f.ttf", "FangSong", "双年月")
    with TTFont(path) as font:
        glyphs = bytearray(font.getTableData("glyf"))
        start = font["loca"][font.getGlyphID("c2")]
    glyphs[start + 10 : start + 12] = b"\xff\xff"  # the number of its last point
    replace_tables(path, {"glyf": bytes(glyphs)})
    face = Face(path, 0, "FangSong")
    assert face.has("月")  # only its points are damaged, not the box around them
    assert face.subset("双年").codes
    with pytest.raises(FaceError):
        face.subset("双年月")


@pytest.mark.slow
def test_outlines_beyond_all_measure_are_an_error(tmp_path: Path) -> None:
    """Each of a thousand characters is the same long outline, of which the file has one."""
    chars = [chr(0x4E00 + at) for at in range(1000)]
    path = make_truetype(tmp_path / "f.ttf", "FangSong", "".join(chars))
    count = 30_000
    header = struct.pack(">5h2H", 1, 0, 0, 1000, 1000, count - 1, 0)
    outline = header + bytes(count) + b"\0\1" * 2 * count  # flags, distances of the points
    with TTFont(path) as font:
        # From the end to the start is nothing, from the start to the end the whole table.
        locations = [len(outline) * (at % 2) for at in range(len(font.getGlyphOrder()) + 1)]
        head = font["head"]
        head.indexToLocFormat = 1
        tables = {
            "glyf": outline,
            "head": head.compile(font),
            "loca": struct.pack(f">{len(locations)}I", *locations),
        }
    replace_tables(path, tables)
    face = Face(path, 0, "FangSong")
    shown = [char for char in chars if face.has(char)]
    assert len(shown) > 400
    assert len(face.subset(shown[:2]).data) > 2 * len(outline)
    with bounded_work(), pytest.raises(FaceError):
        face.subset(shown)


@pytest.mark.parametrize("content", [b"", b"OTTO", b"ttcf" + b"\xff" * 1000, bytes(1000)])
def test_what_is_no_font_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.ttf").write_bytes(content)
    for path in (tmp_path / "f.ttf", tmp_path / "none.ttf", tmp_path):
        with pytest.raises(FontError):
            open_face(path, 0)


def test_a_face_without_outlines_is_an_error(tmp_path: Path) -> None:
    path = make_truetype(tmp_path / "f.ttf", "FangSong", "年")
    with TTFont(path) as font:
        del font["glyf"], font["loca"]
        font.save(path)
    with pytest.raises(FaceError):
        Face(path, 0, "FangSong").has("年")


class WritingPen:
    """A pen that remembers what it drew as fontTools writes it down."""

    def __init__(self) -> None:
        self.value: list[tuple[str, tuple[tuple[float, float], ...]]] = []

    def move_to(self, x: float, y: float) -> None:
        self.value.append(("moveTo", ((x, y),)))

    def line_to(self, x: float, y: float) -> None:
        self.value.append(("lineTo", ((x, y),)))

    def quad_to(self, x1: float, y1: float, x: float, y: float) -> None:
        self.value.append(("qCurveTo", ((x1, y1), (x, y))))

    def cubic_to(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.value.append(("curveTo", ((x1, y1), (x2, y2), (x, y))))

    def close(self) -> None:
        self.value.append(("closePath", ()))


TRUETYPE = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


@pytest.mark.parametrize(
    ("path", "chars"), [(Path(bundled.serif_path()), CHARS), (TRUETYPE, "Aéà&8%Öj")]
)
def test_a_pen_draws_what_the_font_shows(path: Path, chars: str) -> None:
    """Bounds and area are compared: programs begin contours elsewhere and halve curves."""
    face = Face(path, 0, "font")
    with TTFont(path, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        for char in chars:
            pen = WritingPen()
            face.trace(char, pen)
            measured: list[tuple[Any, float]] = []
            for play in (_replay(pen), glyphs[names[ord(char)]].draw):
                bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
                play(bounds)
                play(area)
                measured.append((bounds.bounds, area.value))
            assert measured[0][0] == pytest.approx(measured[1][0], abs=1)
            assert measured[0][1] == pytest.approx(measured[1][1], rel=0.01)
    face.release()


def _replay(traced: WritingPen) -> Any:
    def play(pen: Any) -> None:
        for name, points in traced.value:
            getattr(pen, name)(*points)

    return play
