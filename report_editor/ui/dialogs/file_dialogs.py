"""Dialogs that ask for a file to open or for a name to save under."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from report_editor.files.patience import call_within
from report_editor.files.presence import is_folder, is_there
from report_editor.ui.dialogs import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


PATIENCE_SECONDS = 0.3
"""Time that the window waits for a drive to answer."""


class _FileDialog(QFileDialog):
    """File dialog whose own boxes, which ask about a file by its name, show it as it is."""

    def childEvent(self, event: QChildEvent) -> None:
        """Take over a box that is about to be shown."""
        box = event.child()
        if event.type() == QEvent.Type.ChildPolished and isinstance(box, QMessageBox):
            box.setTextFormat(Qt.TextFormat.PlainText)
        super().childEvent(event)


class FileDialogs:
    """File dialogs that begin where the last file was chosen."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.folder = Path.home()
        """Folder chosen last."""

    def ask_open(self, title: str) -> Path | None:
        """Ask which file to open; None where the user cancels."""
        chosen = self._ask_open(title, QFileDialog.FileMode.ExistingFile)
        return chosen[0] if chosen else None

    def ask_open_many(self, title: str) -> list[Path]:
        """Ask which files to open; none where the user cancels."""
        return self._ask_open(title, QFileDialog.FileMode.ExistingFiles)

    def _ask_open(self, title: str, mode: QFileDialog.FileMode) -> list[Path]:
        from report_editor.importers.readers import ENDINGS  # with the first dialog, not at start

        patterns = " ".join(f"*{ending}" for ending in (*ENDINGS, ".json"))
        dialog = self._make(title, self.folder, f"所有能打开的文件 ({patterns});;所有文件 (*)")
        dialog.setFileMode(mode)
        if not dialog.exec():
            return []
        chosen = [Path(each) for each in dialog.selectedFiles()]
        self.folder = chosen[0].parent
        return chosen

    def ask_name(self, title: str, kinds: Mapping[str, str], proposed: Path) -> Path | None:
        """Ask under which name to write a file; None where the user cancels.

        Args:
            title: Title of the dialog.
            kinds: Names of the kinds of file to choose from, by their endings with the dot.
            proposed: Name to begin with; its ending is the kind chosen at first. Without a folder
                it is meant for the folder chosen last.

        Returns:
            A path that ends in one of the ``kinds``: that of the kind chosen, or one typed by hand
            while the first kind was left as it was.
        """
        first = proposed.suffix
        folder = proposed.parent if proposed.is_absolute() else self.folder
        endings = {f"{kind} (*{ending})": ending for ending, kind in kinds.items()}
        dialog = self._make(title, folder, ";;".join(endings))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectNameFilter(f"{kinds[first]} (*{first})")
        dialog.setDefaultSuffix(first)
        dialog.filterSelected.connect(
            lambda: dialog.setDefaultSuffix(endings[dialog.selectedNameFilter()])
        )
        dialog.selectFile(proposed.name)
        if not dialog.exec():
            return None
        chosen = Path(dialog.selectedFiles()[0])
        typed, ending = chosen.suffix.lower(), endings[dialog.selectedNameFilter()]
        if typed == ending or (typed in kinds and ending == first):
            return chosen
        # A paper must not take the place of a report, nor a report that of a Word file.
        stem = chosen.stem if typed in kinds else chosen.name
        chosen = chosen.with_name(f"{stem}{ending}")
        question = f"“{chosen.name}”已经存在。要替换它吗？"
        exists = call_within(PATIENCE_SECONDS, lambda: is_there(chosen), otherwise=True)
        may_write = not exists or messages.confirm(self._parent, question, "替换")
        return chosen if may_write else None

    def ask_folder(self, title: str, folder: Path) -> Path | None:
        """Ask for a folder, beginning with one; None where the user cancels."""
        dialog = self._make(title, folder, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _make(self, title: str, folder: Path, kinds: str) -> QFileDialog:
        if not call_within(PATIENCE_SECONDS, lambda: is_folder(folder), otherwise=False):
            folder = Path.home()  # a dialog on a stalled drive would stand still, and the window
        dialog = _FileDialog(self._parent, title, str(folder), kinds)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # so many endings fit no line
        label = QFileDialog.DialogLabel
        # Qt's own translation leaves these in English.
        for which, words in ((label.LookIn, "位置："), (label.FileType, "文件类型：")):
            dialog.setLabelText(which, words)
        return dialog
