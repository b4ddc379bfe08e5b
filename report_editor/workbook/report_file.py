"""Save a report to its file and open it again."""

from __future__ import annotations

import errno
from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.files.atomic import write_atomically
from report_editor.files.fingerprint import Fingerprint
from report_editor.files.write_problem import cause
from report_editor.ooxml.package import Package
from report_editor.ooxml.problems import PackageProblem
from report_editor.workbook.problems import NotOurs, WorkbookProblem
from report_editor.workbook.read import Reopened, from_workbook, is_older

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.document import Document

_MAX_BYTES = 64 << 20
"""Bytes of the largest file that is read."""

__all__ = [
    "NotOurs",
    "Reopened",
    "WorkbookProblem",
    "is_upgraded_by_a_save",
    "open_report",
    "report_bytes",
    "save_report",
    "user_sheets",
]


def save_report(document: Document, path: Path, *, sheets_of: Path | None = None) -> None:
    """Write a report to a file, after making sure that it can be opened again.

    Args:
        document: the report; it is read, not changed.
        path: the file to write.
        sheets_of: the file whose user-added sheets are carried over, where that is not
            ``path`` itself: what the report was opened from, on Save As.

    Raises:
        WorkbookProblem: what would be written does not read back as the same report, or the
            user-added sheets cannot be read. The file is as it was.
        WriteProblem: the file cannot be written. It is as it was.
    """
    write_atomically(path, report_bytes(document, user_sheets(sheets_of or path)))


def report_bytes(document: Document, keep: bytes | None = None) -> bytes:
    """Return the content of a report's file, proven to be readable again as the same report.

    Args:
        document: the report; it is read, not changed.
        keep: what :func:`user_sheets` read from the file that is to be replaced.

    Raises:
        WorkbookProblem: it does not read back as the same report.
    """
    # Loaded by the first save: the library that writes would double the time of an open.
    from report_editor.workbook.write import to_workbook

    data = to_workbook(document, keep=keep)
    try:
        reopened = from_workbook(data)
    except WorkbookProblem as error:
        raise WorkbookProblem(
            f"报告没有保存，原来的文件没有动：写好以后读不回来。{error}"
        ) from error
    if reopened.document != document or reopened.notes or reopened.read_only:
        raise WorkbookProblem(
            "报告没有保存，原来的文件没有动：写好以后读回来的内容与报告不一致。"
            "请先导出 PDF 留底，再联系开发者。"
        )
    return data


def open_report(path: Path) -> Reopened:
    """Open a report's own file.

    Raises:
        NotOurs: it is a file of somebody else's, which an importer may read.
        WorkbookProblem: the file cannot be read; the text says why.
    """
    data = _content(path)
    return replace(from_workbook(data), sha256=Fingerprint.of(data).sha256)


def is_upgraded_by_a_save(path: Path) -> bool:
    """Check whether a file is a report of an older format, which a save would replace."""
    try:
        return is_older(_content(path))
    except WorkbookProblem:
        return False


def _content(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise WorkbookProblem(f"“{name}”是一个文件夹，不是报告。请选择文件夹里的文件。")
        with path.open("rb") as file:
            return file.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise WorkbookProblem(f"找不到“{name}”，它可能已被移走或改名。") from error
    except PermissionError as error:
        raise WorkbookProblem(
            f"没有权限读“{name}”，或者它正被别的程序占用。请关闭占用它的程序，或请管理员授权。"
        ) from error
    except (OSError, ValueError) as error:
        raise WorkbookProblem(f"读不了“{name}”：{cause(error)}请检查磁盘或网络后再试。") from error


def user_sheets(path: Path) -> bytes | None:
    """Read the file that is to be replaced, whose user sheets are carried over.

    Returns:
        Its content; None where it is not one of ours and so has nothing to carry.

    Raises:
        WorkbookProblem: the file is there and cannot be read.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # nothing can be there; the writer says it well
            return None
    data = _content(path)
    try:
        Package(data)
    except PackageProblem:
        return None
    return data
