"""Tabs of one report, its findings and what was read of its source."""

from __future__ import annotations
