"""Options for the examination of many files; importing them loads no reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExamineOptions:
    """Instructions on how files are examined: arguments of ``examine`` in the worker."""

    last_year: str = ""
    """File of the report to compare with all; empty for none."""
    last_years: str = ""
    """Index of :mod:`report_editor.collection.last_years`; empty for none."""
    prints: bool = False
    """Set where texts are to be compared with those of others."""
    sentences: bool = False
    """Set where the sentences are wanted, to show what two reports share."""
