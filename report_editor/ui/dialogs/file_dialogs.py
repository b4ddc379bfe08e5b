"""Dialogs that ask for a file to open or for a name to save under."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from report_editor.ui.dialogs import messages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FileDialogs:
    """File dialogs that begin where the last file was chosen."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._folder = Path.home()

    def ask_open(self, title: str) -> Path | None:
        """Ask which file to open; None where the user cancels."""
        from report_editor.importers.readers import ENDINGS  # with the first dialog, not at start

        patterns = " ".join(f"*{ending}" for ending in (*ENDINGS, ".json"))
        dialog = self._make(title, self._folder, f"所有能打开的文件 ({patterns});;所有文件 (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if not dialog.exec():
            return None
        chosen = Path(dialog.selectedFiles()[0])
        self._folder = chosen.parent
        return chosen

    def ask_name(self, title: str, kind: str, proposed: Path) -> Path | None:
        """Ask under which name to write a file of a kind; None where the user cancels.

        A ``proposed`` name without a folder is meant for the folder chosen last; its ending is
        that of the file.
        """
        ending = proposed.suffix
        folder = proposed.parent if proposed.is_absolute() else self._folder
        dialog = self._make(title, folder, f"{kind} (*{ending})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(proposed.name)
        if not dialog.exec():
            return None
        chosen = Path(dialog.selectedFiles()[0])
        if chosen.suffix.lower() == ending:
            return chosen
        # A paper must not take the place of a report, nor a report that of a Word file.
        chosen = chosen.with_name(f"{chosen.name}{ending}")
        question = f"“{chosen.name}”已经存在。要替换它吗？"
        may_write = not chosen.exists() or messages.confirm(self._parent, question, "替换")
        return chosen if may_write else None

    def _make(self, title: str, folder: Path, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self._parent, title, str(folder), kinds)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # so many endings fit no line
        label = QFileDialog.DialogLabel
        # Qt's own translation leaves these in English.
        for which, words in ((label.LookIn, "位置："), (label.FileType, "文件类型：")):
            dialog.setLabelText(which, words)
        return dialog
