"""Characters that cannot be seen, in texts and names of files that a person reads or trusts."""

from __future__ import annotations

import re

LONGEST = 4000
"""Characters of one text that are shown outside the editors."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Characters without a sign of their own; some turn the order of all that follows, a terminal
obeys others.

The two joiners U+200C and U+200D are not among them: scripts and emoji need them.
"""
_VARIANTS = ("\U000e0100", "\U000e01ef")
"""First and last of the signs that choose the form of the ideograph before them, as names need."""


def name_hidden(text: str, longest: int = LONGEST) -> str:
    """Return a text to be read: hidden characters are named, as [U+202E], the too long is cut."""
    shown = text if len(text) <= longest else f"{text[:longest]}……"
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", shown)


def name_hidden_in_line(text: str, longest: int = LONGEST) -> str:
    """Return a text as :func:`name_hidden` does, in one line."""
    return name_hidden(text, longest).replace("\n", " ").replace("\t", " ")


def remove_hidden(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text for a page without hidden characters, and the characters that were removed."""
    removed: dict[str, None] = {}

    def remove(found: re.Match[str]) -> str:
        if _VARIANTS[0] <= found[0] <= _VARIANTS[1]:
            return found[0]
        removed[found[0]] = None
        return ""

    return _HIDDEN.sub(remove, text), tuple(removed)
