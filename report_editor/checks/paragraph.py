"""Paragraphs of a report in the form that the patterns of the rules expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from report_editor.checks.finding import Issue
from report_editor.common.plain_chinese import plain_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_editor.checks.finding import Severity
    from report_editor.document import Number
    from report_editor.document.heading_levels import Level

LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph that are searched; a longer one is no paragraph of a report."""

LONGEST_TEXT = 200_000
"""Characters of a whole report that are searched."""

_SPACES = re.compile(r"\s+")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,4}(?![\d,])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text section, as it was written and as it is searched."""

    section: str
    index: int
    """Index of the paragraph in its section."""
    original: str
    text: str
    """Original after :func:`normalise_text`."""
    level: Level

    def issue(
        self,
        message: str,
        *,
        expected: Number | None = None,
        actual: Number | None = None,
        severity: Severity | None = None,
    ) -> Issue:
        """Return an issue about this paragraph; the arguments are those of :class:`Issue`."""
        return Issue(
            message,
            section=self.section,
            paragraph=self.index,
            expected=expected,
            actual=actual,
            severity=severity,
        )


@lru_cache(maxsize=2048)
def normalise_text(text: str) -> str:
    """Return a text as the patterns of the rules expect it.

    Traditional characters become simplified ones, full-width digits and punctuation half-width;
    spaces and the separators inside numbers are removed.
    """
    return plain_chinese(_SPACES.sub("", _THOUSANDS.sub(_remove_commas, text)))


def cut_to_length(paragraphs: Iterable[str], characters: int = LONGEST_TEXT) -> Iterator[str]:
    """Yield the paragraphs as far as they are searched; each costs its length and one more."""
    left = characters
    for paragraph in paragraphs:
        if left <= 0:
            return
        searched = paragraph[: min(LONGEST_PARAGRAPH, left)]
        left -= len(searched) + 1
        yield searched


def _remove_commas(match: re.Match[str]) -> str:
    return match[0].replace(",", "")
