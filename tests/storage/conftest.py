"""Where the sessions of these tests leave their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The user's folder for recovery journals."""
    return tmp_path / "recovery"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The file of a report that is not there yet."""
    return tmp_path / "年报.xlsx"
