"""What every test stands on: a home of its own, a screen that needs none, known profiles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A developer's own screen stays free; the run in a real X server says so itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(autouse=True)
def report_editor_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, journals and generations of a test go to a folder of its own."""
    home = tmp_path / "report-editor-home"
    monkeypatch.setenv("REPORT_EDITOR_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real published reports, which lies beside the checkout where there is one."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip(f"the published reports are not here: {folder}")
    return folder


@pytest.fixture(scope="session")
def example() -> Path:
    """The example report that comes with the program."""
    return ROOT / "resources" / "examples" / "示例报告.xlsx"
