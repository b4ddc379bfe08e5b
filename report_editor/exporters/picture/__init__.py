"""Draw a page that explains a report by its numbers (图解); it is no part of the report."""

from __future__ import annotations
