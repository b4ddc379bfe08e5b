"""Write files without loss: atomic writer, file operations, refusals, user folders."""

from __future__ import annotations
