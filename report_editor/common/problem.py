"""The base of everything that is told to the user as a sentence."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - a sentence for the user, not a crash
    """Something could not be done; the text is a Chinese sentence saying what, where, what now."""
