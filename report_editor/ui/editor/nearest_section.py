"""Section of a report beside which a text stood in the source that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.document import Document


def find_nearest_section(
    document: Document, source: Sequence[tuple[str, str]], text: str
) -> str | None:
    """Return the key of the text section that stands nearest to a text in a source.

    A section is found by any of its paragraphs before or after the text, and by its heading before
    the text.

    Args:
        document: The report that was made of the source.
        source: The paragraphs and table rows of the source, each as its position and its text.
        text: The text, as it stands in the source.

    Returns:
        The key; None where the text is not in the source, or no section is.
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
