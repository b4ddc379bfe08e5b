"""Section of a report beside which a text stood in the source that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document import Document


def find_nearest_section(
    document: Document, source: Sequence[tuple[str, str]], text: str
) -> str | None:
    """Return the key of the text section nearest to a text; None where the text is not found.

    The source is its position and text for each paragraph and table row. Nearest is the paragraph,
    before the text or after it, that stands in the report now, or a section's heading before it.
    """
    keys = [_strip(each) for _, each in source]
    wanted = _strip(text)
    at = next((index for index, key in enumerate(keys) if key and key == wanted), None)
    if at is None or not wanted:
        return None
    sections = {
        _strip(paragraph): section.key
        for section in document.form.text_sections
        for paragraph in document.paragraphs(section.key)
    }
    headings = {
        _strip(section.heading): section.key
        for section in document.form.text_sections
        if section.numeral
    }
    for distance in range(1, len(keys)):
        before, after = at - distance, at + distance
        if before >= 0 and (found := sections.get(keys[before]) or headings.get(keys[before])):
            return found
        if after < len(keys) and (found := sections.get(keys[after])):
            return found
    return None


def _strip(text: str) -> str:
    """Keep letters and digits: the list of what found no place parts cells in another way."""
    return "".join(each for each in text if each.isalnum())
