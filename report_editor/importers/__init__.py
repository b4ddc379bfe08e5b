"""Read other people's files into a document.

A reader of a format delivers paragraphs and table rows (:mod:`~report_editor.importers.source`);
one recogniser places them, whatever they came from.
"""

from __future__ import annotations

from report_editor.importers.open_file import import_clipboard, import_file, import_json
from report_editor.importers.recognition.recognise import Recognition, recognise
from report_editor.importers.source import ImportProblem, Paragraph, Source, TableBlock

__all__ = [
    "ImportProblem",
    "Paragraph",
    "Recognition",
    "Source",
    "TableBlock",
    "import_clipboard",
    "import_file",
    "import_json",
    "recognise",
]
