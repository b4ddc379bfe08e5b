"""Remember the reports opened last."""

from __future__ import annotations

import contextlib
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from report_editor.storage.json_files import read_json, write_json

LONGEST = 12
"""Number of reports remembered."""

FILE_NAME = "recent.json"


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A report that was opened or saved."""

    path: Path
    opened: datetime
    """Local time with its zone."""
    title: str = ""
    """Title of the report then, for people who name every file 年报.xlsx."""


class RecentFiles:
    """A list of reports, the last one first; read once and written when asked."""

    def __init__(self, folder: Path) -> None:
        """Read the file in the user's config folder; a damaged one is set aside."""
        self._file = folder / FILE_NAME
        self._writing = threading.Lock()
        given = read_json(self._file).get("files")
        entries = given if isinstance(given, list) else []
        read = (_read_entry(entry) for entry in entries[:LONGEST])
        self.files = tuple(entry for entry in read if entry)
        """Reports; whether their files still exist is not known, looking may take long."""

    def add(self, path: Path, title: str = "") -> None:
        """Put a report at the head of the list; :meth:`save` writes it."""
        path = path.absolute()
        entry = RecentFile(path, datetime.now().astimezone(), title)
        self.files = (entry, *self._list_others(path))[:LONGEST]

    def forget(self, path: Path) -> None:
        """Take a report from the list."""
        self.files = self._list_others(path.absolute())

    def clear(self) -> None:
        """Forget all."""
        self.files = ()

    def save(self) -> None:
        """Write the list as it is by now; from any thread.

        Raises:
            WriteProblem: The list could not be written; it stands for this session.
        """
        with self._writing:  # who comes later writes what is newer
            entries = [
                {"path": str(each.path), "opened": each.opened.isoformat(), "title": each.title}
                for each in self.files
            ]
            write_json(self._file, {"files": entries})

    def _list_others(self, path: Path) -> tuple[RecentFile, ...]:
        name = os.path.normcase(path)
        return tuple(each for each in self.files if os.path.normcase(each.path) != name)


def _read_entry(entry: object) -> RecentFile | None:
    match entry:
        case {"path": str(path), "opened": str(opened), "title": str(title)} if path:
            with contextlib.suppress(ValueError, OverflowError):
                return RecentFile(Path(path), datetime.fromisoformat(opened).astimezone(), title)
    return None
