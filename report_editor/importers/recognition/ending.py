"""Tell what a page prints below a report from its last paragraphs, by where and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.importers.recognition.closing import Closing, read_closing
from report_editor.importers.recognition.folding import split_number
from report_editor.importers.recognition.sentences import (
    announces,
    is_numbered,
    is_remark,
    is_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Ending:
    """End of the last section of a source."""

    text: int
    """Count of the paragraphs that are the report's text."""
    closing: Closing
    """Organ, date and the like."""
    signed: range
    """Indexes of the paragraphs that make up the closing."""


def read_ending(paragraphs: Sequence[str], organization: str) -> Ending:
    """Split the last section: its text, the closing, and lines around that, which are no text.

    A short line without a full stop behind the last sentence is not the report's. A section without
    any sentence has its first line (六、… 无), and a numbered heading the line below it, where that
    is no remark such as 编辑：李四.
    """
    text = _count_text(paragraphs)
    last = len(paragraphs)
    for end in range(last, min(text, last - 1), -1):
        closing = read_closing(paragraphs[:end], organization)
        start = end - closing.paragraphs
        if closing.paragraphs and (end == last or start >= text):
            return Ending(min(text, start), closing, range(start, end))
    return Ending(text, Closing(), range(0))


def _count_text(paragraphs: Sequence[str]) -> int:
    """Count the paragraphs up to the last sentence, or to the line below the last heading."""
    count = 0 if not paragraphs or is_remark(paragraphs[0]) else 1
    for index, paragraph in enumerate(paragraphs):
        before = paragraphs[index - 1] if 0 < index == count else ""
        is_below_heading = _is_heading(before) and not (is_sentence(before) or is_remark(paragraph))
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
        is_listed = index == count and (
            is_numbered(paragraph) or (announces(paragraph) and is_numbered(after))
        )
        is_text = is_sentence(paragraph) or _is_heading(paragraph)
        if is_text or is_below_heading or is_listed:
            count = index + 1
    return count


def _is_heading(paragraph: str) -> bool:
    return split_number(paragraph).style in ("round", "comma", "part")
