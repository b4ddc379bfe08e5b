"""Write the report as a PDF."""

from __future__ import annotations
