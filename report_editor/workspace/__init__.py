"""Hold one report in work: open, save, recover, close, export. No widgets."""

from __future__ import annotations
