"""Read PDF files."""

from __future__ import annotations
