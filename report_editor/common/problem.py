"""Base of all errors that the user reads as a sentence."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - a sentence for the user, not a crash
    """A failure to report to the user; the text is a Chinese sentence: what, where, what to do."""
