"""Formats that LibreOffice converts, and what is said without one."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
from typing import TYPE_CHECKING

import pytest

from report_editor.importers.readers import format_of, office, read_source
from report_editor.importers.source import ImportProblem
from tests.importers.readers import making
from tests.importers.readers.making import ROWS, TEXT, tables, texts

if TYPE_CHECKING:
    from pathlib import Path

needs_libreoffice = pytest.mark.skipif(
    office.find_libreoffice() is None, reason="LibreOffice is not installed"
)


PATIENCE = 300.0
"""Seconds for LibreOffice, which a busy machine starts slowly."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversion is given up later than in the program."""
    monkeypatch.setattr(office, "TIMEOUT", PATIENCE)


def converted(data: bytes, ending: str, target: str, folder: Path) -> bytes:
    given = folder / f"report{ending}"
    given.write_bytes(data)
    profile = (folder / "profile").as_uri()
    program = office.find_libreoffice()
    assert program is not None
    subprocess.run(
        [
            str(program),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            str(given),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return (folder / f"report.{target}").read_bytes()


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_old_texts_are_converted(target: str, tmp_path: Path) -> None:
    data = converted(making.docx_file(), ".docx", target, tmp_path)
    assert format_of(data, f"去年.{target}") == "office"
    source = read_source(data, f"去年.{target}")
    assert tables(source) == [ROWS]
    assert TEXT in texts(source)


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("target", ["xls", "ods"])
def test_old_workbooks_are_converted(target: str, tmp_path: Path) -> None:
    data = converted(making.xlsx_file(), ".xlsx", target, tmp_path)
    source = read_source(data, f"去年.{target}")
    assert tables(source) == [ROWS]
    assert TEXT in texts(source)


@needs_libreoffice
@pytest.mark.slow
def test_a_pdf_of_libreoffice_reads_like_the_word_file(tmp_path: Path) -> None:
    data = converted(making.docx_file(), ".docx", "pdf", tmp_path)
    source = read_source(data, "去年.pdf")
    assert tables(source) == [ROWS]
    assert texts(source) == [making.TITLE, making.HEADING, TEXT]


def test_without_libreoffice_the_clerk_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    for name, target in (("a.doc", ".docx"), ("a.wps", ".docx"), ("a.et", ".xlsx")):
        with pytest.raises(ImportProblem, match="粘贴报告") as problem:
            office.read(b"\xd0\xcf\x11\xe0" + bytes(100), name)
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
    monkeypatch.setattr(office, "find_libreoffice", lambda: slow)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # no other conversion's files in it
    for seconds in (0.5, 5, 50):  # a busy machine may not have started anything that soon
        monkeypatch.setattr(office, "TIMEOUT", seconds)
        with pytest.raises(ImportProblem, match="已停止"):
            office.read(b"{\\rtf1 x}", "a.rtf")
        assert not list(tmp_path.glob("report-editor-*"))
        if child.read_text():
            break
    assert has_ended(int(child.read_text()))


def has_ended(process: int) -> bool:
    """Whether a process ends; one that was killed may need a moment to be gone."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ready, _, _ = select.select([handle], [], [], 60)
    os.close(handle)
    return bool(ready)


def test_a_conversion_that_makes_nothing_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    idle = tmp_path / "soffice"
    idle.write_text("#!/bin/sh\nexit 0\n")
    idle.chmod(0o755)
    monkeypatch.setattr(office, "find_libreoffice", lambda: idle)
    with pytest.raises(ImportProblem, match="没能转换"):
        office.read(b"{\\rtf1 x}", "a.rtf")
