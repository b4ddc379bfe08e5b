"""Fonts are found by any of their names; what cannot be embedded or read is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from report_editor.exporters.fonts.font_files import find_font_files, list_font_folders
from tests.exporters.fonts.making import PADDING, make_collection, make_truetype

if TYPE_CHECKING:
    from pathlib import Path


def test_fonts_are_found_by_each_of_their_names_in_folders_below(tmp_path: Path) -> None:
    (tmp_path / "truetype").mkdir()
    path = make_truetype(tmp_path / "truetype" / "anything.ttf", "FangSong", "年")
    with TTFont(path) as font:
        font["name"].setName("仿宋", 1, 3, 1, 0x804)
        font.save(path)
    found = find_font_files((tmp_path,)).families
    assert {name: file.path for name, file in found.items()} == {
        "fangsong": path,
        "仿宋": path,
    }


def test_the_weight_nearest_to_regular_is_taken(tmp_path: Path) -> None:
    make_truetype(tmp_path / "a.ttf", "KaiTi", "年", weight=700)
    regular = make_truetype(tmp_path / "b.ttf", "KaiTi", "年", weight=400)
    make_truetype(tmp_path / "c.ttf", "KaiTi", "年", weight=300)
    assert find_font_files((tmp_path,)).families["kaiti"].path == regular


@pytest.mark.parametrize("told_by", ["macStyle", "fsSelection", "subfamily", "PostScript name"])
def test_a_bold_face_that_gives_its_weight_as_regular_is_told(tmp_path: Path, told_by: str) -> None:
    """FandolSong-Bold is such a font; its family name is that of the regular face."""
    bold = make_truetype(tmp_path / "a.ttf", "KaiTi", "年")
    with TTFont(bold) as font:
        if told_by == "macStyle":
            font["head"].macStyle |= 1
        elif told_by == "fsSelection":
            font["OS/2"].fsSelection |= 0x20
        elif told_by == "subfamily":
            font["name"].setName("Bold", 2, 3, 1, 0x409)
        else:
            font["name"].setName("KaiTi-Bold", 6, 3, 1, 0x409)
        font.save(bold)
    regular = make_truetype(tmp_path / "b.ttf", "KaiTi", "年")
    assert find_font_files((tmp_path,)).families["kaiti"].path == regular


def test_a_collection_is_searched_face_by_face(tmp_path: Path) -> None:
    files = [make_truetype(tmp_path / f"{name}.ttf", name, "年") for name in ("SimSun", "FangSong")]
    folder = tmp_path / "collections"
    folder.mkdir()
    make_collection(folder / "both.ttc", files)
    found = find_font_files((folder,)).families
    assert (found["simsun"].index, found["fangsong"].index) == (0, 1)


def test_what_must_not_be_embedded_or_is_slanted_is_passed_over(tmp_path: Path) -> None:
    make_truetype(tmp_path / "forbidden.ttf", "SimSun", "年", may_embed=False)
    path = make_truetype(tmp_path / "slanted.ttf", "KaiTi", "年")
    with TTFont(path) as font:
        font["head"].macStyle = 2
        font.save(path)
    found = find_font_files((tmp_path,))
    assert found.families == {}
    assert found.unreadable == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("random.ttc", b"ttcf" + b"\xff" * PADDING),
        ("blank.ttf", bytes(PADDING)),
        ("text.OTF", "年".encode() * PADDING),
    ],
)
def test_large_files_that_are_no_fonts_are_listed(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "small.ttf").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(content)
    found = find_font_files((tmp_path,))
    assert found.families == {}
    assert found.unreadable == [tmp_path / name]


def test_a_font_that_is_cut_off_or_has_no_name_is_listed(tmp_path: Path) -> None:
    path = make_truetype(tmp_path / "cut.ttf", "SimHei", "年")
    content = path.read_bytes()
    path.write_bytes(content[:60] + bytes(len(content) - 60))
    nameless = make_truetype(tmp_path / "nameless.ttf", "SimHei", "年")
    with TTFont(nameless) as font:
        font["name"].names = []
        font.save(nameless)
    assert find_font_files((tmp_path,)).unreadable == [path, nameless]


def test_a_folder_that_is_not_there_has_no_fonts(tmp_path: Path) -> None:
    assert find_font_files((tmp_path / "none",)).families == {}


def test_the_users_own_fonts_come_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    folders = list_font_folders()
    assert not folders[0].is_relative_to(tmp_path)
    assert folders[-1].is_relative_to(tmp_path)
