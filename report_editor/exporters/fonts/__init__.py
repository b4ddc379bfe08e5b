"""Find the fonts for paper and embed the glyphs in use."""

from __future__ import annotations
