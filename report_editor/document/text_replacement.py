"""Replace characters of paragraphs or metadata that are known to stand where they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.document.changes import Change, Edit, EntryEdit, Part, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.document.document import Document, Field

_CONTEXT_BEFORE, _CONTEXT_AFTER = 8, 24
"""Characters on either side that are shown with those replaced: these stay near the beginning,
where they are in sight in a narrow column too."""


@dataclass(frozen=True, slots=True)
class TextReplacement:
    """Characters of a paragraph, or of a field of the metadata, with what is to stand there."""

    section: str
    """Key of a text section; empty for a field."""
    paragraph: int
    """Index of the paragraph in its section; 0 for a field."""
    text: str
    """Whole text as it was when the place was found; in another one nothing is replaced."""
    start: int
    end: int
    better: str
    """Characters that are to stand there; a line feed parts them into paragraphs."""
    field: Field | None = None

    @property
    def before(self) -> str:
        """Return the characters with some beside them, as they are now."""
        return self._surround(self.text[self.start : self.end])

    @property
    def after(self) -> str:
        """Return the characters with some beside them, as they will be."""
        return self._surround(self.better)

    @property
    def written(self) -> tuple[int, int, int]:
        """Return where the new characters are once they are: paragraph, start, end."""
        if self.better.startswith("\n"):  # a paragraph behind this one
            return self.paragraph + 1, 0, len(self.better) - 1
        return self.paragraph, self.start, self.start + len(self.better.rstrip("\n"))

    def is_current(self, document: Document) -> bool:
        """Check whether the text still is the one in which the place was found."""
        return _find_text(document, self) == self.text

    def _surround(self, text: str) -> str:
        left = self.text[max(0, self.start - _CONTEXT_BEFORE) : self.start]
        return f"{left}{text}{self.text[self.end : self.end + _CONTEXT_AFTER]}"


def plan_replacements(
    document: Document, replacements: Iterable[TextReplacement], label: str
) -> Change:
    """Return the one step that makes replacements, which do not overlap, wherever they fit."""
    by_place: defaultdict[tuple[str, int, Field | None], list[TextReplacement]] = defaultdict(list)
    for each in replacements:
        if each.is_current(document):
            by_place[each.section, each.paragraph, each.field].append(each)
    edits: list[Edit] = []
    for (section, paragraph, field), found in by_place.items():
        before = after = found[0].text
        for each in sorted(found, key=lambda one: one.start, reverse=True):
            after = after[: each.start] + each.better + after[each.end :]
        if field is not None:
            edits.append(EntryEdit(Part.FIELDS, field, before, after or None))
        else:
            old = document.paragraphs(section)[paragraph : paragraph + 1]
            edits.append(TextEdit(section, paragraph, old, tuple(after.split("\n"))))
    edits.sort(key=lambda edit: edit.at if isinstance(edit, TextEdit) else 0, reverse=True)
    return Change(label, tuple(edit for edit in edits if edit.before != edit.after))


def _find_text(document: Document, place: TextReplacement) -> str | None:
    if place.field is not None:
        return document.field(place.field)
    if place.section not in document.text_keys:
        return None
    paragraphs = document.paragraphs(place.section)
    if not paragraphs and place.paragraph == 0:
        return ""  # where a text may begin
    return paragraphs[place.paragraph] if place.paragraph < len(paragraphs) else None
