"""Settings of the window that are kept from one start to the next, and the recent files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt

from report_editor.document.wording import Wording
from report_editor.files.user_folders import user_folders
from report_editor.storage.recent import RecentFiles
from report_editor.storage.settings import Settings
from report_editor.workspace.background import in_background

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow

    from report_editor.document import Document
    from report_editor.storage.recent import RecentFile


class WindowSettings:
    """Recent files and the look of the window. What cannot be written is no reason to stop.

    Writing is done in another thread: a home on a network may be slow, or away.
    """

    def __init__(self) -> None:
        folders = user_folders()
        self._recent = RecentFiles(folders.config)
        self._settings = Settings(folders.config)
        self.tab = self._settings.get("window.tab", "")
        """Section shown last."""
        self.zoom = self._settings.get("window.zoom", 100)
        """Size in which reports are shown, in percent."""
        self.shows_findings = self._settings.get("window.findings", True)
        self.findings_height = self._settings.get("window.findings_height", 0)
        """Height in pixels that the findings were given by hand; 0 if they never were."""
        self.shows_last_year = self._settings.get("window.last_year", True)
        """Only a report begun from last year's has numbers to show."""
        self.keeps_last_year = self._settings.get("window.last_year_beside", False)
        """Set where last year's report was left open beside this one."""
        self.export_kind = self._settings.get("export.kind", "")
        """Key of the kind exported last; empty where there was none."""
        self.export_folder = self._settings.get("export.folder", "")
        """Folder of the last export; empty where there was none."""

    def restore(self, window: QMainWindow) -> None:
        """Give a window the position and size it had."""
        geometry = self._settings.get("window.geometry", "")
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode())))
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def keep(self, window: QMainWindow) -> None:
        """Keep how the window and reports are shown now."""
        geometry = bytes(window.saveGeometry().toBase64().data()).decode()
        self._settings.set("window.geometry", geometry)
        self._settings.set("window.tab", self.tab)
        self._settings.set("window.zoom", self.zoom)
        self._settings.set("window.findings", self.shows_findings)
        self._settings.set("window.findings_height", self.findings_height)
        self._settings.set("window.last_year", self.shows_last_year)
        self._settings.set("window.last_year_beside", self.keeps_last_year)
        self._settings.set("export.kind", self.export_kind)
        self._settings.set("export.folder", self.export_folder)
        in_background(self._settings.save)

    @property
    def recent(self) -> tuple[RecentFile, ...]:
        """Return the files opened last, the last one first."""
        return self._recent.files

    def add_recent(self, path: Path, document: Document) -> None:
        """Put the file of a report at the head of the recent ones."""
        self._recent.add(path, Wording(document).title, document.organization, document.year)
        in_background(self._recent.save)

    def note_recent_state(self, path: Path, state: str) -> None:
        """Note what the checks say of one of the recent files."""
        self._recent.note_state(path, state)
        in_background(self._recent.save)

    def forget_recent(self, path: Path | None = None) -> None:
        """Take a file from the recent ones, by default all of them."""
        if path is None:
            self._recent.clear()
        else:
            self._recent.forget(path)
        in_background(self._recent.save)
