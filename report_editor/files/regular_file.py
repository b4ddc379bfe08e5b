"""Read files from outside: regular ones only, and no more of them than a report can have."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from report_editor.files import refusals
from report_editor.files.refusals import LARGEST_FILE, ReadProblem

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without O_NONBLOCK a pipe would be waited for, should one take the file's place."""


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file for reading.

    Raises:
        ReadProblem: It cannot be read, or no report can be in it; the text says why.
    """
    try:
        _check(path, path.stat())
        file = open(os.open(path, _FLAGS), "rb")  # noqa: PTH123, SIM115 - the caller closes it
        try:
            _check(path, os.fstat(file.fileno()))  # another file may have taken its place
        except BaseException:
            file.close()
            raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refusals.refuse_reading(path, error) from error
    return file


def read_regular_file(path: Path) -> bytes:
    """Return the content of a file; raise ReadProblem as :func:`open_regular_file` does."""
    with open_regular_file(path) as file:
        try:
            data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise refusals.refuse_reading(path, error) from error
    _check_size(path, len(data))  # somebody may be writing into it
    return data


def _check(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        raise refusals.refuse_special_file(path)
    _check_size(path, status.st_size)


def _check_size(path: Path, size: int) -> None:
    if problem := refusals.describe_bad_size(refusals.quote(path.name), size):
        raise ReadProblem(problem)
