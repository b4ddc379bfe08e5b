"""The report's own file, and everything else the program keeps on disk."""

from __future__ import annotations
