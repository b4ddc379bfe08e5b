from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from report_editor.exporters.fonts.font_files import installed
from report_editor.exporters.fonts.roles import FontRole, Fonts

MakeFont = Callable[..., Path]


def test_fonts_are_found_by_their_names_in_folders_below(
    tmp_path: Path, make_font: MakeFont
) -> None:
    (tmp_path / "truetype").mkdir()
    path = make_font(tmp_path / "truetype" / "anything.ttf", "FangSong", "年")
    found = installed((tmp_path,))
    assert found["fangsong"].path == path


def test_the_weight_nearest_to_regular_is_taken(tmp_path: Path, make_font: MakeFont) -> None:
    make_font(tmp_path / "a.ttf", "KaiTi", "年", weight=700)
    regular = make_font(tmp_path / "b.ttf", "KaiTi", "年", weight=400)
    make_font(tmp_path / "c.ttf", "KaiTi", "年", weight=300)
    assert installed((tmp_path,))["kaiti"].path == regular


def test_what_cannot_be_used_is_passed_over(tmp_path: Path, make_font: MakeFont) -> None:
    make_font(tmp_path / "forbidden.ttf", "SimSun", "年", may_embed=False)
    whole = make_font(tmp_path / "whole.ttf", "SimHei", "年").read_bytes()
    (tmp_path / "whole.ttf").write_bytes(whole[:60] + bytes(len(whole) - 60))
    (tmp_path / "random.ttc").write_bytes(b"ttcf" + b"\xff" * 700_000)
    (tmp_path / "small.ttf").write_bytes(b"")
    assert installed((tmp_path,)) == {}
    assert Fonts((tmp_path,))[FontRole.TABLE].family == "Noto Serif SC"


def test_a_folder_that_is_not_there_has_no_fonts(tmp_path: Path) -> None:
    assert installed((tmp_path / "none",)) == {}


def test_each_role_takes_its_font_and_says_which_are_missing(
    tmp_path: Path, make_font: MakeFont
) -> None:
    make_font(tmp_path / "simfang.ttf", "FangSong", "年月")
    fonts = Fonts((tmp_path,))
    body = fonts[FontRole.BODY]
    assert body.family == "FangSong"
    assert not body.is_substitute
    assert fonts[FontRole.TITLE].family == "Noto Serif SC"
    notes = "".join(fonts.notes())
    assert "仿宋" not in notes
    assert "小标宋、楷体、宋体" in notes
    assert "Noto Sans SC" in notes


def test_a_font_without_chinese_characters_is_not_taken(
    tmp_path: Path, make_font: MakeFont
) -> None:
    make_font(tmp_path / "fake.ttf", "SimSun", "abc")
    assert Fonts((tmp_path,))[FontRole.TABLE].family == "Noto Serif SC"


def test_a_character_that_a_font_lacks_is_taken_from_the_next(
    tmp_path: Path, make_font: MakeFont
) -> None:
    make_font(tmp_path / "simfang.ttf", "FangSong", "年月")
    body = Fonts((tmp_path,))[FontRole.BODY]
    names = [face.family if (face := body.face(char)) else None for char in "年政"]
    assert names == ["FangSong", "Noto Serif SC"]
    assert body.face("\U000f0000") is None


@pytest.mark.parametrize("role", list(FontRole))
def test_without_any_font_of_its_own_a_computer_still_prints_every_role(
    noto: Fonts, role: FontRole
) -> None:
    assert all(noto[role].face(char) for char in "政府信息公开２〓（）—“”〔〕㎡①")


def test_roles_that_share_a_font_can_be_told_apart(noto: Fonts) -> None:
    looks = {(noto[role].family, noto[role].stroke) for role in FontRole}
    assert len(looks) == 4  # 仿宋 and 宋体 are one: they never stand side by side


def test_a_collection_is_searched_face_by_face(tmp_path: Path, make_font: MakeFont) -> None:
    collection = TTCollection()
    for name, family, chars in (("a", "SimSun", "年月"), ("b", "FangSong", "年日")):
        collection.fonts.append(TTFont(make_font(tmp_path / f"{name}.ttf", family, chars)))
    folder = tmp_path / "collections"
    folder.mkdir()
    collection.save(folder / "both.ttc")
    collection.close()
    fonts = Fonts((folder,))
    assert fonts[FontRole.TABLE].family == "SimSun"
    body = fonts[FontRole.BODY]
    assert body.family == "FangSong"
    assert [body.faces[0].has(char) for char in "年月日"] == [True, False, True]
