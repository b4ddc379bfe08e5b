"""Keep spreadsheets from taking a text for a formula: in a CSV nothing else says what is text."""

from __future__ import annotations

_GUARD = "'"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", _GUARD)
"""Signs with which Excel, WPS and LibreOffice begin a formula, in either width; OWASP's list.

The guard is among them, so that a text which begins with one comes back with it.
"""


def guard(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet might compute it."""
    return f"{_GUARD}{text}" if text.startswith(_STARTS) else text


def unguard(text: str) -> str:
    """Return the text of which :func:`guard` made another."""
    is_guarded = text.startswith(_GUARD) and text[1:].startswith(_STARTS)
    return text[1:] if is_guarded else text
