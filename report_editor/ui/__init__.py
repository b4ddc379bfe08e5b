"""The window: the only place that imports PySide6."""

from __future__ import annotations
