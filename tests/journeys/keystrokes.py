"""Work written down as keys and clicks, counted by the keystroke-level model, done in the window.

Notation of operations, separated by blanks::

    M  H  P  B        think, move the hand to the mouse or back, point, press or release a button
    Ctrl+F  Down*3    keys, each key counts, pressed some times
    '12               characters typed as they are
    weifa=未發         an input method: the letters and a blank are typed, the characters arrive
    @QFileDialog  @   costs nothing: wait until a dialog of that class has the keys, or for none
    ~P  ~Ctrl+C       in another program: counted, and not done here
    ^ledger           costs nothing: the other program has put that block on the clipboard

The times are those of Card, Moran and Newell, The Keystroke-Level Model (1980): average typist.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.clerk_in_a_process import keys_arrive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from PySide6.QtCore import QMimeData

    from report_editor.ui.shell.window import MainWindow

SECONDS = {"K": 0.28, "P": 1.1, "H": 0.4, "M": 1.35, "B": 0.1}
TICK_MS = 5


@dataclass(frozen=True)
class Step:
    """One thing that a clerk does."""

    purpose: str
    operations: str

    def split(self) -> Iterator[str]:
        """Yield the operations, those that are repeated one by one."""
        for word in self.operations.split():
            repeated = re.fullmatch(r"(.+)\*(\d+)", word)
            yield from [repeated[1]] * int(repeated[2]) if repeated else [word]


@dataclass(frozen=True)
class Effort:
    """Operators of the keystroke-level model by their letters, each with its number."""

    operators: Counter[str]

    @property
    def keys(self) -> int:
        """Return the number of keys."""
        return self.operators["K"]

    @property
    def clicks(self) -> int:
        """Return the number of clicks, of which each is two operators."""
        return self.operators["B"] // 2

    @property
    def seconds(self) -> float:
        """Return the time that an average typist takes."""
        return sum(SECONDS[letter] * number for letter, number in self.operators.items())


def measure(steps: Iterable[Step]) -> Effort:
    """Count the operators of some steps."""
    operators: Counter[str] = Counter()
    for step in steps:
        for each in step.split():
            operation = each.removeprefix("~")
            if operation in SECONDS:
                operators[operation] += 1
            else:
                operators["K"] += _count_keys(operation)
    return Effort(operators)


def _count_keys(operation: str) -> int:
    if operation.startswith(("@", "^")):
        return 0
    if operation.startswith("'"):
        return len(operation) - 1
    if "=" in operation:
        letters = operation.partition("=")[0]
        return len(letters) + letters.isalpha()  # a punctuation mark needs no blank
    return len(operation.split("+"))


class KeyPresser:
    """Presses the keys of some steps in the real window, one after another.

    The next key comes when the program has done what it had to do for the one before. It comes from
    a timer, for a key that opens a dialog returns when that is closed.
    """

    def __init__(
        self,
        window: MainWindow,
        steps: Iterable[Step],
        blocks: Mapping[str, Callable[[], QMimeData]] | None = None,
    ) -> None:
        """Begin to press; ``blocks`` are what another program puts on the clipboard."""
        self._window = window
        self._blocks = blocks or {}
        self._operations = (
            (step, each) for step in steps for each in step.split() if not each.startswith("~")
        )
        self._next = next(self._operations, None)
        self._later()

    @property
    def is_done(self) -> bool:
        """Return whether all was pressed and the program waits for more."""
        return self._next is None and not self._window.workspace.is_busy

    @property
    def position(self) -> str:
        """Return which operation is next, for who waits in vain."""
        return "the end" if self._next is None else f"{self._next[0].purpose}: {self._next[1]}"

    def _later(self) -> None:
        def tick() -> None:
            """Hold the presser: Qt would call a method of one that is gone."""
            self._tick()

        QTimer.singleShot(TICK_MS, self._window, tick)

    def _tick(self) -> None:
        if self._next is None:
            return
        _step, operation = self._next
        if self._window.workspace.is_busy or not keys_arrive(self._window):
            self._later()
        elif operation.startswith("@"):
            if _is_in_front(operation[1:]):
                self._next = next(self._operations, None)
            self._later()
        elif operation.startswith("^"):
            QApplication.clipboard().setMimeData(self._blocks[operation[1:]]())
            self._next = next(self._operations, None)
            self._later()
        else:
            self._next = next(self._operations, None)
            self._later()
            popup = QApplication.activePopupWidget()
            _press(operation, popup or QApplication.focusWidget() or self._window)


def _is_in_front(dialog: str) -> bool:
    """Check whether a dialog of a class has the keys, or without a name that there is none."""
    modal = QApplication.activeModalWidget()
    if not dialog or modal is None:
        return not dialog and modal is None
    names = {each.__name__ for each in type(modal).__mro__}
    return dialog in names and modal.isActiveWindow()


def _press(operation: str, target: QWidget) -> None:
    if operation in SECONDS:
        if operation in "BP":
            raise ValueError("a mouse has no place here")
    elif operation.startswith("'"):
        for letter in operation[1:]:
            QTest.keyClicks(QApplication.focusWidget() or target, letter)
    elif "=" in operation:
        letters, _, characters = operation.partition("=")
        for end in range(1, len(letters) + 1):
            QCoreApplication.sendEvent(target, QInputMethodEvent(letters[:end], []))
        event = QInputMethodEvent("", [])
        event.setCommitString(characters)
        QCoreApplication.sendEvent(target, event)
    else:
        QTest.keySequence(target, QKeySequence(operation))
