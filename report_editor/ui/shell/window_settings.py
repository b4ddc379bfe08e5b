"""What the window remembers from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from report_editor.files.user_folders import user_folders
from report_editor.storage.recent import RecentFiles
from report_editor.storage.settings import Settings
from report_editor.workspace import background

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow

_GEOMETRY = "window.geometry"
_TAB = "window.tab"
_ZOOM = "window.zoom"
_FINDINGS = "window.findings"
_LAST_YEAR = "window.last_year"


class WindowSettings:
    """Recent files and the look of the window. What cannot be written is no reason to stop.

    Writing is done in another thread: a home on a network may be slow, or away.
    """

    def __init__(self) -> None:
        """Reads what the user's folders hold."""
        folders = user_folders()
        self._settings = Settings(folders.config)
        self._recent = RecentFiles(folders.config)

    def recent(self) -> list[Path]:
        """The files opened last, the last one first."""
        return [each.path for each in self._recent.files]

    def opened(self, path: Path, title: str) -> None:
        """Puts a file at the head of the recent ones."""
        self._recent.add(path, title)
        background.start_unheeded(self._recent.save)

    def forget(self, path: Path) -> None:
        """Takes a file from the recent ones."""
        self._recent.forget(path)
        background.start_unheeded(self._recent.save)

    def forget_all(self) -> None:
        """Empties the list of recent files."""
        self._recent.clear()
        background.start_unheeded(self._recent.save)

    def restore(self, window: QMainWindow) -> None:
        """Gives a window the place and size it had."""
        geometry = self._settings.get(_GEOMETRY, "")
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode())))

    @property
    def tab(self) -> str:
        """The section shown last."""
        return self._settings.get(_TAB, "")

    @property
    def zoom(self) -> int:
        """How large reports were shown, in percent."""
        return self._settings.get(_ZOOM, 100)

    @property
    def shows_findings(self) -> bool:
        """Whether the list of findings was shown."""
        return self._settings.get(_FINDINGS, True)

    @property
    def shows_last_year(self) -> bool:
        """Whether last year's numbers were shown, in reports that know them."""
        return self._settings.get(_LAST_YEAR, True)

    def keep(
        self, window: QMainWindow, *, tab: str, zoom: int, findings: bool, last_year: bool
    ) -> None:
        """Remembers how the window looks."""
        geometry = bytes(window.saveGeometry().toBase64().data()).decode()
        self._settings.set(_GEOMETRY, geometry)
        self._settings.set(_TAB, tab)
        self._settings.set(_ZOOM, zoom)
        self._settings.set(_FINDINGS, findings)
        self._settings.set(_LAST_YEAR, last_year)
        background.start_unheeded(self._settings.save)
