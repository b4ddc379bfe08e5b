"""A file is read in a process of its own: bounded, cancelled, crashed without harm."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from report_editor.files.fingerprint import Fingerprint
from report_editor.importers.bounded_process import MEMORY
from report_editor.importers.open_file import import_file
from report_editor.importers.problem import ImportProblem
from report_editor.importers.reading import read_clipboard_in_worker, read_in_worker
from report_editor.ooxml.problems import TooLarge
from report_editor.workbook.report_file import open_report
from report_editor.workspace.opening import open_file
from tests.workbook.workbook_surgery import packed, parts_of, small_report, small_workbook

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    "<h1>某县某镇人民政府2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>正文。</p>"
    "<p>六、其他需要报告的事项</p><p>无。</p>"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "去年.html"
    path.write_text(PAGE, "utf-8")
    return path


def other_process(code: str) -> list[str]:
    """Return a program that stands in the reader's place, as one that a hostile file took over."""
    return [sys.executable, "-c", code]


def test_what_comes_back_is_what_was_recognised(page: Path) -> None:
    assert read_in_worker(page).result() == import_file(page)


@pytest.mark.slow
def test_published_reports_come_back_as_recognised(samples: Path) -> None:
    for name in ("hongze-2023.pdf", "shuyang-fgj-2023.html", "yanlong-2022.txt"):
        reading = read_in_worker(samples / name)
        assert reading.result() == import_file(samples / name)
        assert reading.progress == ((5, 5) if name.endswith(".pdf") else None)


def test_the_clipboard_is_read(page: Path) -> None:
    assert read_clipboard_in_worker(PAGE, "").result().document == import_file(page).document


def test_a_problem_comes_back_as_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(ImportProblem, match="已损坏或不完整"):
        read_in_worker(path).result()


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"找不到“无\.docx”"):
        read_in_worker(tmp_path / "无.docx").result()


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "print('no json')",
        "print('{\"recognition\": {}}')",
        "print('[]')",
        'print(\'{"recognition": {"document": 1, "notes": 2}}\')',
        'print(\'{"done": "x", "total": []}\')',
        "print('{\"done\": 1}')",
        'print(\'{"done": 1e999, "total": 1}\')',
        "print('[1]')",
        "print('5')",
        "",
    ],
)
def test_a_reader_that_crashes_or_raves_costs_a_sentence(page: Path, code: str) -> None:
    with pytest.raises(ImportProblem, match="您的工作不受影响"):
        read_in_worker(page, command=other_process(code)).result()


@pytest.mark.slow
def test_an_answer_beyond_all_measure_is_too_much_and_no_damage(page: Path) -> None:
    code = "print('{\"problem\": \"' + 'x' * (70 << 20) + '\"}')"
    with pytest.raises(ImportProblem, match="内容太多"):
        read_in_worker(page, command=other_process(code)).result()


@pytest.mark.slow
def test_an_own_workbook_too_large_for_the_window_is_still_our_own(tmp_path: Path) -> None:
    parts = parts_of(small_workbook())
    rows = b"".join(b"<row r='%d'/>" % number for number in range(99, 700_000)) + b"</sheetData>"
    part = "xl/worksheets/sheet2.xml"
    parts[part] = parts[part].replace(b"</sheetData>", rows)
    path = tmp_path / "年报.xlsx"
    path.write_bytes(packed(parts))
    with pytest.raises(TooLarge):
        open_report(path)
    opened = open_file(path)
    assert opened.is_own
    assert opened.document == small_report()
    assert opened.sha256 == Fingerprint.of(path.read_bytes()).sha256


@pytest.mark.slow
def test_a_reader_that_hangs_is_ended(page: Path) -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    reading = read_in_worker(page, timeout_s=0.5, command=other_process(code))
    with pytest.raises(ImportProblem, match="已停止"):
        reading.result()
    assert reading.poll()


def test_a_cancelled_reading_says_so(page: Path) -> None:
    reading = read_in_worker(page, command=other_process("import time; time.sleep(600)"))
    assert not reading.poll()
    reading.cancel()
    assert reading.wait(60)
    with pytest.raises(ImportProblem, match="已取消"):
        reading.result()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a job object there")
def test_memory_is_bounded() -> None:
    code = (
        "from report_editor.importers.bounded_process import limit_memory, without_memory_limit\n"
        "import subprocess, sys\n"
        "limit_memory()\n"
        "try:\n"
        f"    bytearray({MEMORY})\n"
        "    print('not bounded')\n"
        "except MemoryError:\n"
        "    print('bounded')\n"
        "with without_memory_limit():\n"
        f"    bytearray({MEMORY})\n"
        "    print('free')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.split() == ["bounded", "free"]


def test_a_module_beside_the_file_is_not_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = page.parent / "lxml.py"
    trap.write_text(f"open({str(page.parent / 'caught')!r}, 'w')", "utf-8")
    monkeypatch.chdir(page.parent)
    read_in_worker(page).result()
    assert not (page.parent / "caught").exists()
