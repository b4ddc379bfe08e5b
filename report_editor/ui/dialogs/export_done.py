"""Message at the end of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from report_editor.ui.dialogs.messages import Icon, Role, make_box

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


def show_exported(parent: QWidget, path: Path, notes: Sequence[str]) -> None:
    """Show where the file is and what was replaced in it; open file or folder on request."""
    box = make_box(parent, Icon.Information, "导出完成", f"已导出 {path}", "\n".join(notes))
    targets = {
        box.addButton("打开文件", Role.ActionRole): path,
        box.addButton("打开文件夹", Role.ActionRole): path.parent,
    }
    box.setDefaultButton(box.addButton("完成", Role.AcceptRole))
    box.exec()
    for button, target in targets.items():
        if button is box.clickedButton():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
