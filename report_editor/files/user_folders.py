"""Find the folders in which the program keeps what belongs to the user but is no report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import appdirs

from report_editor.files.refusals import refuse_making_folder

HOME_VARIABLE = "REPORT_EDITOR_HOME"
"""Environment variable: one folder to hold all of it, for tests and for a program on a stick."""


class Folders(NamedTuple):
    """User's folders; they need not exist yet, see :func:`make_folder`."""

    data: Path
    config: Path
    logs: Path

    @property
    def backups(self) -> Path:
        """Return the folder of earlier versions of saved reports."""
        return self.data / "backups"

    @property
    def recovery(self) -> Path:
        """Return the folder of the journals of what is not saved yet."""
        return self.data / "recovery"


def user_folders() -> Folders:
    """Return the folders this system has for the user's data, settings and logs."""
    if home := os.environ.get(HOME_VARIABLE):
        root = Path(home)
        return Folders(root / "data", root / "config", root / "logs")
    of = appdirs.AppDirs("report-editor", appauthor=False)
    return Folders(Path(of.user_data_dir), Path(of.user_config_dir), Path(of.user_log_dir))


def make_folder(folder: Path) -> Path:
    """Create a folder, and those above it, that only the user may enter; return it.

    Raises:
        WriteProblem: It is not there and cannot be made.
    """
    try:
        # parents made on the way are private too, which mkdir(parents=True) does not do
        for each in [*reversed(folder.parents), folder]:
            if not each.is_dir():
                each.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refuse_making_folder(folder, error) from error
    return folder
