"""Readers: one a format, bytes in, paragraphs and tables in order out.

To add one, write a module with ``read(data, name) -> Source`` that uses
:class:`~report_editor.importers.readers.collect.Collector`. Then add a
:class:`~report_editor.importers.readers.registry.Reader` to ``READERS`` in :mod:`.registry`: its
endings, how its content is recognised, and the import of the module in ``Reader.read``. The file
dialog, the command line and the process that reads foreign files take it from there.
"""

from __future__ import annotations

from report_editor.importers.readers.registry import ENDINGS, read_source

__all__ = ["ENDINGS", "read_source"]
