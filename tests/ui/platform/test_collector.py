"""Garbage is collected in the window's thread, and nowhere else."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from report_editor.ui.platform.collector import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Knot:
    """Something that only a collector destroys, and that tells in which thread."""

    def __init__(self, ended: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    parent = QObject()
    yield Collector(parent)
    parent.deleteLater()
    qtbot.wait(0)


def test_a_worker_makes_garbage_and_the_window_collects_it(
    collector: Collector, qtbot: QtBot
) -> None:
    ended: list[int] = []

    def work() -> None:
        for _ in range(50):
            Knot(ended)
        kept = [[number] for number in range(10 * gc.get_threshold()[0])]
        assert kept

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert ended == []
    made = [[number] for number in range(2 * gc.get_threshold()[0])]
    assert made
    qtbot.waitUntil(lambda: len(ended) == 50)
    assert set(ended) == {threading.get_ident()}
    assert not gc.isenabled()
    assert collector.parent() is not None


STARTING = """
import gc, sys
from PySide6.QtWidgets import QApplication
from report_editor.ui.shell.app import begin
app = QApplication(sys.argv)
window = begin(app, None)
print(gc.get_freeze_count(), len(gc.get_objects()))
"""


@pytest.mark.slow
def test_a_collection_leaves_out_what_lives_as_long_as_the_program(tmp_path: Path) -> None:
    """Some 50,000 objects: to go through them took longer than a key may wait."""
    run = subprocess.run(
        [sys.executable, "-c", STARTING],
        env={**os.environ, "REPORT_EDITOR_HOME": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
    )
    left_out, gone_through = map(int, run.stdout.split())
    assert left_out > 10_000
    assert gone_through < 1_000
