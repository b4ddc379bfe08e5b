"""Find the files in folders that may be reports."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.collection.report_row import UnreadFile
from report_editor.files.refusals import quote, refuse_reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_NO_REPORTS = (".", "~$", "~WRL")
"""Starts of the names of hidden files, and of those that office programs keep while one is open."""


@dataclass(slots=True)
class Found:
    """Files that may be reports, in the order of their names, a folder after its files."""

    files: list[Path] = field(default_factory=list)
    unread: list[UnreadFile] = field(default_factory=list)
    """Folders that cannot be searched, or in which there is nothing."""
    others: int = 0
    """Files of kinds that are no reports, such as pictures."""


def find_files(paths: Iterable[Path], without: Collection[Path] = ()) -> Found:
    """Find the files of some paths; a folder is searched with its sub-folders.

    A file that is named is taken whatever it is, one in a folder by the ending of its name. None
    is taken twice. Links to folders are not followed: they may lead round in a circle.

    Args:
        paths: Files and folders.
        without: Files that are left out: what is to be written.
    """
    found = Found()
    known = {each.absolute() for each in without}
    for path in paths:
        files = _search(path, found) if path.is_dir() else [path]
        for file in files:
            if (place := file.absolute()) not in known:
                known.add(place)
                found.files.append(file)
    return found


def _search(folder: Path, found: Found) -> list[Path]:
    """Return the files of a folder that may be reports; note what it cannot give."""
    from report_editor.importers.readers import ENDINGS  # all readers, which a file needs not

    endings = {*ENDINGS, ".json"}
    files: list[Path] = []
    problems: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if name.startswith(_NO_REPORTS):
                continue
            if Path(name).suffix.lower() in endings:
                files.append(Path(place, name))
            else:
                found.others += 1
    for error in problems:
        path = Path(error.filename or folder)
        found.unread.append(UnreadFile(path, str(refuse_reading(path, error))))
    if not files and not problems:
        found.unread.append(
            UnreadFile(folder, f"文件夹{quote(folder.name or str(folder))}里没有能打开的报告文件。")
        )
    return files
