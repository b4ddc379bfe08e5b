"""Progress of a reader, passed on to whoever started it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_listeners: list[Callable[[int, int], None]] = []


def listen(listener: Callable[[int, int], None]) -> None:
    """Have a function called with (parts done, parts in all) for the rest of this process."""
    _listeners.append(listener)


def report(done: int, total: int) -> None:
    """Report how many of how many parts (pages, sheets) are done."""
    for listener in _listeners:
        listener(done, total)
