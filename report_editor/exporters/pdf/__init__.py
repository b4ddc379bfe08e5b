"""Write the pages of a report as a PDF file."""

from __future__ import annotations
