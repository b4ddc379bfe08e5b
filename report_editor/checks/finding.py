"""What a check has to say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from report_editor.document import Number, plain

if TYPE_CHECKING:
    from report_editor.forms import Address


class Severity(StrEnum):
    """How sure a finding is."""

    ERROR = "error"
    """Cannot be right."""
    WARNING = "warning"
    """Probably wrong: a person must look."""
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, with where it is and what to do about it."""

    code: str
    """``AREA.WHAT``; once published it keeps its meaning."""
    severity: Severity
    section: str
    """The key of the section, or ``basics``."""
    message: str
    """One Chinese sentence: what is wrong, where, with the numbers, and what to do."""
    cells: tuple[Address, ...] = ()
    paragraph: int | None = None
    """Index of the paragraph in the section."""
    expected: Number | None = None
    actual: Number | None = None

    @property
    def identity(self) -> str:
        """Names the finding as long as it says the same: the key under which it is set aside."""
        place = self.cells[0] if self.cells else f"{self.section}#{self.paragraph}"
        digest = hashlib.sha256(self.message.encode(errors="surrogatepass")).hexdigest()[:12]
        return f"{self.code}@{place}:{digest}"

    def to_json(self) -> dict[str, Any]:
        """The finding in the shape of the contract."""
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
                text = plain(number)
                data[key] = float(text) if "." in text else int(text)
        return data
