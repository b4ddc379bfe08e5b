"""Read plain text, Markdown and CSV."""

from __future__ import annotations
