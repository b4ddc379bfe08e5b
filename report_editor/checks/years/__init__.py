"""Check years and dates, and this year against the last."""

from __future__ import annotations
