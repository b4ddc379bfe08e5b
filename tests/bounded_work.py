"""A ceiling on the work that something hostile may cause."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def at_most(processor_seconds: float) -> Iterator[None]:
    """Fails where what is done within takes more than a ceiling far above what it should take.

    Seconds of this process on the processor, not of the clock on the wall: a busy machine decides
    nothing, while work that grows with the square of its input is always found out.
    """
    began = time.process_time()
    yield
    assert time.process_time() - began < processor_seconds
