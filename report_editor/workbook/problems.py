"""Refusals of the report's own workbook: those of every package, named for a report."""

from __future__ import annotations

from report_editor.ooxml.problems import OtherFormat, PackageProblem

WorkbookProblem = PackageProblem
"""A workbook that cannot be read or written."""
NotOurs = OtherFormat
"""A file that is no workbook of this program: an importer may try it."""
