"""A reader is kept for one file after the other, and costs no file but the one that breaks it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from report_editor.importers.open_file import import_file
from report_editor.importers.problem import ImportProblem
from report_editor.importers.reader_process import ReaderProcess
from report_editor.importers.reading import parse_answer, read_in_worker, start_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "<h1>某县某镇人民政府2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>正文。</p>"
ECHO = (
    "import json, os, sys, time\n"
    "for line in sys.stdin:\n"
    "    request = json.loads(line)\n"
    "    if 'die' in request: os._exit(3)\n"
    "    if 'hang' in request: time.sleep(600)\n"
    "    print(json.dumps({'pid': os.getpid(), **request}), flush=True)\n"
)


@pytest.fixture
def echo() -> Iterator[ReaderProcess]:
    """Sends each request back with its number, ends at one with ``die``, hangs at ``hang``."""
    reader = ReaderProcess([sys.executable, "-c", ECHO])
    yield reader
    reader.end()


def keep(answer: dict[str, Any]) -> dict[str, Any]:
    return answer


def test_one_process_answers_request_after_request(echo: ReaderProcess) -> None:
    answers = [echo.ask({"number": number}, keep).result() for number in range(3)]
    assert [each["number"] for each in answers] == [0, 1, 2]
    assert len({each["pid"] for each in answers}) == 1
    assert echo.answered == 3
    assert echo.is_usable


def test_a_real_reader_reads_file_after_file(tmp_path: Path) -> None:
    good, bad = tmp_path / "去年.html", tmp_path / "坏.pdf"
    good.write_text(PAGE, "utf-8")
    bad.write_bytes(b"%PDF-1.4 broken")
    reader = start_reader()
    try:
        first = reader.ask({"path": str(good)}, parse_answer).result()
        with pytest.raises(ImportProblem, match="已损坏或不完整"):
            reader.ask({"path": str(bad)}, parse_answer).result()
        assert reader.ask({"path": str(good)}, parse_answer).result() == first
        assert reader.answered == 3
        assert reader.is_usable
    finally:
        reader.end()
    assert reader.exit_code is not None


def test_a_reader_that_waits_ready_reads_the_file_that_is_chosen(tmp_path: Path) -> None:
    page = tmp_path / "去年.html"
    page.write_text(PAGE, "utf-8")
    reader = start_reader()
    assert read_in_worker(page, reader=reader).result() == import_file(page)
    assert reader.exit_code is not None, "it is not used again"


def test_a_reader_that_ended_is_not_usable(echo: ReaderProcess) -> None:
    reading = echo.ask({"die": True}, keep)
    with pytest.raises(ImportProblem, match="您的工作不受影响"):
        reading.result()
    assert reading.is_broken_off
    assert not echo.is_usable


@pytest.mark.slow
def test_a_reader_that_hangs_is_ended_and_blamed(echo: ReaderProcess) -> None:
    reading = echo.ask({"hang": True}, keep, 0.2)
    with pytest.raises(ImportProblem, match="已停止"):
        reading.result()
    assert not reading.is_broken_off
    assert not echo.is_usable
    assert echo.exit_code is not None


def test_a_reader_that_has_swollen_is_ended_after_its_answer(echo: ReaderProcess) -> None:
    assert echo.ask({"memory": 1 << 40}, keep).result()["memory"] == 1 << 40
    assert not echo.is_usable


def test_an_answer_that_describes_nothing_is_a_sentence_and_the_reader_stays(
    echo: ReaderProcess,
) -> None:
    with pytest.raises(ImportProblem, match="您的工作不受影响"):
        echo.ask({"recognition": {}}, parse_answer).result()
    assert echo.is_usable


def test_the_last_request_ends_the_process(echo: ReaderProcess) -> None:
    echo.ask({}, keep, is_last=True).result()
    assert echo.exit_code is not None
