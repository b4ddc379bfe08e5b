"""Choices for what is published; a file of its own, so that a dialog need not load an exporter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicationOptions:
    """Choices of the person who publishes a report."""

    signature: bool = True
    """Signatory at the end, and on paper a place for signature, seal and date."""
    draft: bool = False
    """草稿 at the top."""
    check_code: bool = True
    """核对码 in the foot of the last page, as signs and as a QR code; on paper and in Word only."""
