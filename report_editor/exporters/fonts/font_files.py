"""Find the fonts of this computer by family name.

Qt and fontconfig are not asked: an export needs neither, and no system but Linux has the latter.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz as hb

from report_editor.exporters.fonts.face import FontError, open_face

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDINGS = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_LEAST_BYTES = 600_000
"""No font with a Chinese character set is smaller, so that most files need no reading."""
_MOST_ENTRIES, _MOST_FONTS, _MOST_FACES, _MOST_NAMES = 20_000, 1_000, 64, 2_000
"""Limits of a search: entries and fonts of all folders, faces of a file, names of a face."""
_FAMILY_NAMES = frozenset({1, 4, 16})
"""Numbers of the family, full and typographic family names in the OpenType table `name`."""
_STYLE_NAMES = frozenset({2, 6, 17})
"""Numbers of the subfamily, PostScript and typographic subfamily names."""
_BOLD_NAME = re.compile(
    r"(^|-|\b)(Semi|Demi|Extra|Ultra)?(Bold|Black|Heavy)|粗[体體]", re.IGNORECASE
)
_BOLD_MAC_STYLE, _BOLD_SELECTION = 0x0001, 0x0020
"""Bits of macStyle (table head) and fsSelection (table OS/2) that a bold face sets."""
_BOLD, _LEAST_BOLD = 700.0, 600.0
_NO_EMBEDDING = 0x0002
"""Value of the lowest four bits of fsType (OpenType table OS/2) where embedding is forbidden."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face in a font file."""

    path: Path
    index: int
    """Number of the face in a collection; 0 in other files."""
    family: str
    """One of the names by which the face is known."""
    weight: float
    """400 is regular, 700 bold."""


def list_font_folders() -> tuple[Path, ...]:
    """Return the folders where this system keeps fonts, the user's own last."""
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
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, home / ".fonts", Path(data) / "fonts")


@dataclass(frozen=True, slots=True)
class FoundFonts:
    """Fonts in some folders."""

    families: dict[str, FontFile] = field(default_factory=dict)
    """Faces by each of their family names, in small letters."""
    unreadable: list[Path] = field(default_factory=list)
    """Files that are named like fonts and hold none."""


@cache
def find_font_files(folders: tuple[Path, ...]) -> FoundFonts:
    """Find every face in some folders and the folders below them.

    Of several weights of a family the one nearest to regular is taken. Slanted faces and fonts
    whose maker forbids embedding are left out.
    """
    found = FoundFonts()
    for path in _walk(folders):
        try:
            faces = _read_faces(path)
        except FontError:
            found.unreadable.append(path)
            continue
        for face in faces:
            key = face.family.casefold()
            known = found.families.get(key)
            if known is None or abs(face.weight - 400) < abs(known.weight - 400):
                found.families[key] = face
    return found


def _walk(folders: tuple[Path, ...]) -> Iterator[Path]:
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
        return path.stat().st_size >= _LEAST_BYTES
    except OSError:
        return False


def _read_faces(path: Path) -> list[FontFile]:
    count = min(open_face(path, 0).count, _MOST_FACES)
    return [file for index in range(count) for file in _read_face(path, index)]


def _read_face(path: Path, index: int) -> list[FontFile]:
    face = open_face(path, index)
    style = hb.Font(face)
    permissions = int.from_bytes(face.reference_table("OS/2").data[8:10])
    if permissions & 0x000F == _NO_EMBEDDING or style.get_style_value(hb.StyleTag.ITALIC):
        return []
    weight = style.get_style_value(hb.StyleTag.WEIGHT)
    if weight < _LEAST_BOLD and _is_bold(face):
        weight = _BOLD  # FandolSong-Bold gives its weight as 400
    entries = islice(face.list_names(), _MOST_NAMES)
    keys = [(each.name_id, each.language) for each in entries if each.name_id in _FAMILY_NAMES]
    names = {(face.get_name(*key) or "").strip() for key in keys}
    if not any(names):
        raise FontError(f"{path}: no name")
    return [FontFile(path, index, name, weight) for name in sorted(names) if name]


def _is_bold(face: hb.Face) -> bool:
    """Check whether a face calls itself bold anywhere but in its weight."""
    mac_style = int.from_bytes(face.reference_table("head").data[44:46])
    selection = int.from_bytes(face.reference_table("OS/2").data[62:64])
    if mac_style & _BOLD_MAC_STYLE or selection & _BOLD_SELECTION:
        return True
    entries = islice(face.list_names(), _MOST_NAMES)
    keys = [(each.name_id, each.language) for each in entries if each.name_id in _STYLE_NAMES]
    return any(_BOLD_NAME.search(face.get_name(*key) or "") for key in keys)
