"""A ceiling on the work that something hostile may cause."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROCESSOR_SECONDS = 120
"""Ceiling of all tests of hostile input.

It is several times what the longest of them takes on a slow machine while its coverage is measured,
and far below what grows with the square of the input.
"""


@contextmanager
def bounded_work() -> Iterator[None]:
    """Fail where the work done within grows out of proportion to its input.

    Seconds of this process on the processor are counted, not of the clock on the wall: a busy
    machine decides nothing. How fast a machine is decides nothing either, because the ceiling is
    not near what any of the tests takes.
    """
    began = time.process_time()
    yield
    assert time.process_time() - began < PROCESSOR_SECONDS
