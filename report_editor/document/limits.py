"""Limits of a report's text: what the readers let in is what the window can hold."""

from __future__ import annotations

MAX_PARAGRAPH = 20_000
"""Characters of one paragraph or cell."""
MAX_TEXT = 300_000
"""Characters of a whole report."""
