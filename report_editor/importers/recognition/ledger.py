"""Account for every character of a source: what no stage of the recognition noted is found here.

Each stage passes its rows on or notes what became of them. A fault in one of them would lose text
without a word; the sum over the characters finds that, whatever the fault is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.importers.recognition.source_rows import SourceRow


def find_unaccounted(rows: Sequence[SourceRow], accounted: Iterable[str]) -> list[SourceRow]:
    """Return the rows that hold characters of which more were read than are accounted for.

    Args:
        rows: All rows of the source.
        accounted: Texts that stand in the document, in the list of what found no place, or among
            what was left out.
    """
    missing = count_characters(cell for row in rows for cell in row.cells)
    missing.subtract(count_characters(accounted))
    missing = +missing
    found = []
    for row in reversed(rows):
        own = count_characters(row.cells) & missing
        if own:
            found.append(row)
            missing -= own
    return found[::-1]


def count_characters(texts: Iterable[str]) -> Counter[str]:
    """Count the characters of texts that show: no white space."""
    return Counter("".join("".join(texts).split()))
