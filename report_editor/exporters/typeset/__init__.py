"""Set Chinese text: line breaking, runs of fonts, the page of GB/T 9704-2012."""

from __future__ import annotations
