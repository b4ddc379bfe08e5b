"""The log: it rotates, quotes nothing, and says nothing elsewhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from report_editor.storage import log as log_module
from report_editor.storage.log import Log, start_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUOTED = "张三申请公开的内容"
ROOT = logging.getLogger("report_editor")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = start_log(tmp_path / "logs")
    yield made
    ROOT.removeHandler(made)
    made.close()


def fail(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError:
        ROOT.exception("it failed")


def written(log: Log) -> str:
    return "".join(each.read_text(encoding="utf-8") for each in log.folder.iterdir())


def test_an_error_is_its_path_without_its_text(log: Log) -> None:
    fail(QUOTED)
    assert "ValueError" in written(log)
    assert "test_log.py" in written(log)
    assert QUOTED not in written(log)
    assert log.is_written


def test_old_lines_go(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "_MOST_BYTES", 2000)
    for number in range(200):
        ROOT.info("line %d", number)
    files = list(log.folder.iterdir())
    assert len(files) == log_module._KEPT + 1
    assert all(each.stat().st_size <= 2000 for each in files)
    assert "line 199" in (log.folder / log_module.FILE_NAME).read_text(encoding="utf-8")


def test_where_no_log_can_be_nothing_is_said_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    log = start_log(tmp_path / "file" / "logs")
    try:
        fail(QUOTED)
    finally:
        ROOT.removeHandler(log)
    assert not log.is_written
    assert capsys.readouterr() == ("", "")
