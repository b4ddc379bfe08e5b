"""Check the numbers of the tables."""

from __future__ import annotations
