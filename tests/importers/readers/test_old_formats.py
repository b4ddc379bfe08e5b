"""Formats that LibreOffice converts, and the sentences where there is none or it fails."""

from __future__ import annotations

import os
import select
import tempfile
from typing import TYPE_CHECKING

import pytest

from report_editor.importers.readers.office import read_with
from report_editor.importers.readers.registry import find_reader, read_source
from report_editor.importers.source import ImportProblem
from tests.importers.libreoffice import SOFFICE, convert, needs_libreoffice
from tests.importers.readers import making
from tests.importers.readers.making import ROWS, TEXT, tables, texts

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 300.0
"""Seconds for LibreOffice, which a busy machine starts slowly."""


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("target", ["doc", "rtf", "odt", "ods"])
def test_old_files_are_converted(target: str) -> None:
    given = "xlsx" if target == "ods" else "docx"
    [data] = convert([making.docx_file() if given == "docx" else making.xlsx_file()], given, target)
    name = f"去年.{target}"
    assert find_reader(data, name).key == "office"
    source = read_with(SOFFICE, data, name, timeout_s=PATIENCE)
    assert tables(source) == [ROWS]
    assert TEXT in texts(source)


@needs_libreoffice
@pytest.mark.slow
def test_a_pdf_of_libreoffice_reads_like_the_word_file() -> None:
    [data] = convert([making.docx_file()], "docx", "pdf")
    source = read_source(data, "去年.pdf")
    assert tables(source) == [ROWS]
    assert texts(source) == [making.TITLE, making.HEADING, TEXT]


def test_without_libreoffice_the_clerk_learns_what_to_do() -> None:
    for name, target in (("a.doc", ".docx"), ("a.wps", ".docx"), ("a.ods", ".xlsx")):
        with pytest.raises(ImportProblem, match="粘贴报告") as problem:
            read_with(None, b"\xd0\xcf\x11\xe0" + bytes(100), name)
        assert target in str(problem.value)


def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text('#!/bin/sh\nsleep 600 &\necho $! > "$OUT"\nsleep 600\n')
    slow.chmod(0o755)
    child = tmp_path / "pid"
    child.touch()
    monkeypatch.setenv("OUT", str(child))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # no other conversion's files in it
    for seconds in (0.5, 5, 50):  # a busy machine may not have started anything that soon
        with pytest.raises(ImportProblem, match="已停止"):
            read_with(slow, b"{\\rtf1 x}", "a.rtf", timeout_s=seconds)
        assert not list(tmp_path.glob("report-editor-*"))
        if child.read_text():
            break
    assert has_ended(int(child.read_text()))


def has_ended(process: int) -> bool:
    """Check whether a process ends; one that was killed may need a moment to be gone."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ready, _, _ = select.select([handle], [], [], 60)
    os.close(handle)
    return bool(ready)


def test_a_conversion_that_makes_nothing_is_a_sentence(tmp_path: Path) -> None:
    idle = tmp_path / "soffice"
    idle.write_text("#!/bin/sh\nexit 0\n")
    idle.chmod(0o755)
    with pytest.raises(ImportProblem, match="没能转换"):
        read_with(idle, b"{\\rtf1 x}", "a.rtf")
