"""Count texts in UTF-16 units, as Qt and workbooks do; Python counts characters."""

from __future__ import annotations


def count_utf16_units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def take_utf16_units(text: str, count: int) -> str:
    """Return the beginning of a text, at most so many UTF-16 units long."""
    return text.encode("utf-16-le")[: 2 * count].decode("utf-16-le", "ignore")
