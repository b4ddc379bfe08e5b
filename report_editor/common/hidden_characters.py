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


def replace_hidden(text: str, stand_in: str = "") -> tuple[str, tuple[str, ...]]:
    """Return a text with a sign, or nothing, in the place of each hidden character, and these."""
    found: dict[str, None] = {}

    def replace(match: re.Match[str]) -> str:
        if _VARIANTS[0] <= match[0] <= _VARIANTS[1]:
            return match[0]
        found[match[0]] = None
        return stand_in

    return _HIDDEN.sub(replace, text), tuple(found)
