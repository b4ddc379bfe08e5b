"""Tables that go to a file, one below the other or one a sheet: headings and rows of values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Value: TypeAlias = str | int | Decimal | None
"""Content of a cell; None leaves it empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title; each row has a value for each heading."""

    title: str
    headings: tuple[str, ...]
    rows: Iterable[tuple[Value, ...]]
