"""Font files of each kind, made with fontTools; the tests need no font of the computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pylopdf_fonts_zh_cn as bundled
from fontTools.cffLib import SubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PADDING = 700_000
"""Bytes at the end of each file: fonts with a Chinese character set are large."""

BOX = [100, 0, "rmoveto", 800, "vlineto", 800, "hlineto", -800, "vlineto"]
"""A charstring without its end."""


def make_truetype(
    path: Path,
    family: str,
    chars: str,
    *,
    blank: str = "",
    look_alikes: Mapping[str, str] | None = None,
    weight: int = 400,
    may_embed: bool = True,
) -> Path:
    """Write a TrueType font; the first character is made of two boxes, the others of one.

    Args:
        path: The file.
        family: The name of its family.
        chars: Characters it shows.
        blank: Characters that it maps to an empty glyph.
        look_alikes: Characters, each with the one whose glyph it shares.
        weight: 400 is regular.
        may_embed: Whether the maker allows embedding.
    """
    names = [".notdef", "box", "blank", "twins", *(f"c{at}" for at in range(len(chars)))]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    outlines = dict.fromkeys(names, pen.glyph())
    outlines["blank"] = TTGlyphPen(None).glyph()
    pen = TTGlyphPen({"box": None})
    pen.addComponent("box", (0.4, 0, 0, 1, 0, 0))
    pen.addComponent("box", (0.4, 0, 0, 1, 500, 0))
    outlines["twins"] = pen.glyph()
    glyphs = {char: f"c{at}" if at else "twins" for at, char in enumerate(chars)}
    glyphs |= dict.fromkeys(blank, "blank")
    glyphs |= {char: glyphs[other] for char, other in (look_alikes or {}).items()}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in glyphs.items()})
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupOS2(usWeightClass=weight, fsType=0 if may_embed else 2)
    return _save(builder, path, family)


def make_cff(
    path: Path, family: str, outlines: Mapping[str, list[Any]], own: Sequence[list[Any]] = ()
) -> Path:
    """Write a CFF font whose glyphs have names.

    Args:
        path: The file.
        family: The name of its family.
        outlines: The charstring of each character.
        own: Charstrings of its subroutines.
    """
    names = [".notdef", *(f"c{at}" for at in range(len(outlines)))]
    builder = FontBuilder(1000, isTTF=False)
    builder.font.recalcBBoxes = False  # that would draw what must not be drawn
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, outlines), names[1:], strict=True)))
    programs = [["endchar"], *outlines.values()]
    strings = {
        name: T2CharString(program=program) for name, program in zip(names, programs, strict=True)
    }
    private = {"defaultWidthX": 500, "nominalWidthX": 600}
    builder.setupCFF("TestFont", {"FullName": family}, strings, private)
    if own:
        top = builder.font["CFF "].cff[0]
        top.Private.Subrs = SubrsIndex()
        for program in own:
            top.Private.Subrs.append(T2CharString(program=program))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupOS2(usWeightClass=400)
    return _save(builder, path, family)


def make_cid_keyed(path: Path, family: str, chars: str) -> Path:
    """Write a CFF font whose glyphs have numbers (CIDs): a part of the Noto of this program."""
    options = Options()
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    with TTFont(bundled.serif_path(), lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=chars)
        subsetter.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = family
        font["ZZZZ"] = padding = newTable("ZZZZ")
        padding.data = bytes(PADDING)
        font.save(path)
    return path


def make_collection(path: Path, fonts: Sequence[Path]) -> Path:
    """Write some font files as one."""
    collection = TTCollection()
    collection.fonts = [TTFont(font, recalcTimestamp=False) for font in fonts]
    collection.save(path)
    collection.close()
    return path


def replace_tables(path: Path, tables: Mapping[str, bytes]) -> None:
    """Put other bytes in the place of some tables of a font file."""
    with path.open("rb") as file:
        reader = SFNTReader(file)
        contents = {tag: reader[tag] for tag in reader.keys()} | dict(tables)  # noqa: SIM118
    with path.open("wb") as file:
        writer = SFNTWriter(file, len(contents))
        for tag, content in contents.items():
            writer[tag] = content
        writer.close()


def _save(builder: FontBuilder, path: Path, family: str) -> Path:
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "TestFont"})
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # the same bytes each time
    builder.font.recalcTimestamp = False
    builder.font["ZZZZ"] = padding = newTable("ZZZZ")
    padding.data = bytes(PADDING)
    builder.save(path)
    return path
