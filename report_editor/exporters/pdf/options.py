"""Choices for the paper; a file of its own, so that a dialog need not load ReportLab."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """Choices of the person who prints."""

    signature: bool = True
    """A place for the signatory, the seal and the date at the end."""
    draft: bool = False
    """草稿 at the top of every page."""
