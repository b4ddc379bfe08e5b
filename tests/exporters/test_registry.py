"""Every registered format writes a report to bytes and to a file."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import EXPORTERS, PDF, PICTURES, Exporter
from report_editor.files.refusals import WriteProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document

    MakeReport = Callable[..., Document]

every_format = pytest.mark.parametrize(
    "exporter", [*EXPORTERS, *PICTURES], ids=lambda each: each.name
)


@every_format
def test_a_file_holds_the_bytes_that_are_made(
    tmp_path: Path, make_report: MakeReport, exporter: Exporter[Any]
) -> None:
    report = make_report()
    path = tmp_path / f"年报{exporter.ending}"
    path.write_bytes(b"an old file")
    notes = exporter.write_file(report, path)
    exported = exporter.write(report, exporter.options(), lambda _: None)
    assert path.read_bytes() == exported.data
    assert notes == exported.notes
    assert list(tmp_path.iterdir()) == [path]


@every_format
def test_an_old_file_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, make_report: MakeReport, exporter: Exporter[Any]
) -> None:
    folder = tmp_path / f"年报{exporter.ending}"
    folder.mkdir()
    for path in (folder, tmp_path / "none" / "r"):
        with pytest.raises(WriteProblem):
            exporter.write_file(make_report(), path)
    assert list(tmp_path.iterdir()) == [folder]


def test_endings_and_names_tell_formats_apart() -> None:
    assert all(each.ending == each.ending.lower() and each.ending[0] == "." for each in EXPORTERS)
    assert len({each.ending for each in EXPORTERS}) == len(EXPORTERS)
    every = (*EXPORTERS, *PICTURES)
    assert len({each.name for each in every}) == len(every)
    assert all(any("一" <= char <= "龥" for char in each.name) for each in every)


def test_a_picture_is_no_form_of_the_report() -> None:
    assert not set(PICTURES) & set(EXPORTERS)
    assert [each.ending for each in PICTURES] == [".png", ".pdf"]


def test_options_reach_the_paper_and_progress_grows(
    tmp_path: Path, make_report: MakeReport
) -> None:
    steps: list[float] = []
    PDF.write_file(
        make_report(), tmp_path / "a.pdf", PublicationOptions(signature=False), steps.append
    )
    PDF.write_file(make_report(), tmp_path / "b.pdf")
    assert steps[0] == 0
    assert steps[-1] == 1
    assert steps == sorted(steps)
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()


@every_format
def test_no_socket_is_opened(
    make_report: MakeReport, monkeypatch: pytest.MonkeyPatch, exporter: Exporter[Any]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert exporter.write(make_report(), exporter.options(), lambda _: None).data
