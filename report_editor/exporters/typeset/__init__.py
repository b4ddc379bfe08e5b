"""Set a report as pages: line breaking, runs of fonts, tables and the page of GB/T 9704-2012."""

from __future__ import annotations
