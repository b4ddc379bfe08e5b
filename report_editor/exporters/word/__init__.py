"""Write a report as a Word file that lies on the page as the PDF does."""

from __future__ import annotations
