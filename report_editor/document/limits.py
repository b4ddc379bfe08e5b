"""Limits of a report's text: what the readers let in is what the window can hold."""

from __future__ import annotations

MAX_PARAGRAPH = 20_000
"""Characters of one paragraph or cell."""
MAX_TEXT = 300_000
"""Characters of a whole report."""
MAX_OWN_TEXT = MAX_TEXT + MAX_TEXT // 10
"""Characters of a report that this program wrote: another edition, or a report begun from last
year's, may add some to one that was as long as can be."""
MAX_PARAGRAPHS = 10_000
"""Paragraphs of a whole report; a workbook with three times as many is too large to be read."""
