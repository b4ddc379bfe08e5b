"""Check whether the headers of a table leave no doubt about the order of its columns."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from report_editor.importers.recognition.folding import fold, split_number

if TYPE_CHECKING:
    from report_editor.importers.recognition.items import Items
    from report_editor.importers.recognition.source_rows import SourceRow
    from report_editor.importers.recognition.vocabulary import Vocabulary


def has_certain_columns(found: Items, words: Vocabulary) -> bool:
    """Check whether the headers name this edition's columns and keep the form's order.

    Where editions differ in the columns of a table, some header has to say which it is.
    """
    seen = [words.find_column(text) for _, _, text in found.words]
    columns = [key for key in seen if key]
    if words.has_other_columns and not columns:
        printed = "\n".join(fold(text) for _, _, text in found.words)
        if not any(word in printed for word in words.columns):
            return False
    listed = [column.key for column in words.table.columns]
    shown = [cell.key for cell in words.table.grid if cell.key in listed]
    first = {row.columns[0] for row in words.table.rows}
    # The form may print 总计 in the first row of headers, above all that stand left of it.
    if _has_column_before(found, words, first | set(shown[:1])):
        return False
    if not _has_ordered_rows(found, words):
        return False
    return all(
        after in first
        or any(order.index(before) <= order.index(after) for order in (listed, shown))
        for before, after in pairwise(columns)
    )


def _has_column_before(found: Items, words: Vocabulary, first: set[str]) -> bool:
    """Check whether a header names another column before the table's first one."""
    headers: dict[int, list[str]] = {}
    for index, _, text in found.words:
        column = words.find_column(text)
        if column and not split_number(text).style:  # （七）总计 names a row
            headers.setdefault(index, []).append(column)
    return any(names[0] not in first and first & set(names) for names in headers.values())


def _has_ordered_rows(found: Items, words: Vocabulary) -> bool:
    """Check whether the headers of each row keep the order in which the form prints them."""
    printed = Counter(fold(cell.text) for cell in words.table.grid)
    columns = {fold(cell.text): cell.column for cell in words.table.grid}
    rows: dict[SourceRow, list[int]] = {}
    for _, row, text in found.words:
        if len(row.cells) > 1 and printed[fold(text)] == 1:
            rows.setdefault(row, []).append(columns[fold(text)])
    return all(indexes == sorted(indexes) for indexes in rows.values())
