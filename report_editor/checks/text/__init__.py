"""Check the text, by itself and against the tables."""

from __future__ import annotations
