from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from report_editor.document import Document
from report_editor.exporters import ExportProblem, export
from report_editor.exporters.pdf.paper import PdfOptions
from report_editor.files.refusals import WriteProblem

if TYPE_CHECKING:
    from pathlib import Path

MakeReport = Callable[..., Document]


@pytest.mark.parametrize(("name", "start"), [("r.json", b"{\n"), ("r.PDF", b"%PDF-")])
def test_the_ending_decides_the_format(
    tmp_path: Path, make_report: MakeReport, name: str, start: bytes
) -> None:
    export(make_report(), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["report.doc", "report"])
def test_an_unknown_ending_is_answered_with_those_that_are_known(
    tmp_path: Path, make_report: MakeReport, name: str
) -> None:
    with pytest.raises(ExportProblem, match=r"\.pdf 或 \.json"):
        export(make_report(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_a_problem_of_writing(
    tmp_path: Path, make_report: MakeReport
) -> None:
    with pytest.raises(WriteProblem):
        export(make_report(), tmp_path / "none" / "r.json")


def test_options_reach_the_paper_and_progress_is_told(
    tmp_path: Path, make_report: MakeReport
) -> None:
    told: list[float] = []
    export(make_report(), tmp_path / "a.pdf", PdfOptions(signature=False), told.append)
    export(make_report(), tmp_path / "b.pdf")
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()


def test_no_socket_is_opened(
    tmp_path: Path, make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    export(make_report(), tmp_path / "r.pdf")
    export(make_report(), tmp_path / "r.json")
    assert (tmp_path / "r.pdf").stat().st_size > 10_000
