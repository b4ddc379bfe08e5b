"""Report Editor: edit, check and print the 政府信息公开工作年度报告."""

from __future__ import annotations

__version__ = "0.2.0"

READ_WORKER = "--read-worker"
"""Only argument when a frozen program, which has no ``-m``, starts itself as a reader."""

EXAMINE_WORKER = "--examine-worker"
"""Only argument when it starts itself as a reader that also checks what it has read."""
