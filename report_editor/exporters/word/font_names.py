"""Name the fonts of a Word file, one for each type of GB/T 9704-2012.

A Word file carries no fonts. It names those that every Chinese Windows has. 仿宋 and 楷体 show all
of GBK. The older 仿宋_GB2312 and 楷体_GB2312 show GB 2312 only, so that a rare name or a text in
traditional characters would change its type in mid-word. 小标宋 is in no Windows: the name that
offices use is written, and where it is missing one of the alternatives is taken. A bold 宋体 would
stand in for it as well, but where 小标宋 is installed that would be made bold too.
"""

from __future__ import annotations

from dataclasses import dataclass

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.word.elements import Element, make


@dataclass(frozen=True, slots=True)
class WordFont:
    """A font by name, and what Word needs to find another that looks like it."""

    name: str
    alternatives: tuple[str, ...]
    """Names under which the font or one like it may be installed, best first."""
    panose: str
    """Numbers by which Windows compares how fonts look."""
    family: str = "modern"
    pitch: str = "fixed"


FONTS = {
    FontRole.TITLE: WordFont(
        "方正小标宋简体",
        (
            "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "小标宋体", "CESI小标宋-GB18030",
            "华文中宋", "STZhongsong",
        ),
        "03000509000000000000",
        "script",
    ),
    FontRole.HEADING: WordFont(
        "黑体", ("SimHei", "方正黑体_GBK", "CESI黑体-GB18030", "STHeiti"), "02010609060101010101"
    ),
    FontRole.SUBHEADING: WordFont(
        "楷体", ("KaiTi", "楷体_GB2312", "方正楷体_GBK", "CESI楷体-GB18030", "STKaiti"),
        "02010609060101010101",
    ),
    FontRole.BODY: WordFont(
        "仿宋", ("FangSong", "仿宋_GB2312", "方正仿宋_GBK", "CESI仿宋-GB18030", "STFangsong"),
        "02010609060101010101",
    ),
    FontRole.TABLE: WordFont(
        "宋体", ("SimSun", "方正书宋_GBK", "CESI宋体-GB18030", "STSong"),
        "02010600030101010101", "auto", "variable",
    ),
}  # fmt: skip
_GB2312_CHARSET = "86"
"""Windows' number, in hexadecimal, of the set of Chinese characters."""


def make_font_choice(role: FontRole) -> Element:
    """Return the fonts of a text: digits and letters in the type of the ideographs beside them."""
    name = FONTS[role].name
    # The hint gives quotation marks and dashes, which Latin texts have too, their Chinese width.
    return make("rFonts", hint="eastAsia", ascii=name, eastAsia=name, hAnsi=name, cs=name)


def make_font_table() -> Element:
    """Return the list of the fonts that the file names."""
    return make("fonts", *(_describe(font) for font in FONTS.values()))


def _describe(font: WordFont) -> Element:
    return make(
        "font",
        make("altName", val=",".join(font.alternatives)),
        make("panose1", val=font.panose),
        make("charset", val=_GB2312_CHARSET),
        make("family", val=font.family),
        make("pitch", val=font.pitch),
        name=font.name,
    )
