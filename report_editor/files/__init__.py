"""Read and write files without loss: atomic writer, regular files, refusals, user folders."""

from __future__ import annotations
