"""Tell whether a report needs a line of its own that says how to reach the organ (附注)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.document import Document

_PARTS = re.compile(r"[，,；;。、：:（）()\s]+")
_LONGEST_LABEL = 4
"""Characters of a word such as 联系电话 that stands before a part of an address."""


def is_told(contact: str, document: Document) -> bool:
    """Check whether the text of a report already says how to reach the organ.

    It does if one paragraph has each part of it, as the usual sentence before the sections does.
    """
    parts = [part for part in map(_fold, _PARTS.split(contact)) if part]
    telling = [part for part in parts if len(part) > _LONGEST_LABEL] or parts
    return any(
        all(part in folded for part in telling)
        for section in document.form.text_sections
        for folded in map(_fold, document.paragraphs(section.key))
    )


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
