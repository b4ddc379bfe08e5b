"""Read and write small JSON files of the program's own, which may be damaged without doing harm."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from report_editor.files.atomic import write_atomically
from report_editor.files.file_ops import SYSTEM, FileOps
from report_editor.files.regular_file import read_bytes
from report_editor.files.user_folders import make_folder

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 1 << 20
"""Bytes of the longest file read."""


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a file; an empty one where there is no file or it cannot be read.

    A file that is no JSON object is set aside beside, with ``.bad`` added to its name.
    """
    try:
        data = read_bytes(path, LIMIT + 1)
    except (OSError, ValueError):
        return {}
    with contextlib.suppress(ValueError, RecursionError):
        if len(data) <= LIMIT:
            content = json.loads(data)
            if isinstance(content, dict):
                return content
    with contextlib.suppress(OSError):
        path.replace(path.with_name(f"{path.name}.bad"))
    return {}


def write_json(path: Path, content: dict[str, Any], *, ops: FileOps = SYSTEM) -> None:
    """Make an object the content of a file.

    Raises:
        WriteProblem: It could not be written; the old content stands.
        ValueError: It would be longer than can be read again.
    """
    data = json.dumps(content, ensure_ascii=True, indent=1).encode()
    if len(data) > LIMIT:
        raise ValueError(f"{path.name} would take {len(data)} bytes")
    make_folder(path.parent)
    write_atomically(path, data, ops=ops)
