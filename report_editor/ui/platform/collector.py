"""Collect garbage in the window's thread only.

Python's own collector runs in whichever thread allocates at the moment. What it destroys there may
be a Qt object, whose timers and children belong to the window's thread: Qt warns, and may crash.
Neither Python nor PySide can bind it to one thread, so it is off and a timer does its work.

Going through all objects of the program takes longer than a frame. Nearly all of them live as long
as the report in work: they are gone through once for each report and left out from then on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000


class Collector(QObject):
    """Takes the place of Python's collector for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._is_settled = False
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def settle(self) -> None:
        """Let the next collection go through all objects: another report has come, or none."""
        self._is_settled = False

    def collect(self) -> None:
        """Collect the generations that have grown beyond Python's own thresholds."""
        if not self._is_settled:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._is_settled = True
            return
        for generation in (2, 1, 0):
            threshold = gc.get_threshold()[generation]
            if threshold and gc.get_count()[generation] > threshold:
                gc.collect(generation)
                break
