"""Choices for the paper; a file of its own, so that a dialog need not load ReportLab."""

from __future__ import annotations

from dataclasses import dataclass

from report_editor.exporters.options import PublicationOptions


@dataclass(frozen=True, slots=True)
class PdfOptions(PublicationOptions):
    """Choices of the person who prints."""
