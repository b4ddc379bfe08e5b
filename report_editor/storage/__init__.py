"""Keep what the program itself has on disk: journals, versions, locks, settings, log."""

from __future__ import annotations
