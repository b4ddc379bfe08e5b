"""What every test stands on: a home of its own, a screen that needs none, known profiles, patience.

A machine that stalls for some seconds decides no test: what is waited for may take a minute.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from report_editor.storage import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.wait_signal import SignalBlocker

ROOT = Path(__file__).resolve().parents[1]

# A developer's own screen stays free; the run in a real X server says so itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Neither how long an example takes nor how long it takes to make one says anything about us.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", patient)
settings.register_profile("ci", patient, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

PATIENCE = 60
"""Seconds; below those after which pytest prints where all threads are."""


class PatientBot(QtBot):
    """pytest-qt's own gives up after five seconds."""

    def waitUntil(  # noqa: N802 - pytest-qt's name, as those below
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE * 1000
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE * 1000) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)

    def waitSignal(  # noqa: N802
        self, signal: Any, *, timeout: int = PATIENCE * 1000, **options: Any
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture(scope="session")
def lasting_objects() -> None:
    """Keep what is there before the first window out of later garbage collections."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def qtbot(
    qapp: QApplication,  # noqa: ARG001
    lasting_objects: None,  # noqa: ARG001
    request: pytest.FixtureRequest,
) -> Iterator[QtBot]:
    """Waits for widgets and signals, patiently.

    As in the program, no garbage is collected in a worker's thread, which must not destroy a
    window that an earlier test left.
    """
    gc.collect()
    gc.disable()
    yield PatientBot(request)
    gc.enable()


@pytest.fixture(autouse=True)
def slow_disks_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window does not wait long for a disk that stalls; a test does."""
    monkeypatch.setattr(journal, "PATIENCE_SECONDS", PATIENCE)


@pytest.fixture(autouse=True)
def report_editor_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, journals and versions of a test go to a folder of its own."""
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The user's folder for recovery journals."""
    return tmp_path / "recovery"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The file of a report that is not there yet."""
    return tmp_path / "年报.xlsx"
