"""Open any file the editor can open: its own workbook, its JSON, somebody else's report. No Qt."""

from __future__ import annotations

import logging
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.files.write_problem import cause

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.importers import Recognition
    from report_editor.importers.worker import Reading

MOST_BYTES = 64 << 20
"""Bytes of the largest file that is opened."""

_log = logging.getLogger(__name__)


class OpenProblem(Problem):
    """A Chinese sentence on why the file was not opened and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report from a file."""

    document: Document
    is_own: bool = False
    """Set for the program's own workbook, to which a save goes back."""
    read_only: bool = False
    """Set for a file that a newer version of the program made: it must not be written."""
    notes: tuple[str, ...] = ()
    """Chinese sentences about what was put right or could not be placed."""
    recognition: Recognition | None = None
    """Recognised content of somebody else's file; None for a file of our own."""
    sha256: str = ""
    """Digest of the program's own workbook as it was read; empty for other files."""


def open_file(path: Path, watch: Callable[[Reading], None] = lambda _reading: None) -> Opened:
    """Open a report, whatever made it; somebody else's file is read in a process of its own.

    Args:
        path: the file.
        watch: is given the reading of somebody else's file when it begins, to follow or
            cancel it from another thread.

    Raises:
        OpenProblem: there is no report to be had from the file.
    """
    name = path.name
    _check_readable(path)
    try:
        return _open_own(path) or _open_foreign(path, watch)
    except Problem as problem:
        sentence = str(problem)
        raise OpenProblem(sentence if name in sentence else f"“{name}”：{sentence}") from problem
    except OSError as error:
        raise OpenProblem(f"“{name}”读取失败：{cause(error)}请检查磁盘或网络后再试。") from error
    except MemoryError as error:
        raise OpenProblem(f"“{name}”太大，内存不够，打不开。") from error
    except Exception as error:
        # A reader that stumbles over a hostile file costs a sentence, never the window.
        _log.exception("a file could not be read")
        raise OpenProblem(
            f"“{name}”已经损坏或者格式特殊，读不出来。"
            "可以在 WPS 或浏览器里打开它，全选复制以后粘贴进来。"
        ) from error


def open_clipboard(html: str, text: str) -> Opened:
    """Open a report that was copied in another program.

    Raises:
        OpenProblem: there is no report on the clipboard.
    """
    from report_editor.importers import ImportProblem
    from report_editor.importers.worker import read_clipboard_in_worker

    try:
        recognition = read_clipboard_in_worker(html, text).result()
    except ImportProblem as error:
        raise OpenProblem(str(error)) from error
    return Opened(recognition.document, notes=tuple(recognition.notes), recognition=recognition)


def _check_readable(path: Path) -> None:
    """Refuse what is no readable file of a sensible size."""
    name = path.name or str(path)
    try:
        status = path.stat()
    except FileNotFoundError:
        raise OpenProblem(f"找不到文件“{path}”。请核对文件名和位置。") from None
    except PermissionError:
        raise OpenProblem(f"没有权限读取“{name}”。请检查文件和文件夹的权限。") from None
    except (OSError, ValueError) as error:
        raise OpenProblem(f"“{name}”打不开：{cause(error)}请核对文件名和位置。") from error
    if stat.S_ISDIR(status.st_mode):
        raise OpenProblem(f"“{name}”是文件夹，不是文件。请选择里面的报告文件。")
    if not stat.S_ISREG(status.st_mode):
        raise OpenProblem(f"“{name}”不是普通文件，不能打开。")
    if not os.access(path, os.R_OK):
        raise OpenProblem(f"没有权限读取“{name}”。请检查文件的权限。")
    if status.st_size == 0:
        raise OpenProblem(f"“{name}”是空文件，里面没有报告。")
    if status.st_size > MOST_BYTES:
        raise OpenProblem(
            f"“{name}”有 {status.st_size >> 20} MB，超过了 {MOST_BYTES >> 20} MB 的上限，"
            "不像是一份年度报告。请核对文件。"
        )


def _open_own(path: Path) -> Opened | None:
    """Open the file as the program's own workbook; None where it is not one."""
    with path.open("rb") as file:
        is_packed = file.read(2) == b"PK"
    if not is_packed and path.suffix.lower() not in (".xlsx", ".xlsm"):
        return None
    from report_editor.workbook.report_file import NotOurs, open_report

    try:
        read = open_report(path)
    except NotOurs:
        return None
    return Opened(
        read.document,
        is_own=True,
        notes=tuple(read.notes),
        read_only=read.read_only,
        sha256=read.sha256,
    )


def _open_foreign(path: Path, watch: Callable[[Reading], None]) -> Opened:
    from report_editor.importers.worker import read_in_worker

    reading = read_in_worker(path)
    watch(reading)
    recognition = reading.result()
    return Opened(recognition.document, notes=tuple(recognition.notes), recognition=recognition)
