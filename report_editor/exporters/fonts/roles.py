"""The five types an official document is printed in, and what stands in for each.

What the computer has is taken first: the fonts of Chinese Windows, those of Kylin and UOS
(CESI), those that WPS brings (Founder's GBK series), those of macOS, then free ones. Noto comes
with the program and is last, so that no machine prints boxes; another copy of Noto or Source Han
that a computer may have would look the same and is only asked for rare characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as bundled

from report_editor.exporters.fonts.face import Face
from report_editor.exporters.fonts.font_files import FontFile, font_folders, installed


class FontRole(StrEnum):
    """What a text is set in."""

    TITLE = "小标宋"
    HEADING = "黑体"
    SUBHEADING = "楷体"
    BODY = "仿宋"
    TABLE = "宋体"


MISSING = "〓"
"""Printed for a character that no font has; compositors have always marked it so."""

_FAMILIES: dict[FontRole, tuple[str, ...]] = {
    FontRole.TITLE: (
        "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05",
        "小标宋体", "CESI小标宋-GB18030", "CESI小标宋-GB13000", "CESI小标宋-GB2312",
        "CESI_XBS_GB18030", "CESI_XBS_GB13000", "CESI_XBS_GB2312",
        "文鼎小标宋简", "汉仪小标宋简", "华文中宋", "STZhongsong",
    ),
    FontRole.HEADING: (
        "黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "FZHei-B01S", "FZHei-B01",
        "CESI黑体-GB18030", "CESI黑体-GB13000", "CESI黑体-GB2312",
        "CESI_HT_GB18030", "CESI_HT_GB13000", "CESI_HT_GB2312",
        "华文黑体", "STHeiti", "Heiti SC", "黑体-简", "FandolHei",
        "文泉驿正黑", "WenQuanYi Zen Hei",
    ),
    FontRole.SUBHEADING: (
        "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi",
        "方正楷体_GBK", "方正楷体简体", "FZKai-Z03S", "FZKai-Z03",
        "CESI楷体-GB18030", "CESI楷体-GB13000", "CESI楷体-GB2312",
        "CESI_KT_GB18030", "CESI_KT_GB13000", "CESI_KT_GB2312",
        "华文楷体", "STKaiti", "Kaiti SC", "楷体-简", "FandolKai",
        "LXGW WenKai", "霞鹜文楷", "AR PL UKai CN", "AR PL KaitiM GB",
    ),
    FontRole.BODY: (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong",
        "方正仿宋_GBK", "方正仿宋简体", "FZFangSong-Z02S", "FZFangSong-Z02",
        "CESI仿宋-GB18030", "CESI仿宋-GB13000", "CESI仿宋-GB2312",
        "CESI_FS_GB18030", "CESI_FS_GB13000", "CESI_FS_GB2312",
        "华文仿宋", "STFangsong", "朱雀仿宋", "Zhuque Fangsong (technical preview)", "FandolFang",
    ),
    FontRole.TABLE: (
        "宋体", "SimSun", "方正书宋_GBK", "方正书宋简体", "FZShuSong-Z01S", "FZShuSong-Z01",
        "CESI宋体-GB18030", "CESI宋体-GB13000", "CESI宋体-GB2312",
        "CESI_SS_GB18030", "CESI_SS_GB13000", "CESI_SS_GB2312",
        "华文宋体", "STSong", "Songti SC", "宋体-简", "FandolSong",
        "AR PL UMing CN",
    ),
}  # fmt: skip

_RARE = (
    "SimSun-ExtB", "SimSun-ExtG", "CESI宋体-GB18030", "Plangothic P1", "Plangothic P2",
    "TH-Tshyn-P0", "TH-Tshyn-P1", "TH-Tshyn-P2", "HanaMinA", "HanaMinB",
    "Noto Serif CJK SC", "Noto Sans CJK SC", "Arial Unicode MS",
    "Segoe UI Symbol", "Apple Symbols", "DejaVu Sans",
)  # fmt: skip
"""Fonts with characters that others lack; asked in this order, whatever the role."""

_SONG = frozenset({FontRole.TITLE, FontRole.SUBHEADING, FontRole.BODY, FontRole.TABLE})
_STROKES = {FontRole.TITLE: 0.03, FontRole.SUBHEADING: 0.022, FontRole.HEADING: 0.022}
"""How much a Noto regular is thickened for a role, in em, so that headings still stand out."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """What a role is set in here: fonts to be asked in turn for each character."""

    role: FontRole
    faces: tuple[Face, ...]
    stroke: float
    """How much the outlines are thickened, in em."""
    is_substitute: bool
    """Whether the computer has no font made for the role."""

    def face(self, char: str) -> Face | None:
        """The first of the fonts that has the character."""
        return next((face for face in self.faces if face.has(char)), None)

    @property
    def family(self) -> str:
        """The font that sets nearly everything."""
        return self.faces[0].family


class Fonts:
    """The typefaces of this computer."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Looks for the fonts of each role in some folders."""
        files = installed(folders)
        self.are_bundled = not files
        """Whether only the fonts that come with the program are used."""
        serif = _opened(Path(bundled.serif_path()), 0, "Noto Serif SC")
        sans = _opened(Path(bundled.sans_path()), 0, "Noto Sans SC")
        rare = [
            _opened(file.path, file.index, name)
            for name in _RARE
            if (file := files.get(name.casefold()))
        ]
        self._typefaces: dict[FontRole, Typeface] = {}
        for role, families in _FAMILIES.items():
            own = next((face for face in (_face(files, name) for name in families) if face), None)
            last = (serif, sans) if role in _SONG else (sans, serif)
            faces = (*((own,) if own else ()), *last, *rare)
            stroke = 0.0 if own else _STROKES.get(role, 0.0)
            self._typefaces[role] = Typeface(role, faces, stroke, own is None)

    def __getitem__(self, role: FontRole) -> Typeface:
        """The typeface of a role."""
        return self._typefaces[role]

    def release(self) -> None:
        """Lets go of the font files; what was read of them is kept for the next export."""
        for typeface in self._typefaces.values():
            for face in typeface.faces:
                face.release()

    def notes(self) -> list[str]:
        """A sentence where fonts of the official style are missing."""
        missing: dict[str, list[str]] = {}
        for role in FontRole:
            typeface = self._typefaces[role]
            if typeface.is_substitute:
                missing.setdefault(typeface.family, []).append(role.value)
        return [
            f"这台电脑没有{'、'.join(roles)}字体，已用随程序提供的 {family} 代替；"
            "安装这些字体并重新打开程序后，会自动采用。"
            for family, roles in missing.items()
        ]


@cache
def fonts(folders: tuple[Path, ...] | None = None) -> Fonts:
    """The fonts of this computer, looked for once."""
    return Fonts(font_folders() if folders is None else folders)


@cache
def _opened(path: Path, index: int, family: str) -> Face:
    return Face(path, index, family)


def _face(files: dict[str, FontFile], family: str) -> Face | None:
    file = files.get(family.casefold())
    if file is None:
        return None
    face = _opened(file.path, file.index, family)
    return face if face.has("年") else None
