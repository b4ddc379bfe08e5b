"""Small files of the program's own: damage costs what was remembered, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.storage.json_files import LIMIT, read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b" " * (LIMIT + 1), b"NaN"]
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(damaged)
    assert read_json(file) == {}
    assert (tmp_path / "settings.json.bad").read_bytes() == damaged
    write_json(file, {"a": 1})
    assert read_json(file) == {"a": 1}


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bytes"):
        write_json(tmp_path / "a.json", {"a": "x" * LIMIT})
    assert not (tmp_path / "a.json").exists()
