"""Exports without a window."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report_editor.common.problem import Problem
from report_editor.exporters.bundle import make_report_name
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import JSON, PDF
from report_editor.workspace.background import wait_for_work
from report_editor.workspace.exporting import export, publish
from report_editor.workspace.formats import FORMATS, FormatProblem, find_format
from tests.files.fake_disk import Watched, fail_at
from tests.workspace.conftest import CELL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workspace.conftest import Clerk

BEGINNINGS = {
    ".xlsx": b"PK",
    ".pdf": b"%PDF-",
    ".docx": b"PK",
    ".html": b"<!DOCTYPE html>",
    ".txt": b"\xef\xbb\xbf",
    ".json": b"{",
    ".csv": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("exporter", FORMATS, ids=lambda each: each.ending)
def test_every_format_is_written_while_the_report_stays_as_it_is(
    clerk: Clerk, own_file: Path, tmp_path: Path, exporter: object
) -> None:
    exporter = find_format(Path(f"x{exporter.ending}"))  # type: ignore[attr-defined]
    session = clerk.open(own_file)
    clerk.change(55)
    target = tmp_path / f"报告{exporter.ending}"
    exported = clerk.carry_out(export(clerk.workspace, exporter, exporter.options(), target))
    assert target.read_bytes() == exported.data
    assert exported.data.startswith(BEGINNINGS[exporter.ending])
    assert session.is_dirty
    assert session.path == own_file


def test_what_is_not_in_the_document_yet_is_exported_as_well(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    session = clerk.open(own_file)
    session.commitRequested.connect(lambda: clerk.change(4711))
    exported = clerk.carry_out(export(clerk.workspace, JSON, {}, tmp_path / "x.json"))
    tables = json.loads(exported.data)["tables"]
    assert tables["disclosure"]["licensing"]["decisions"] == 4711
    assert session.document.number(CELL) == 4711


def test_a_paper_says_how_far_it_is(clerk: Clerk, own_file: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    clerk.workspace.progress.connect(lambda done, total: seen.append((done, total)))
    clerk.open(own_file)
    options = PublicationOptions(signature=False)
    clerk.carry_out(export(clerk.workspace, PDF, options, tmp_path / "x.pdf"))
    clerk.wait(lambda: (100, 100) in seen)
    assert not clerk.workspace.can_cancel


def test_an_export_to_a_full_disk_leaves_what_was_there(
    make_clerk: Callable[..., Clerk], own_file: Path, tmp_path: Path
) -> None:
    clerk = make_clerk(Watched(fail_at(3, OSError(errno.ENOSPC, "full"))))
    clerk.open(own_file)
    target = tmp_path / "报告.json"
    target.write_text("old")
    with pytest.raises(Problem, match="磁盘空间已满"):
        clerk.carry_out(export(clerk.workspace, find_format(target), {}, target))
    assert target.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if ".tmp" in each.name] == []


def test_every_form_is_published_while_the_report_stays_as_it_is(
    clerk: Clerk, own_file: Path, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    clerk.workspace.progress.connect(lambda done, total: seen.append((done, total)))
    session = clerk.open(own_file)
    clerk.change(4711)
    folder = tmp_path / "发布"
    bundle = clerk.carry_out(publish(clerk.workspace, PublicationOptions(), folder))
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == bundle.files
    assert "4711" in bundle.files[make_report_name(session.document, ".csv")].decode()
    clerk.wait(lambda: (100, 100) in seen)
    assert session.is_dirty
    assert session.path == own_file


def test_publishing_to_a_full_disk_leaves_the_folder_as_it_was(
    make_clerk: Callable[..., Clerk], own_file: Path, tmp_path: Path
) -> None:
    clerk = make_clerk(Watched(fail_at(30, OSError(errno.ENOSPC, "full"))))
    session = clerk.open(own_file)
    folder = tmp_path / "发布"
    folder.mkdir()
    paper = folder / make_report_name(session.document, ".pdf")
    paper.write_text("old")
    with pytest.raises(Problem, match="磁盘空间已满"):
        clerk.carry_out(publish(clerk.workspace, PublicationOptions(), folder))
    assert paper.read_text() == "old"
    assert list(folder.iterdir()) == [paper]


@pytest.mark.parametrize("how", ["file", "bundle"])
def test_an_export_that_is_given_up_writes_nothing(
    clerk: Clerk, own_file: Path, tmp_path: Path, how: str
) -> None:
    clerk.open(own_file)
    target = tmp_path / "发布"
    options = PublicationOptions()
    operation = (
        export(clerk.workspace, PDF, options, target)
        if how == "file"
        else publish(clerk.workspace, options, target)
    )
    ended = clerk.begin(operation)
    assert clerk.workspace.can_cancel
    clerk.workspace.cancel()
    clerk.finish(ended)
    wait_for_work()
    assert [kind for kind, _ in ended] == ["cancelled"]
    assert not target.exists()


def test_an_unknown_ending_is_a_sentence() -> None:
    with pytest.raises(FormatProblem, match=r"不能写“年报.odt”"):
        find_format(Path("年报.odt"))
