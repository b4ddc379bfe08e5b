"""Remember the reports opened last."""

from __future__ import annotations

import contextlib
import os
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from report_editor.storage.json_files import read_json, write_json

LONGEST = 12
"""Number of reports remembered."""
LONGEST_TEXT = 300
"""Characters of a title, a name or a state that are remembered."""

FILE_NAME = "recent.json"
FINAL_STATE = "已定稿"
"""State of a report that is final: what the checks say of it is no longer to be done."""


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A report that was opened or saved."""

    path: Path
    opened: datetime
    """Local time with its zone."""
    title: str = ""
    """Title of the report then, for people who name every file 年报.xlsx."""
    organization: str = ""
    year: int | None = None
    """Report year; None where it is not known."""
    state: str = ""
    """A few Chinese words: what the checks said of the file, or that it is final; empty while that
    is not known."""


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

    def add(
        self, path: Path, title: str = "", organization: str = "", year: int | None = None
    ) -> None:
        """Put a report at the head of the list; :meth:`save` writes it.

        The state noted of it stays until another one is.
        """
        path = path.absolute()
        others = self._list_others(path)
        state = next((each.state for each in self.files if each not in others), "")
        now = datetime.now().astimezone()
        title, organization = title[:LONGEST_TEXT], organization[:LONGEST_TEXT]
        entry = RecentFile(path, now, title, organization, year, state)
        self.files = (entry, *others)[:LONGEST]

    def note_state(self, path: Path, state: str) -> None:
        """Note in a few words what the checks say of a report in the list."""
        others = self._list_others(path.absolute())
        self.files = tuple(
            each if each in others else replace(each, state=state[:LONGEST_TEXT])
            for each in self.files
        )

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
                {**asdict(each), "path": str(each.path), "opened": each.opened.isoformat()}
                for each in self.files
            ]
            write_json(self._file, {"files": entries})

    def _list_others(self, path: Path) -> tuple[RecentFile, ...]:
        name = os.path.normcase(path)
        return tuple(each for each in self.files if os.path.normcase(each.path) != name)


def _read_entry(entry: object) -> RecentFile | None:
    match entry:
        case {"path": str(path), "opened": str(opened), "title": str(title), **others} if path:
            organization, year, state = map(others.get, ("organization", "year", "state"))
            with contextlib.suppress(ValueError, OverflowError):
                return RecentFile(
                    Path(path),
                    datetime.fromisoformat(opened).astimezone(),
                    title[:LONGEST_TEXT],
                    organization[:LONGEST_TEXT] if isinstance(organization, str) else "",
                    year if type(year) is int and 0 < year < 10_000 else None,
                    state[:LONGEST_TEXT] if isinstance(state, str) else "",
                )
    return None
