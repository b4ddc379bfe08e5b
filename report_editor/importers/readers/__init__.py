"""One module a format: bytes in, paragraphs and tables in order out."""

from __future__ import annotations
