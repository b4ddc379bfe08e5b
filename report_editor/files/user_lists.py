"""Keep the lists that a user writes: one entry a line, in a text file that any editor opens."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from report_editor.common.resources import resource
from report_editor.files.atomic import write_atomically
from report_editor.files.patience import call_within
from report_editor.files.refusals import WriteProblem
from report_editor.files.regular_file import read_bytes
from report_editor.files.user_folders import make_folder, user_folders

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 100_000
"""Bytes of the longest list that is read or written."""


_PATIENCE = 5.0
"""Seconds to wait for a home on a network that does not answer."""


class UserList(StrEnum):
    """Lists by the names of their files in the user's folder of settings."""

    SLIPS = "常见错词.txt"
    SENTENCES = "常用句.txt"

    @property
    def path(self) -> Path:
        """Return the user's own file, which need not exist."""
        return user_folders().config / self.value


_BUNDLED = {UserList.SLIPS: "slips.txt", UserList.SENTENCES: "sentences.txt"}


def read_own(which: UserList) -> str | None:
    """Return what a user wrote; None where there is nothing that can be read."""
    try:
        data = call_within(_PATIENCE, lambda: read_bytes(which.path, LIMIT + 1), None)
    except (OSError, ValueError):
        return None
    if data is None or len(data) > LIMIT:
        return None
    for encoding in ("utf-8-sig", "gb18030"):  # the second is what an old Notepad writes
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_bundled(which: UserList) -> str:
    """Return the list that comes with the program."""
    return resource("wording", _BUNDLED[which]).read_text(encoding="utf-8")


def write_own(which: UserList, text: str) -> None:
    """Keep what a user wrote.

    Raises:
        WriteProblem: It could not be written; what was there before stands.
        ValueError: It is longer than can be read again.
    """
    data = text.encode(errors="replace")
    if len(data) > LIMIT:
        raise ValueError(f"{which.value} would take {len(data)} bytes")
    if not call_within(_PATIENCE, lambda: _write(which.path, data), False):
        raise WriteProblem(f"“{which.path}”所在的文件夹没有回音，没有保存。请过一会儿再试。")


def _write(path: Path, data: bytes) -> bool:
    make_folder(path.parent)
    write_atomically(path, data)
    return True


def list_entries(text: str) -> list[str]:
    """Return the entries of a list: its lines without blank ones and remarks (#)."""
    lines = (each.strip() for each in text.splitlines())
    return [each for each in lines if each and not each.startswith("#")]
