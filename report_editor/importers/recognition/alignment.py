"""Find where in their rows the values of a table begin, where blank cells leave it open.

There are three ways to write down a table with its blank cells: all positions of the grid in every
row; the own cells of a row only, its values right behind its label; and rows without the cells
that others above cover, each filled up with blanks at its end and so shifted to the left. Where
several ways fit, only what all of them read alike is certain.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from report_editor.forms import CellRole
from report_editor.importers.recognition.items import match_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.importers.recognition.items import Item
    from report_editor.importers.recognition.vocabulary import Vocabulary


def align_rows(items: Sequence[Item], width: int, headers: set[int], words: Vocabulary) -> None:
    """Pick the values of the rows of one length in a block, where it is certain where they begin.

    Args:
        items: The rows; each has at least as many values as the form's row has columns.
        width: Count of these columns.
        headers: Indexes of the cells in which a header names the first of them.
        words: The words of the table.
    """
    shifts = _measure_shifts(items, words)
    is_shifted = any(shifts)
    length = items[0].cell_count if items else 0
    known = [(item, by) for item, by in zip(items, shifts, strict=True) if by is not None]
    is_grid = not is_shifted or length == words.table.grid_column_count
    common = _find_common_starts(known, width) if is_grid else set()
    is_named = not is_shifted and len(common & headers) == 1
    # Rows of own cells are as long as the longest of them: no blanks need to fill it up.
    is_own = not is_shifted or length == max(item.base for item in items) + width
    is_own = is_own and not is_named and not any(any(item.values[width:]) for item in items)
    for item, shift in known:
        starts = {start - shift for start in (common & headers if is_named else common)}
        if is_own:
            starts.add(item.base)
        picks = {item.values[start - item.base :][:width] for start in starts}
        if len(picks) == 1:
            item.picked = picks.pop()
            item.is_shifted = shift > 0 and is_grid and any(item.picked)


def align_flat_rows(items: Sequence[Item], width: int) -> None:
    """Pick the values of rows of which each cell stands in a line of its own, blank ones too."""
    common = _find_common_starts([(item, 0) for item in items], width)
    for item in items if len(common) == 1 else ():
        item.picked = item.values[min(common) - item.base :][:width]
        item.is_doubtful |= any(item.picked) and not item.picked[-1]


def _measure_shifts(items: Sequence[Item], words: Vocabulary) -> list[int | None]:
    """Measure by how many cells each row is shifted to the left; None where that is not known.

    Rows are shifted where labels that the form prints in one column stand in several.
    """
    columns = {cell.key: cell.column for cell in words.table.grid if cell.role is CellRole.LABEL}
    matches = [match_label(item.label, words) for item in items]
    printed = [columns.get(match.key) if match else None for match in matches]
    found: defaultdict[int, set[int]] = defaultdict(set)
    for item, column in zip(items, printed, strict=True):
        if column is not None:
            found[column].add(item.label_index)
    if all(len(indexes) == 1 for indexes in found.values()):
        return [0] * len(items)
    return [
        None if column is None or column < item.label_index else column - item.label_index
        for item, column in zip(items, printed, strict=True)
    ]


def _find_common_starts(items: Sequence[tuple[Item, int]], width: int) -> set[int]:
    """Return the cells of the grid in which the values of all rows, shifted so far, can begin."""
    found = []
    for item, shift in items:
        starts = range(len(item.values) - width + 1)
        blank_around = (
            start
            for start in starts
            if not any(item.values[:start]) and not any(item.values[start + width :])
        )
        found.append({item.base + start + shift for start in blank_around})
    return set.intersection(*found) if found else set()
