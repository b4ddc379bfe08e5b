"""Make the oldest changes of a journal part of its base, so that it does not grow without limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from report_editor.storage.journal_lines import ChangeEntry, decode_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.storage.journal_lines import Base, Line

MOST_COMPACTED = 500
"""Number of changes compacted at once: the sync of the newest change waits meanwhile."""
MOST_SAVES = 50
"""Number of notes of saves that are kept, the last ones; one that succeeds drops those before."""


class Compacted(NamedTuple):
    """Base and lines of a journal that was made shorter."""

    base: Base
    number: int
    """Number of the last change that the base holds."""
    lines: list[Line]


def compact(base: Base, number: int, lines: Sequence[Line], most_bytes: int) -> Compacted:
    """Return a base that holds the oldest changes, and the lines that are left.

    The newest lines stay, up to so many bytes: after a crash their changes can be undone. Where
    there is much to compact some of it is left for the next time.

    Raises:
        ValueError: A change does not fit the base.
    """
    document = base.document.copy()
    kept: list[Line] = []
    left = sum(len(each.payload) for each in lines)
    compacted = 0
    for line in lines:
        if not line.is_change or left <= most_bytes or compacted == MOST_COMPACTED:
            kept.append(line)
            continue
        entry = decode_entry(line.payload)
        if isinstance(entry, ChangeEntry):
            document.apply(entry.read(document))
        left -= len(line.payload)
        compacted += 1
    saves = [each for each in kept if not each.is_change]
    for old in saves[:-MOST_SAVES]:
        kept.remove(old)
    # Without a file that holds an earlier state there is nothing to be ahead of.
    ahead = base.ahead + compacted if base.sha256 else 0
    return Compacted(replace(base, document=document, ahead=ahead), number + compacted, kept)
