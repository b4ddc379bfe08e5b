"""Choose the fonts of this computer for the five types an official document is printed in.

What the computer has is taken first: the fonts of Chinese Windows, those of Kylin and UOS (CESI),
those that WPS brings (Founder's GBK series), those of macOS, then free ones. Noto comes with the
program and is last, so that no machine prints boxes. Another copy of Noto or Source Han that a
computer may have would look the same and is only asked for rare characters.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn as bundled

from report_editor.common.problem import Problem
from report_editor.exporters.fonts.face import Face, FaceError
from report_editor.exporters.fonts.font_files import find_font_files, list_font_folders

if TYPE_CHECKING:
    from collections.abc import Collection


class FontProblem(Problem):
    """There is no font to print with; the text is a Chinese sentence for the user."""


class FontRole(StrEnum):
    """A type of official documents (GB/T 9704-2012)."""

    TITLE = "小标宋"
    HEADING = "黑体"
    SUBHEADING = "楷体"
    BODY = "仿宋"
    TABLE = "宋体"


MISSING = "〓"
"""Printed for a character that no font has, as compositors have always marked it."""

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
"""Fonts with characters that others lack, asked in this order for every role."""

_SONG = frozenset({FontRole.TITLE, FontRole.SUBHEADING, FontRole.BODY, FontRole.TABLE})
"""Roles whose letters have serifs; Noto Serif stands in for them, Noto Sans for the others."""
_STROKES = {FontRole.TITLE: 0.03, FontRole.SUBHEADING: 0.022, FontRole.HEADING: 0.022}
"""Added thickness in em of the outlines of Noto, so that headings still stand out."""
_MOST_NAMED = 5
"""Number of unreadable files that a note names."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """Faces that print a role, asked in turn for each character."""

    role: FontRole
    faces: tuple[Face, ...]
    stroke: float
    """Added thickness of the outlines, in em."""
    is_substitute: bool
    """True if the computer has no font made for the role."""

    def find_face(self, char: str) -> Face | None:
        """Return the first face that has a character.

        Raises:
            FaceError: One of the faces cannot be used.
        """
        return next((face for face in self.faces if face.has(char)), None)

    @property
    def family(self) -> str:
        """Return the name of the font that prints nearly everything."""
        return self.faces[0].family


class Fonts:
    """Typefaces of this computer."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Choose the fonts of each role from those in some folders."""
        self._found = find_font_files(folders)
        self._faces: dict[tuple[Path, int], Face] = {}
        self._given_up: list[Face] = []
        self._serif = self._get_face(Path(bundled.serif_path()), 0, "Noto Serif SC")
        self._sans = self._get_face(Path(bundled.sans_path()), 0, "Noto Sans SC")
        self._choose()

    def __getitem__(self, role: FontRole) -> Typeface:
        """Return the typeface of a role."""
        return self._typefaces[role]

    def give_up(self, face: Face) -> None:
        """Choose again without a face that turned out to be damaged or removed.

        Raises:
            FontProblem: It is a font of this program, after which there is none.
        """
        if face in (self._serif, self._sans):
            raise FontProblem(
                f"随程序提供的字体“{face.family}”已经损坏或者被删除，不能排版。请重新安装本程序。"
            )
        self._given_up.append(face)
        self._choose()

    def release(self) -> None:
        """Unmap the font files; what was read of them is kept for the next export."""
        for face in self._faces.values():
            face.release()

    def list_notes(self, roles: Collection[FontRole] = tuple(FontRole)) -> list[str]:
        """Return Chinese sentences that name the fonts given up and what stands in for others.

        Only the roles that a page uses are named, by default all of them.
        """
        notes = [
            f"字体“{face.family}”（字体文件 {face.path.name}）损坏、不全或者已被删除，没有采用；"
            "请重新安装这个字体，再重新打开程序。"
            for face in self._given_up
        ]
        missing: dict[str, list[str]] = {}
        for typeface in self._typefaces.values():
            if typeface.is_substitute and typeface.role in roles:
                missing.setdefault(typeface.family, []).append(typeface.role.value)
        notes += [
            f"这台电脑没有{'、'.join(names)}字体，已用随程序提供的 {family} 代替；"
            "安装这些字体并重新打开程序后，会自动采用。"
            for family, names in missing.items()
        ]
        if missing and self._found.unreadable:
            names = "、".join(path.name for path in self._found.unreadable[:_MOST_NAMED])
            notes.append(f"字体文件 {names} 读不出来。如果其中有上面缺少的字体，请重新安装。")
        return notes

    def _choose(self) -> None:
        self._typefaces: dict[FontRole, Typeface] = {}
        rare = [face for name in _RARE if (face := self._find(name))]
        for role, families in _FAMILIES.items():
            own = next((face for name in families if (face := self._find(name, "年"))), None)
            last = (self._serif, self._sans) if role in _SONG else (self._sans, self._serif)
            faces = (*([own] if own else ()), *last, *rare)
            stroke = 0.0 if own else _STROKES.get(role, 0.0)
            self._typefaces[role] = Typeface(role, faces, stroke, own is None)

    def _find(self, family: str, needed: str = "") -> Face | None:
        """Return the face of a family; one that lacks a needed character is given up."""
        file = self._found.families.get(family.casefold())
        face = self._get_face(file.path, file.index, family) if file else None
        if face is None or face in self._given_up:
            return None
        with suppress(FaceError):
            if not needed or face.has(needed):
                return face
        self._given_up.append(face)
        return None

    def _get_face(self, path: Path, index: int, family: str) -> Face:
        return self._faces.setdefault((path, index), Face(path, index, family))


@cache
def find_fonts() -> Fonts:
    """Return the fonts of this computer, searched for once."""
    return Fonts(list_font_folders())
