"""Turn counts into percentages with one decimal."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document import Number

_TENTHS = 1000
"""Tenths of a percent in the whole."""


def format_shares(counts: Sequence[Number]) -> list[str]:
    """Return the share of each count in their sum, as 33.3%, rounded half up.

    The text of a report states them so, and equal counts have equal shares; their sum may therefore
    differ from 100 a little. A share that is not 0 is never printed as 0, nor one that is not the
    whole as 100. There are no shares of nothing, and none where a count is negative: the texts are
    empty then.
    """
    total = Fraction(sum(counts, start=0))
    if total <= 0 or min(counts) < 0:
        return [""] * len(counts)
    return [_format(Fraction(count) * _TENTHS / total) for count in counts]


def _format(exact: Fraction) -> str:
    if exact in (0, _TENTHS):
        return f"{int(exact) // 10}%"
    tenths = floor(exact + Fraction(1, 2))
    if tenths == 0:
        return "不足0.1%"
    return "超过99.9%" if tenths == _TENTHS else f"{tenths // 10}.{tenths % 10}%"
