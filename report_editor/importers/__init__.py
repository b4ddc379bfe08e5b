"""Other people's files, read into a document."""

from __future__ import annotations
