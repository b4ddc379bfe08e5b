"""Each role takes the font of its style that this computer has; Noto stands in for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.exporters.fonts.font_files import find_font_files
from report_editor.exporters.fonts.typefaces import FontProblem, FontRole, Fonts
from tests.exporters.fonts.making import PADDING, make_collection, make_truetype, replace_tables

if TYPE_CHECKING:
    from pathlib import Path


def test_each_role_takes_its_font_and_says_which_are_missing(tmp_path: Path) -> None:
    make_truetype(tmp_path / "simfang.ttf", "FangSong", "年月")
    fonts = Fonts((tmp_path,))
    body = fonts[FontRole.BODY]
    assert body.family == "FangSong"
    assert not body.is_substitute
    assert fonts[FontRole.TITLE].family == "Noto Serif SC"
    notes = "".join(fonts.list_notes())
    assert "仿宋" not in notes
    assert "小标宋、楷体、宋体" in notes
    assert "Noto Sans SC" in notes
    assert "损坏" not in notes
    assert "读不出来" not in notes


def test_a_character_that_a_font_lacks_is_taken_from_the_next(tmp_path: Path) -> None:
    make_truetype(tmp_path / "simfang.ttf", "FangSong", "年月", blank="℃")
    body = Fonts((tmp_path,))[FontRole.BODY]
    names = [face.family if (face := body.find_face(char)) else None for char in "年政℃"]
    assert names == ["FangSong", "Noto Serif SC", "Noto Serif SC"]
    assert body.find_face("\U000f0000") is None


@pytest.mark.parametrize("role", list(FontRole))
def test_without_any_font_of_its_own_a_computer_still_prints_every_role(
    noto: Fonts, role: FontRole
) -> None:
    assert all(noto[role].find_face(char) for char in "政府信息公开２〓（）—“”〔〕㎡①")


def test_roles_that_share_a_font_can_be_told_apart(noto: Fonts) -> None:
    looks = {(noto[role].family, noto[role].stroke) for role in FontRole}
    assert len(looks) == 4  # 仿宋 and 宋体 are one: they never stand side by side


def test_each_role_finds_its_face_in_a_collection(tmp_path: Path) -> None:
    files = [
        make_truetype(tmp_path / f"{name}.ttf", name, chars)
        for name, chars in (("SimSun", "年月"), ("FangSong", "年日"))
    ]
    folder = tmp_path / "collections"
    folder.mkdir()
    make_collection(folder / "both.ttc", files)
    fonts = Fonts((folder,))
    assert fonts[FontRole.TABLE].family == "SimSun"
    body = fonts[FontRole.BODY]
    assert body.family == "FangSong"
    assert [body.faces[0].has(char) for char in "年月日"] == [True, False, True]


@pytest.mark.parametrize("damage", ["other characters", "empty glyphs", "outlines", "file"])
def test_a_font_that_is_no_use_is_named_and_the_next_is_taken(tmp_path: Path, damage: str) -> None:
    chars = "abc" if damage == "other characters" else "年月"
    first = make_truetype(tmp_path / "first.ttf", "SimSun", chars)
    make_truetype(tmp_path / "second.ttf", "FZShuSong-Z01", "年月")
    if damage == "empty glyphs":
        replace_tables(first, {"loca": bytes(40)})
    elif damage == "outlines":
        replace_tables(first, {"EBDT": b"", "glyf": b""})
    find_font_files((tmp_path,))  # looked for once, as the program does
    if damage == "file":
        first.unlink()
    fonts = Fonts((tmp_path,))
    assert fonts[FontRole.TABLE].family == "FZShuSong-Z01"
    assert "“SimSun”（字体文件 first.ttf）" in fonts.list_notes()[0]
    assert "宋体" not in "".join(fonts.list_notes()[1:]).replace("小标宋", "")


def test_files_that_are_no_fonts_are_named_where_a_font_is_missing(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"simsun{number}.ttc").write_bytes(bytes(PADDING))
    notes = Fonts((tmp_path,)).list_notes()
    assert "simsun0.ttc、simsun1.ttc" in notes[-1]
    assert "simsun8.ttc" not in notes[-1]
    families = ("方正小标宋简体", "黑体", "楷体", "仿宋", "宋体")
    for number, family in enumerate(families):
        make_truetype(tmp_path / f"{number}.ttf", family, "年")
    find_font_files.cache_clear()
    assert Fonts((tmp_path,)).list_notes() == []


def test_the_fonts_of_the_program_cannot_be_given_up(noto: Fonts) -> None:
    for role in FontRole:
        with pytest.raises(FontProblem, match="重新安装本程序"):
            noto.give_up(noto[role].faces[0])
