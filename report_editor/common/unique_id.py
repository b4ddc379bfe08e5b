"""Name what must not be taken for another of its kind."""

from __future__ import annotations

import os


def make_unique_id() -> str:
    """Return 32 hexadecimal digits by chance, as :func:`uuid.uuid4` would without its imports."""
    return os.urandom(16).hex()
