"""Read other people's files into a document.

A reader of a format delivers paragraphs and table rows (:mod:`~report_editor.importers.source`);
one recogniser places them, whatever they came from. The window has it done by a process beside it
(:mod:`~report_editor.importers.reading`), so this package imports none of them by itself.
"""

from __future__ import annotations
