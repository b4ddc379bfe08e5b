"""Read regular files only: a pipe would be waited for, and a device may have no end."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from report_editor.files import refusals
from report_editor.files.refusals import LARGEST_FILE, ReadProblem, SpecialFileError

if TYPE_CHECKING:
    from pathlib import Path

BINARY = getattr(os, "O_BINARY", 0)
"""Without it Windows would turn every newline into two characters."""
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
"""Without it a pipe would be waited for, should one take the file's place; files ignore it."""


def open_regular(path: Path, flags: int = os.O_RDONLY) -> int:
    """Open a file as the system does, but nothing else than a regular one; return its descriptor.

    Raises:
        SpecialFileError: It is a pipe, a device or a socket.
        OSError: As the system does; IsADirectoryError for a folder.
        ValueError: There is a NUL in the name.
    """
    _check(path.stat())  # before it is opened: that alone may start something in a device
    try:
        descriptor = os.open(path, flags | BINARY | _NONBLOCK)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a pipe that nobody reads took its place
            raise SpecialFileError from error
        raise
    try:
        _check(os.fstat(descriptor))  # another file may have taken its place
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """Return the content of a regular file, at most so many bytes of it.

    Raises OSError and ValueError as :func:`open_regular` does.
    """
    with open(open_regular(path), "rb") as file:
        return file.read(limit)


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file from outside for reading.

    Raises:
        ReadProblem: It cannot be read, or no report can be in it; the text says why.
    """
    try:
        file = open(open_regular(path), "rb")  # noqa: SIM115 - the caller closes it
    except (OSError, ValueError) as error:
        raise refusals.refuse_reading(path, error) from error
    try:
        _check_size(path, os.fstat(file.fileno()).st_size)
    except BaseException:
        file.close()
        raise
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


def _check(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise SpecialFileError


def _check_size(path: Path, size: int) -> None:
    if problem := refusals.describe_bad_size(refusals.quote(path.name), size):
        raise ReadProblem(problem)
