"""Write and read the report's own workbook (.xlsx)."""

from __future__ import annotations
