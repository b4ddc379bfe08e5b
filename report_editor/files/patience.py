"""Wait for a drive, but not for ever: one that is stalled answers no call and takes none back.

concurrent.futures is no help: the program does not end before all of its threads have ended.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def call_within(seconds: float, work: Callable[[], Result], otherwise: Result) -> Result:
    """Return the result of a function, or ``otherwise`` where it takes longer than the seconds.

    The function then goes on in a thread that does not keep the program from ending. What it
    raises in time is raised here.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="patience", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    return results[0] if results else otherwise
