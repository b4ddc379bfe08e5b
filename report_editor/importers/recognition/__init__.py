"""Turn the paragraphs and table rows of a source into a document."""

from __future__ import annotations
