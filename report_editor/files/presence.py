"""Look whether a path is there. pathlib raises where the system refuses to look (before 3.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_there(path: Path) -> bool:
    """Check whether there is something at a path; False where its name is too long or closed."""
    try:
        return path.exists()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return False


def is_folder(path: Path) -> bool:
    """Check whether there is a folder at a path; False where its name is too long or closed."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
