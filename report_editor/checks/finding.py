"""Findings: what a check has to say, and the issues of rules that findings are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from report_editor.document import Document, Number, format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from report_editor.document.text_replacement import TextReplacement
    from report_editor.forms import Address

METADATA = "basics"
"""Section of a finding about organization, year, title or date, not about a section."""


class Severity(StrEnum):
    """Degrees of certainty that something is wrong, the gravest first."""

    ERROR = "error"
    """Cannot be right."""
    WARNING = "warning"
    """Probably wrong: a person must look."""
    INFO = "info"

    @property
    def word(self) -> str:
        """Return the degree in Chinese."""
        return {"error": "错误", "warning": "提醒", "info": "提示"}[self.value]


Correction: TypeAlias = "tuple[Address, Number]"
"""An input with the number that it should have."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Corrections that would settle an issue about the tables."""

    corrections: tuple[Correction, ...]
    """Any one of them would."""
    hint: str = ""
    """A further sentence, where nothing else says which it is."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A condition that would settle an issue on something compared with the tables."""

    says: str
    """Words that are compared, for a message: 文字写的“答复20件”."""
    holds: Callable[[Document], bool]
    """Check whether it agrees with the numbers of a report; nothing else of that is looked at."""
    corrections: tuple[Correction, ...] = ()
    """Corrections of single inputs that may settle it, in a table without balances."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that a rule noticed; with the rule's code and severity it becomes a finding."""

    message: str
    """One Chinese sentence: what is wrong, where, with the numbers, and what to do."""
    cells: tuple[Address, ...] = ()
    section: str = ""
    """Key of the section or :data:`METADATA`; not needed where cells name their table."""
    paragraph: int | None = None
    """Index of the paragraph in the section."""
    expected: Number | None = None
    actual: Number | None = None
    code: str = ""
    """Needed only from a rule with several codes."""
    severity: Severity | None = None
    """Needed only where it is not the rule's."""
    cause: Cause | None = None
    """Given where a wrong input may be told, of which other findings may follow."""
    consequence: Consequence | None = None
    """Given where the wrong number may be one of the tables, not the one that is told."""
    span: TextReplacement | None = None
    """Characters of the paragraph that it is about, with what they should be where it is known."""


Issues: TypeAlias = "Iterator[Issue | None]"
"""Iterator of the issues of a rule, and None where a rule that takes long may be interrupted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, with where it is and what to do about it."""

    code: str
    """``AREA.WHAT``; once published it keeps its meaning."""
    severity: Severity
    section: str
    """Key of the section, or :data:`METADATA`."""
    message: str
    cells: tuple[Address, ...] = ()
    paragraph: int | None = None
    expected: Number | None = None
    actual: Number | None = None
    span: TextReplacement | None = None

    @staticmethod
    def from_issue(issue: Issue, code: str, severity: Severity) -> Finding:
        """Return the finding for what a rule of this code and severity noticed."""
        return Finding(
            code,
            issue.severity or severity,
            issue.section or issue.cells[0].partition(".")[0],
            issue.message,
            issue.cells,
            issue.paragraph,
            issue.expected,
            issue.actual,
            issue.span,
        )

    @property
    def identity(self) -> str:
        """Return the key under which the finding is set aside: the same while it says the same."""
        import hashlib  # 2 ms that a start does without

        position = self.cells[0] if self.cells else f"{self.section}#{self.paragraph}"
        digest = hashlib.sha256(self.message.encode(errors="surrogatepass")).hexdigest()[:12]
        return f"{self.code}@{position}:{digest}"

    def to_json(self) -> dict[str, Any]:
        """Return the finding as plain data, in the shape of the contract."""
        data: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "section": self.section,
            "cells": list(self.cells),
            "message": self.message,
        }
        if self.paragraph is not None:
            data["paragraph"] = self.paragraph
        for key, number in (("expected", self.expected), ("actual", self.actual)):
            if number is not None:
                text = format_number(number)
                data[key] = float(text) if "." in text else int(text)
        return data
