"""Read what :mod:`report_editor.importers.reading` asks for; run as a process of its own.

A request is ``{"path": …}`` or ``{"html": …, "text": …}``, the answer ``{"recognition": …}``, or
for a workbook of the program ``{"own": …}``.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from report_editor.document.packing import pack_document
from report_editor.importers.recognised import Recognition
from report_editor.importers.serving import serve
from report_editor.ooxml.package import MEMORY_OF_READER
from report_editor.ooxml.problems import OtherFormat
from report_editor.workbook.report_file import open_report

if TYPE_CHECKING:
    from report_editor.importers.reading import Found


def main() -> NoReturn:
    """Read what the parent asks for; run as a process of its own."""
    serve(lambda request: read_request(**request), prepare=_load_recognition)


def read_request(path: str = "", html: str = "", text: str = "") -> dict[str, Any]:
    """Read a file or the clipboard; return the answer."""
    if path:
        return _answer(read_here(Path(path)))
    from report_editor.importers.open_file import import_clipboard

    return _answer(import_clipboard(html, text))


def read_here(path: Path) -> Found:
    """Read a file in this process, which must be a bounded one.

    Raises:
        Problem: It cannot be read, or is no report.
    """
    with suppress(OtherFormat):
        return open_report(path, MEMORY_OF_READER)
    from report_editor.importers.open_file import import_file

    return import_file(path)


def _answer(found: Found) -> dict[str, Any]:
    parts = {each.name: getattr(found, each.name) for each in fields(found)}
    if isinstance(found, Recognition):
        parts["left_out"] = [astuple(entry) for entry in found.left_out]
    kind = "recognition" if isinstance(found, Recognition) else "own"
    return {kind: {**parts, "document": pack_document(found.document)}}


def _load_recognition() -> None:
    """Import what somebody else's file needs and a workbook of the program does not."""
    from report_editor.importers import open_file  # noqa: F401


if __name__ == "__main__":
    main()
