"""A text from anywhere gives a name that every file system takes and that hides nothing."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from report_editor.files.file_names import make_file_name

if TYPE_CHECKING:
    from pathlib import Path

words = st.sampled_from((".", "..", "CON", "com1", "nul", "政府", "2024", "[*]", "<b>", "e\u0301"))
odd = st.sampled_from("/\\:~-% \n\x00\u202e\u200b\u2028\ud800\uffff𠮷😀")
texts = st.lists(st.one_of(words, odd, st.characters()), max_size=120).map("".join)


@given(texts, st.sampled_from(["", ".pdf", ".xlsx", ".json"]))
@example("𠮷" * 200, ".xlsx")
@example("lpt¹ .2024", ".pdf")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_name_that_can_be_written(tmp_path: Path, text: str, ending: str) -> None:
    name = make_file_name(text, ending)
    windows = PureWindowsPath(name)
    assert windows.name == name
    assert not windows.is_reserved()
    assert not name.startswith(".")
    assert name == name.rstrip(" .")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert {unicodedata.category(char) for char in name}.isdisjoint({"Cf", "Cs", "Zl", "Zp"})
    (tmp_path / name).write_bytes(b"")
    assert name in [each.name for each in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青禾县柳溪镇人民政府2024年报告", "青禾县柳溪镇人民政府2024年报告.pdf"),
        ("../../某县\\报告", "某县_报告.pdf"),
        ("CON", "_CON.pdf"),
        ("com1.2024年", "_com1.2024年.pdf"),
        ("Consul", "Consul.pdf"),
        ("report\u202excod.exe", "reportxcod.exe.pdf"),
        ("某\u200b县", "某县.pdf"),
        (" … . ", "….pdf"),
        ("...", "年度报告.pdf"),
        ("", "年度报告.pdf"),
    ],
)
def test_a_name_is_read_as_the_text(text: str, name: str) -> None:
    assert make_file_name(text, ".pdf") == name
