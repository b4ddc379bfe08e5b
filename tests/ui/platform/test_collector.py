"""Garbage is collected in the window's thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from report_editor.ui.platform.collector import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    gc.unfreeze()  # what a test left is not to last
    gc.collect()
    gc.freeze()


def test_a_worker_makes_garbage_and_the_window_collects_it(
    collector: Collector, qtbot: QtBot
) -> None:
    collector.collect()
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


def test_what_a_report_leaves_behind_is_collected_when_another_comes(
    collector: Collector,
) -> None:
    ended: list[int] = []
    report = [Knot(ended)]
    collector.collect()
    assert gc.get_freeze_count() > 0
    report.clear()
    gc.collect()
    assert ended == []  # it was left out: to look at it once more takes longer than a frame
    collector.settle()
    collector.collect()
    assert len(ended) == 1
