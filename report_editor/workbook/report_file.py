"""Save a report to its own file and open it again."""

from __future__ import annotations

import errno
from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.files.atomic import check_target, write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.files.refusals import LARGEST_FILE
from report_editor.files.regular_file import read_regular_file
from report_editor.ooxml.package import MEMORY, Package
from report_editor.ooxml.problems import PackageProblem
from report_editor.workbook.read import from_workbook, is_older

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.workbook.reopened import Reopened


def load_writer() -> None:
    """Import what a save needs, in the background once the window is up.

    The library that writes would double the time of a start, so nothing imports it before. Its
    modules import each other: two threads that enter it by different ones get halves of modules,
    so this module enters it only by one, the writer.
    """
    from report_editor.workbook import write  # noqa: F401


def save_report(document: Document, path: Path) -> None:
    """Write a report to a file, after making sure that it can be opened again.

    The user sheets of the file that is replaced are carried over.

    Raises:
        ReadProblem: The file that is replaced cannot be read. Nothing is written.
        PackageProblem: The result does not read back as the same report, or the user sheets
            are damaged. The file is as it was.
        WriteProblem: The file cannot be written. It is as it was.
    """
    check_target(path)
    write_atomically(path, make_report_bytes(document, select_user_sheets(read_replaced(path))))


def make_report_bytes(document: Document, keep: bytes | None = None) -> bytes:
    """Return the content of a report's file, proven to be readable as the same report.

    May be called in any thread, on a document that nobody changes meanwhile. ``keep`` is what
    :func:`select_user_sheets` found in the file that is to be replaced.

    Raises:
        PackageProblem: It does not read back as the same report.
    """
    from report_editor.workbook.write import to_workbook

    data = to_workbook(document, keep=keep)
    refusal = "报告没有保存，原来的文件没有动：写好以后读"
    try:
        reopened = from_workbook(data)
    except PackageProblem as error:
        raise PackageProblem(f"{refusal}不回来。{error}") from error
    if reopened.document != document or reopened.notes or reopened.read_only:
        raise PackageProblem(f"{refusal}回来的内容与报告不一致。请先导出 PDF 留底，再联系开发者。")
    return data


def open_report(path: Path, memory: int = MEMORY) -> Reopened:
    """Open a report's own file.

    Args:
        path: The file.
        memory: Bytes that its parsed parts may take.

    Raises:
        OtherFormat: It is a file of somebody else's, which an importer may read.
        ReadProblem: The file cannot be read.
        PackageProblem: Its content cannot be understood.
    """
    data = read_regular_file(path)
    return replace(from_workbook(data, memory), sha256=Fingerprint.of(data).sha256)


def read_replaced(path: Path) -> bytes | None:
    """Return the content of the file that a save is to replace.

    None where nothing is there, or what no report can be in.

    Raises:
        ReadProblem: The file is there and cannot be read.
    """
    try:
        if not 0 < path.stat().st_size <= LARGEST_FILE:
            return None
    except OSError as error:
        # Nothing is there; of a name that is too long the writer speaks well.
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            return None
    return read_regular_file(path)


def select_user_sheets(replaced: bytes | None) -> bytes | None:
    """Return the content of a file that is replaced if user sheets can be carried over from it.

    None where it is no package, and so has nothing to carry.
    """
    if replaced is None:
        return None
    try:
        Package(replaced)
    except PackageProblem:
        return None
    return replaced


def list_losses(replaced: bytes) -> Sequence[str]:
    """Return a sentence for each thing on the user sheets of a file that cannot come along."""
    load_writer()
    from report_editor.workbook import user_sheets

    return user_sheets.list_losses(replaced)


def is_upgraded_by_a_save(replaced: bytes | None) -> bool:
    """Check whether the content of a file is a report of an older format than a save writes."""
    try:
        return replaced is not None and is_older(replaced)
    except Problem:
        return False
