"""Make streams of a PDF as PDF/A asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Mapping

Raw = Any  # ReportLab ships no types
_END = b"endstream\n"


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream whose end stands in a line of its own (PDF/A-2, 6.1.7.1), unlike ReportLab's."""

    def __init__(
        self, content: bytes, entries: Mapping[str, object], *, is_compressed: bool = True
    ) -> None:
        filters = [pdfdoc.PDFZCompress] if is_compressed else []
        super().__init__(pdfdoc.PDFDictionary(dict(entries)), content, filters)

    def format(self, document: Raw) -> bytes:
        """Return the stream as a PDF writes it."""
        return bytes(super().format(document)).removesuffix(_END) + b"\n" + _END
