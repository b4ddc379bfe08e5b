"""Records of how a report was made final (定稿) and taken back (撤回定稿), kept in the report.

They are the entries of :attr:`Part.FINAL`, numbered in their order, each a JSON object. None is
ever removed by the program; the last one says whether the report is final. A record has the check
code of what was signed (see ``exporters/printed_content.py``): where the report has another one, it
is no longer that.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from report_editor.document.changes import Change, EntryEdit, Part

if TYPE_CHECKING:
    from datetime import datetime

    from report_editor.document.document import Document

_NUMBER = re.compile("[1-9][0-9]{0,5}")
_LENGTHS = {"by": 200, "on": 50, "code": 50, "reason": 1000, "at": 50}
"""Characters that are shown of what a file says."""


class FinalRecord(NamedTuple):
    """One step: the report was made final, or taken back."""

    is_final: bool
    by: str = ""
    """Person who signed."""
    on: str = ""
    """Date of the signature as it was given, such as 2026-01-20."""
    code: str = ""
    """Check code of the report at that moment."""
    reason: str = ""
    """Reason why it was taken back."""
    at: str = ""
    """Local time at which it was noted, as 2026-01-20 09:30."""

    def describe(self) -> str:
        """Return the record in a Chinese sentence without a full stop."""
        if self.is_final:
            return f"{self.on} 定稿，签发人 {self.by or '没有写'}，核对码 {self.code}"
        return f"撤回定稿，理由：{self.reason}"


def list_final_records(document: Document) -> list[FinalRecord]:
    """Return the records in their order; what cannot be read is left out."""
    entries = document.entries(Part.FINAL)
    found = (_read(entries[key]) for key in sorted(_list_keys(document), key=int))
    return [each for each in found if each is not None]


def find_final(document: Document) -> FinalRecord | None:
    """Return the record by which the report is final; None where it is not."""
    if not document.entries(Part.FINAL):
        return None
    records = list_final_records(document)
    return records[-1] if records and records[-1].is_final else None


def make_final(document: Document, by: str, on: str, code: str, now: datetime) -> Change:
    """Return the change that makes a report final, for the person who signed it."""
    return _add(document, "定稿", {"final": True, "by": by, "on": on, "code": code}, now)


def take_back(document: Document, reason: str, code: str, now: datetime) -> Change:
    """Return the change after which a final report may be worked on again."""
    return _add(document, "撤回定稿", {"final": False, "reason": reason, "code": code}, now)


def _add(document: Document, label: str, data: dict[str, object], now: datetime) -> Change:
    number = max(map(int, _list_keys(document)), default=0) + 1
    text = json.dumps({**data, "at": f"{now:%Y-%m-%d %H:%M}"})
    return Change(label, (EntryEdit(Part.FINAL, str(number), None, text),))


def _list_keys(document: Document) -> list[str]:
    """Return the numbers among the keys: somebody else may have written other ones."""
    return [key for key in document.entries(Part.FINAL) if _NUMBER.fullmatch(key)]


def _read(text: str) -> FinalRecord | None:
    try:
        data = json.loads(text)
        texts = {key: str(data.get(key, ""))[:most] for key, most in _LENGTHS.items()}
        return FinalRecord(data["final"] is True, **texts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
