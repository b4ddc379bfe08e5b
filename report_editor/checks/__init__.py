"""Findings about a document: pure functions, one family of rules a file."""

from __future__ import annotations

from report_editor.checks.finding import Finding, Severity

__all__ = ["Finding", "Severity"]
