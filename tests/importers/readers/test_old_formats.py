"""Formats that LibreOffice converts, and the sentences where there is none or it fails."""

from __future__ import annotations

import os
import re
import select
import sys
import tempfile
from pathlib import Path

import pytest

from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers.office import convert_with, read_with
from report_editor.importers.readers.registry import find_reader, read_source
from tests.importers.libreoffice import SOFFICE, convert, needs_libreoffice
from tests.importers.readers import making
from tests.importers.readers.making import ROWS, TEXT, tables, texts

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


@needs_libreoffice
@pytest.mark.slow
def test_a_conversion_that_fills_the_memory_is_ended() -> None:
    """A million repeated rows, 1,6 kB, made LibreOffice take 1.8 GB."""
    data = (Path(__file__).parents[1] / "files" / "l_mem.ods").read_bytes()
    with pytest.raises(ImportProblem, match="内存超过 600 MB"):
        convert_with(SOFFICE, data, "a.ods", timeout_s=PATIENCE, memory=600 << 20)


def test_what_a_converter_starts_counts_and_is_ended(tmp_path: Path) -> None:
    greedy = tmp_path / "soffice"
    hold = "import time; held = b'x' * 300_000_000; time.sleep(600)"
    greedy.write_text(f'#!/bin/sh\n{sys.executable} -c "{hold}" &\nwait\n')
    greedy.chmod(0o755)
    with pytest.raises(ImportProblem, match="内存超过 200 MB"):
        convert_with(greedy, b"{\\rtf1 x}", "a.rtf", memory=200 << 20)


def test_a_converter_may_not_fill_the_disk(tmp_path: Path) -> None:
    greedy = tmp_path / "soffice"
    greedy.write_text('#!/bin/sh\ntruncate -s 1G "$HOME/big"\nsleep 600\n')
    greedy.chmod(0o755)
    with pytest.raises(ImportProblem, match="写出的内容超过"):
        convert_with(greedy, b"{\\rtf1 x}", "a.rtf")


_FLAT = b'<?xml version="1.0"?><o:document o:mimetype="application/vnd.oasis.opendocument.'
_OLD_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
_PACKED = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (_PACKED + b"spreadsheet", ".ods"),
        (_FLAT + b'spreadsheet">', ".fods"),
        (b"PK\x03\x04" + bytes(60) + b"xl/workbook.bin", ".xlsb"),
        (_OLD_XML, ".xml"),
    ],
)
def test_workbooks_of_rarer_formats_are_known_under_any_name(data: bytes, ending: str) -> None:
    for name in ("年报.xls", "年报.xlsx", "年报"):
        assert find_reader(data, name).key == "office"
        with pytest.raises(ImportProblem, match=re.escape(f"{ending} 是旧格式") + r".*\.xlsx"):
            read_with(None, data, name)
