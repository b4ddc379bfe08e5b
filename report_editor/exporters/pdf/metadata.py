"""Properties of a PDF file, which its Info dictionary and its XMP packet both state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc

from report_editor.exporters.fonts.typefaces import MISSING

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML or UTF-16 lack: controls, halves of pairs, noncharacters."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts that a PDF file states about itself."""

    title: str
    author: str
    subject: str
    creator: str
    language: str = "zh-CN"

    def list_texts(self) -> dict[str, str]:
        """Return the texts by their names in the Info dictionary, in small letters."""
        texts = {
            "title": self.title,
            "author": self.author,
            "subject": self.subject,
            "creator": self.creator,
            "producer": pdfdoc.PDFInfo.producer,
        }
        return {name: _NO_TEXT.sub(MISSING, text) for name, text in texts.items()}


class Properties(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Info dictionary without a date, where ReportLab would write 2000-01-01."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self._metadata = metadata

    def format(self, document: Any) -> bytes:  # noqa: ANN401
        """Return the properties as a PDF writes them."""
        texts = self._metadata.list_texts()
        entries = {
            name.capitalize(): pdfdoc.PDFString(text) for name, text in texts.items() if text
        }
        return bytes(pdfdoc.PDFDictionary(entries).format(document))
