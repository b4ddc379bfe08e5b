"""Notice that somebody else changed, moved or deleted the file of the report in work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from report_editor.files.fingerprint import Outside, fingerprint
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.workspace.open_report import OpenReport


class OutsideWatch(QObject):
    """Compares the file with what is known of it, whenever :meth:`look` asks for it."""

    changed = Signal(object)
    """Emitted when the file stands otherwise than before, with an ``Outside``."""

    def __init__(self, report: OpenReport) -> None:
        """Watch a report for as long as it is in work."""
        super().__init__(report)
        self._report = report
        self._state = Outside.SAME
        self._is_looking = False
        self._is_look_old = False
        report.fileKnown.connect(self._on_known)

    def look(self) -> None:
        """Compare the file with what is known of it, in a worker's thread."""
        if not self._is_looking and self._report.session.path is not None:
            start(self, self._look())

    def keep_mine(self) -> None:
        """Accept that the file holds something else; the next save replaces it unasked."""
        if self._report.session.path is not None:
            start(self, self._keep_mine(self._report.session.path))

    async def _look(self) -> None:
        self._is_looking = True
        try:
            self._is_look_old = True
            while self._is_look_old:
                self._is_look_old = False
                state = await in_background(self._report.compare_with_file)
            self._set(state)
        finally:
            self._is_looking = False

    async def _keep_mine(self, path: Path) -> None:
        theirs = await in_background(lambda: fingerprint(path))
        if theirs is None:
            self._set(Outside.GONE)
        else:
            self._report.accept_outside(theirs.sha256)

    def _on_known(self) -> None:
        self._is_look_old = True  # what a look that is under way compares with
        self._set(Outside.SAME)

    def _set(self, state: Outside) -> None:
        if state is not self._state:
            self._state = state
            self.changed.emit(state)
