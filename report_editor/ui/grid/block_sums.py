"""Sums in a pasted block: which numbers of its rows look like totals of the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from report_editor.document import read_number
from report_editor.forms import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_editor.document import Number


def find_sums(rows: Iterable[Sequence[str | None]]) -> int | None:
    """Return the column whose number is the sum of the others in most rows of numbers.

    The last one where several are. Rows of two numbers or less, and zeros, say nothing.
    """
    found: Counter[int] = Counter()
    count = 0
    for numbers in list_numbers(rows):
        count += 1
        found.update(at for at, each in enumerate(numbers) if 2 * each == sum(numbers))
    most = [at for at, times in found.items() if 2 * times > count]
    return max(most, default=None)


def is_last_great(rows: Iterable[Sequence[str | None]]) -> bool:
    """Check whether the last number of each row is as great as the others together, or greater."""
    found = list(list_numbers(rows))
    return bool(found) and all(2 * numbers[-1] >= sum(numbers) for numbers in found)


def list_numbers(rows: Iterable[Sequence[str | None]]) -> Iterator[list[Number]]:
    """Yield the numbers of each row that has more than two."""
    for row in rows:
        numbers = [_read_any(text or "") for text in row]
        if sum(map(bool, numbers)) > 2:
            yield numbers


def _read_any(text: str) -> Number:
    """Return the number of a text, whatever it counts; 0 for none."""
    return read_number(text).number or read_number(text, NumberKind.MONEY, "万元").number or 0
