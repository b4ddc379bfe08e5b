"""Find where words of a normalised paragraph stand in the paragraph as it was written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from report_editor.checks.report import find_separators
from report_editor.common.plain_chinese import plain_chinese
from report_editor.document.text_replacement import TextReplacement

if TYPE_CHECKING:
    from report_editor.checks.report import Paragraph


@lru_cache(maxsize=2)  # several words of one paragraph are looked for, one after the other
def normalise_with_places(original: str) -> tuple[str, list[int]]:
    """Return a text as it is searched, and for each of its characters where it came from."""
    separators = find_separators(original)
    at = [
        index for index, each in enumerate(original) if not (each.isspace() or index in separators)
    ]
    stripped = "".join(original[index] for index in at)
    plain = plain_chinese(stripped)
    if len(plain) == len(stripped):
        return plain, at
    singly = [plain_chinese(each) for each in stripped]  # ㈠ becomes three characters
    places = [index for index, each in zip(at, singly, strict=True) for _ in each]
    return "".join(singly), places


def locate_words(paragraph: Paragraph, start: int, end: int) -> TextReplacement | None:
    """Return where the characters between two positions of the normalised text were written.

    It is None where the characters one by one make another text than all together.
    """
    plain, at = normalise_with_places(paragraph.original)
    if plain != paragraph.text:
        return None
    first, last = at[start], at[end - 1] + 1
    return TextReplacement(paragraph.section, paragraph.index, paragraph.original, first, last, "")
