"""User's own folders, in which last year's report is looked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from report_editor.storage.find_last_reports import SearchedFolder

_PLACES = (
    (QStandardPaths.StandardLocation.DocumentsLocation, "文档"),
    (QStandardPaths.StandardLocation.DesktopLocation, "桌面"),
    (QStandardPaths.StandardLocation.DownloadLocation, "下载"),
)
"""Folders with what file managers call them."""


def list_user_places() -> list[SearchedFolder]:
    """Return the user's own folders; in a home that has none, the home without its folders."""
    home = Path.home()
    places = [(Path(QStandardPaths.writableLocation(each)), words) for each, words in _PLACES]
    there = {path: words for path, words in places if path != home and path.is_dir()}
    folders = [SearchedFolder(path, words) for path, words in there.items()]
    return folders or [SearchedFolder(home, "主文件夹", depth=0)]
