"""Turn a document into plain data and back without loss, between processes and for a crash.

Every text stays as it is. The JSON for other programs (:mod:`report_editor.document.as_json`) has
numbers in the place of texts, and reads some of them anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_editor.document.changes import Part
from report_editor.document.document import Document
from report_editor.forms import form

if TYPE_CHECKING:
    from collections.abc import Mapping


def pack_document(document: Document) -> dict[str, Any]:
    """Return edition, entries and paragraphs of a document; what is empty is left out."""
    parts = {part.value: dict(entries) for part in Part if (entries := document.entries(part))}
    texts = {key: list(text) for key in document.text_keys if (text := document.paragraphs(key))}
    return {"form": document.form.id, "parts": parts, "texts": texts}


def unpack_document(data: Mapping[str, Any]) -> Document:
    """Return the document of :func:`pack_document`.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: The data describes no document.
    """
    parts = {Part(part): entries for part, entries in data["parts"].items()}
    texts = data["texts"]
    if not all(isinstance(paragraphs, list) for paragraphs in texts.values()):
        raise ValueError("a text is no list of paragraphs")
    for values in (*(entries.values() for entries in parts.values()), *texts.values()):
        if not all(isinstance(each, str) for each in values):
            raise ValueError("an entry or a paragraph is no text")
    return Document(form(str(data["form"])), parts=parts, texts=texts)
