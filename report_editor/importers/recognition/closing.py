"""Read what stands below the text of a report: organ, seal, date, signatory, contact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import plain_chinese
from report_editor.importers.recognition.folding import fold
from report_editor.importers.recognition.metadata import find_contact, find_signed_date, is_organ

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNATORY = re.compile(r"签发人?\s*:.{0,20}")
_SEAL = re.compile(r"(?P<organ>[^()。]{0,60})\(\s*(?:盖章|公章|印章|章)\s*\)|盖章")
_BLANK_DATE = re.compile(r"(?:20[0-9]{2}|20)?\s*年\s*[0-9]{0,2}\s*月\s*[0-9]{0,2}\s*日")
_WRITTEN_DATE = re.compile(
    r"二[〇○零]二[〇○零一二三四五六七八九]年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_IN_BRACKETS = re.compile(r"\(.*\)", re.DOTALL)
_LONGEST_NAME = 3
"""Lines over which the name of an organ is broken, at most."""


@dataclass(slots=True)
class Closing:
    """Last paragraphs of a report that are no text of it."""

    paragraphs: int = 0
    """Count of these paragraphs."""
    organ: str = ""
    date: str = ""
    """As 2024-01-17, or as printed where it is written in characters."""
    signatory: str = ""
    contact: str = ""


def read_closing(paragraphs: Sequence[str], organization: str) -> Closing:
    """Read the end of the last section upwards: contact, date, seal, organ, signatory."""
    return _UpwardReader(paragraphs, organization).read()


class _UpwardReader:
    def __init__(self, paragraphs: Sequence[str], organization: str) -> None:
        self._texts = paragraphs
        self._organization = organization
        self._at = len(paragraphs)
        self._found = Closing()

    def read(self) -> Closing:
        given = self._read_contact()
        is_signed = self._read_date() | self._read_seal()
        if is_signed:
            self._read_organ()
        is_signed |= self._read_signatory()
        # In brackets below a signature it is the contact line, alone only if it says so itself.
        if is_signed or find_contact([given]):
            self._found.contact = given.strip("()（） ")
        else:
            self._at = len(self._texts)
        self._found.paragraphs = len(self._texts) - self._at
        return self._found

    def _get_last(self) -> str:
        return plain_chinese(self._texts[self._at - 1]).strip() if self._at else ""

    def _read_contact(self) -> str:
        if not _IN_BRACKETS.fullmatch(self._get_last()) or _SEAL.fullmatch(self._get_last()):
            return ""
        self._at -= 1
        return self._texts[self._at].strip()

    def _read_date(self) -> bool:
        text = self._get_last()
        date = find_signed_date(text) or (text if _WRITTEN_DATE.fullmatch(text) else "")
        if not date and not _BLANK_DATE.fullmatch(text):
            return False
        self._found.date = date
        self._at -= 1
        return True

    def _read_seal(self) -> bool:
        match = _SEAL.fullmatch(self._get_last())
        if match is None:
            return False
        self._found.organ = (match["organ"] or "").strip()
        self._at -= 1
        return True

    def _read_organ(self) -> None:
        for count in range(_LONGEST_NAME, 0, -1):
            lines = self._texts[max(0, self._at - count) : self._at]
            name = "".join(line.strip() for line in lines)
            is_own = fold(name) and fold(name) == fold(self._organization)
            if is_own or (count == 1 and is_organ(name)):
                self._found.organ = name
                self._at -= count
                return

    def _read_signatory(self) -> bool:
        match = _SIGNATORY.fullmatch(self._get_last())
        if match is None:
            return False
        self._at -= 1
        self._found.signatory = re.split("[:：]", self._texts[self._at], maxsplit=1)[1].strip()
        return True
