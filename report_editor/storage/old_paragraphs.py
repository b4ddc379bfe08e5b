"""Bring an old journal to paragraphs that are one line each.

Journals of format 1 may hold paragraphs with line breaks in them. A document takes such a
paragraph for several, so what stands behind it has another number there than in the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_editor.document import UNPLACED
from report_editor.document.changes import to_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable


class OldParagraphs:
    """Numbers of today's paragraphs that each paragraph of an old journal is."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Begin with the first state of the journal, in the shape of the public JSON."""
        texts = {**document.get("narrative", {}), UNPLACED: document.get("unplaced", [])}
        self._counts = {key: _count(key, paragraphs) for key, paragraphs in texts.items()}

    def renew(self, change: dict[str, Any]) -> dict[str, Any]:
        """Return the next change of the journal, as JSON, for the paragraphs of today.

        Raises:
            KeyError, TypeError, ValueError: It is no change.
        """
        return {**change, "edits": [self._renew_edit(edit) for edit in change["edits"]]}

    def _renew_edit(self, edit: dict[str, Any]) -> dict[str, Any]:
        if "section" not in edit:
            return edit
        section, at, before, after = (edit[key] for key in ("section", "at", "before", "after"))
        counts = self._counts.setdefault(section, [])
        if not 0 <= at <= len(counts):
            return edit  # it fits no document
        ahead = sum(counts[:at])
        counts[at : at + len(before)] = _count(section, after)
        sides = {"before": before, "after": after}
        return {**edit, "at": ahead, **{key: _renew_texts(section, sides[key]) for key in sides}}


def renew_document(document: dict[str, Any]) -> dict[str, Any]:
    """Return the first state of an old journal with the paragraphs of today."""
    texts: dict[str, list[str]] = document.get("narrative", {})
    narrative = {key: _renew_texts(key, paragraphs) for key, paragraphs in texts.items()}
    unplaced = _renew_texts(UNPLACED, document.get("unplaced", []))
    return {**document, "narrative": narrative, "unplaced": unplaced}


def _renew_texts(section: str, texts: Iterable[str]) -> list[str]:
    """Return the paragraphs of a section as a document holds them."""
    return list(to_paragraphs(section, texts))


def _count(section: str, paragraphs: Iterable[str]) -> list[int]:
    return [len(to_paragraphs(section, (each,))) for each in paragraphs]
