"""Which fonts this computer has, by family name. Neither Qt nor fontconfig is asked."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.opentype import FontError, FontTables, face_count

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_SMALLEST = 600_000
"""Bytes: no font with a Chinese character set is smaller, so that most files need no reading."""
_MOST_ENTRIES = 20_000
_MOST_FONTS = 1_000
_FAMILY_NAMES = frozenset({1, 4, 16})
_NO_EMBEDDING = 0x0002


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face in a file."""

    path: Path
    index: int
    family: str
    """The name by which it was found."""
    weight: int
    """400 is regular, 700 bold."""


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, the user's own folder last."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return (
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(local) / "Microsoft" / "Windows" / "Fonts",
        )
    if sys.platform == "darwin":
        system = Path("/System/Library")
        return (
            system / "Fonts",
            # Songti, Kaiti and STFangsong are downloaded by macOS when first wanted.
            *sorted((system / "AssetsV2").glob("com_apple_MobileAsset_Font*")),
            Path("/Library/Fonts"),
            home / "Library" / "Fonts",
        )
    data = os.environ.get("XDG_DATA_HOME", str(home / ".local" / "share"))
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        Path(data) / "fonts",
    )


@cache
def installed(folders: tuple[Path, ...]) -> dict[str, FontFile]:
    """Every face in some folders by each of its family names, in small letters.

    Of several weights of a family the one nearest to regular is taken. Fonts whose maker
    forbids embedding are left out, as are files that are no fonts.
    """
    found: dict[str, FontFile] = {}
    for path in _files(folders):
        for face in _faces(path):
            key = face.family.casefold()
            known = found.get(key)
            if known is None or abs(face.weight - 400) < abs(known.weight - 400):
                found[key] = face
    return found


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    entries = fonts = 0
    for folder in folders:
        for parent, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                entries += 1
                if entries > _MOST_ENTRIES or fonts >= _MOST_FONTS:
                    return
                path = Path(parent, name)
                if path.suffix.lower() in _ENDINGS and _is_large(path):
                    fonts += 1
                    yield path


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size >= _SMALLEST
    except OSError:
        return False


def _faces(path: Path) -> list[FontFile]:
    try:
        return [face for index in range(face_count(path)) for face in _names(path, index)]
    except (FontError, OSError):
        return []


def _names(path: Path, index: int) -> list[FontFile]:
    font = FontTables(path, index)
    if font.permissions & 0x000F == _NO_EMBEDDING or font.is_italic:
        return []
    names = {name for kind, name in font.names() if kind in _FAMILY_NAMES}
    return [FontFile(path, index, name, font.weight) for name in sorted(names) if name]
