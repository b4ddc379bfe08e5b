"""Changes of a document: edits that know what was there before.

A change is data. It can be undone, sent to the journal as JSON and replayed; nothing in it can
fail once it has been made for the document it is applied to. A document changes in no other way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from report_editor.document.plain_text import split_lines, to_block, to_line
from report_editor.document.text_deltas import apply_delta, find_delta

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from report_editor.forms import Address

UNPLACED = "unplaced"
"""Key of the source texts that found no place; they are edited like a section's paragraphs.
One of them may have several lines: a cell of the source is one text."""


class Part(StrEnum):
    """Parts of a document that map a key to a text."""

    FIELDS = "fields"
    """Organization, year and the other metadata."""
    CELLS = "cells"
    """Raw text of an input, by address."""
    STATED = "stated"
    """A total as the source printed it, by address; an empty text was printed blank."""
    SET_ASIDE = "set_aside"
    """Reason why a finding was set aside, by the finding's identity."""
    UNCONFIRMED = "unconfirmed"
    """Numbers in texts taken over from last year that nobody has confirmed yet (待核实)."""
    PREVIOUS = "previous"
    """Last year's values, by address, and under ``#`` keys what else the comparison needs."""
    TEMPLATES = "templates"
    """Template by ``SECTION:SENTENCE`` of the sentences made from one that nobody confirmed yet."""
    SOURCE = "source"
    """Differences of the file it was read from to the form: ``label:TABLE.ROW`` and
    ``section:KEY`` → the wording printed, ``merged:TABLE.ROW`` → the label of the one row printed
    for several, ``missing:KEY`` → nothing, for a section the file lacks."""
    FINAL = "final"
    """Records of how the report was made final and taken back, by their number; see
    :mod:`report_editor.document.final_records`."""


@dataclass(frozen=True, slots=True)
class EntryEdit:
    """A text at a key replaced; None means that the key is not there.

    Whatever it is given, the texts are in the shape of :mod:`report_editor.document.plain_text`;
    only last year's may have several lines.
    """

    part: Part
    key: str
    before: str | None
    after: str | None

    def __post_init__(self) -> None:
        """Bring the texts into their shape."""
        reshape = to_block if self.part is Part.PREVIOUS else to_line
        if self.before is not None:
            object.__setattr__(self, "before", reshape(self.before))
        if self.after is not None:
            object.__setattr__(self, "after", reshape(self.after))

    def inverse(self) -> EntryEdit:
        """Return the edit that takes this one back."""
        return EntryEdit(self.part, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Paragraphs of a section replaced, from a paragraph on.

    Whatever it is given, the paragraphs are in the shape of
    :mod:`report_editor.document.plain_text`; a text of several lines is several paragraphs.
    """

    section: str
    at: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __post_init__(self) -> None:
        """Bring the paragraphs into their shape."""
        object.__setattr__(self, "before", to_paragraphs(self.section, self.before))
        object.__setattr__(self, "after", to_paragraphs(self.section, self.after))

    def inverse(self) -> TextEdit:
        """Return the edit that takes this one back."""
        return TextEdit(self.section, self.at, self.after, self.before)


@dataclass(frozen=True, slots=True)
class FormEdit:
    """A move to another edition of the form; both are the ids of editions.

    It carries no content: what the new edition has no place for is taken out by the edits before
    it, and what the new one adds is put in by those after it.
    """

    before: str
    after: str

    def inverse(self) -> FormEdit:
        """Return the edit that takes this one back."""
        return FormEdit(self.after, self.before)


Edit: TypeAlias = EntryEdit | TextEdit | FormEdit


class State(Protocol):
    """Texts of the document that a change is read for; a document is one."""

    def paragraphs(self, section: str) -> tuple[str, ...]:
        """Return the paragraphs of a section; KeyError where there is none."""

    def entries(self, part: Part) -> Mapping[str, str]:
        """Return the entries of a part."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step of work, which one undo takes back."""

    label: str
    """Name of the step, for the menu: 粘贴, 填 0."""
    edits: tuple[Edit, ...]
    merge: str = ""
    """Changes in a row with the same, not empty, merge key become one step (typing)."""

    def inverse(self) -> Change:
        """Return the change that takes this one back; it has no merge key."""
        return Change(self.label, tuple(edit.inverse() for edit in reversed(self.edits)))

    def merge_with(self, later: Change) -> Change:
        """Return this change and a later one as one step."""
        return Change(later.label, _join_edits(self.edits, later.edits), later.merge)

    def to_json(self) -> dict[str, Any]:
        """Return label and edits as plain data; the merge key is left out.

        Of long texts only what differs is given: reading it takes the document as it was before.
        """
        return {"label": self.label, "edits": [_edit_to_json(edit) for edit in self.edits]}

    @staticmethod
    def from_json(data: dict[str, Any], state: State) -> Change:
        """Return the change that :meth:`to_json` described, for the document before it.

        Raises:
            ValueError: the data describes no change, or one for another state.
        """
        try:
            ahead = _Ahead(state)
            edits = tuple(ahead.note(_edit_from_json(edit, ahead)) for edit in data["edits"])
            return Change(str(data["label"]), edits)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no change: {error!r}") from error


@dataclass(slots=True)
class Effect:
    """Everything that reads differently after a change, for whoever shows the document."""

    cells: set[Address] = field(default_factory=set)
    """Inputs and totals whose text, value or stated value changed."""
    texts: list[TextEdit] = field(default_factory=list)
    """Paragraphs replaced, in the order in which it happened."""
    fields: set[str] = field(default_factory=set)
    other: set[Part] = field(default_factory=set)
    form: bool = False
    """Report is on another edition now: views of the old one's cells are to be built anew."""

    def add(self, later: Effect) -> None:
        """Add the effect of a later change."""
        self.cells |= later.cells
        self.texts += later.texts
        self.fields |= later.fields
        self.other |= later.other
        self.form |= later.form


def to_paragraphs(section: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in the shape that a section, or :data:`UNPLACED`, holds."""
    if section == UNPLACED:
        return tuple(map(to_block, texts))
    return tuple(chain.from_iterable(map(split_lines, texts)))


def _join_edits(first: tuple[Edit, ...], second: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return two runs of edits as one; typing on in one paragraph or field stays one edit."""
    if len(first) == len(second) == 1:
        one, two = first[0], second[0]
        if (
            isinstance(one, TextEdit)
            and isinstance(two, TextEdit)
            and (one.section, one.at, one.after) == (two.section, two.at, two.before)
        ):
            return (TextEdit(one.section, one.at, one.before, two.after),)
        if (
            isinstance(one, EntryEdit)
            and isinstance(two, EntryEdit)
            and (one.part, one.key) == (two.part, two.key)
        ):
            return (EntryEdit(one.part, one.key, one.before, two.after),)
    return first + second


class _Ahead:
    """A state with the edits of a change that were read already; the state itself stays."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._texts: dict[str, tuple[str, ...]] = {}
        self._entries: dict[tuple[Part, str], str | None] = {}

    def paragraphs(self, section: str) -> tuple[str, ...]:
        if section not in self._texts:
            try:
                return self._state.paragraphs(section)
            except KeyError:  # a section of the edition that an edit moves to
                return ()
        return self._texts[section]

    def entry(self, part: Part, key: str) -> str | None:
        if (part, key) not in self._entries:
            return self._state.entries(part).get(key)
        return self._entries[part, key]

    def note(self, edit: Edit) -> Edit:
        if isinstance(edit, TextEdit):
            text = self.paragraphs(edit.section)
            end = edit.at + len(edit.before)
            self._texts[edit.section] = text[: edit.at] + edit.after + text[end:]
        elif isinstance(edit, EntryEdit):
            self._entries[edit.part, edit.key] = edit.after
        return edit


def _edit_to_json(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, FormEdit):
        return {"form": [edit.before, edit.after]}
    if isinstance(edit, TextEdit):
        place: dict[str, Any] = {"section": edit.section, "at": edit.at}
        can_be_split = not any("\n" in each for each in (*edit.before, *edit.after))
        if can_be_split and (delta := find_delta(edit.before, edit.after)):
            return {**place, "of": [len(edit.before), len(edit.after)], **delta}
        return {**place, "before": list(edit.before), "after": list(edit.after)}
    place = {"part": edit.part.value, "key": edit.key}
    if edit.before and edit.after and (delta := find_delta((edit.before,), (edit.after,))):
        return {**place, **delta}
    return {**place, "before": edit.before, "after": edit.after}


def _edit_from_json(data: dict[str, Any], ahead: _Ahead) -> Edit:
    if "section" in data:
        return _text_edit_from_json(data, ahead)
    if "form" in data:
        old, new = data["form"]
        return FormEdit(str(old), str(new))
    part, key = Part(data["part"]), str(data["key"])
    if "hunks" in data:
        before = ahead.entry(part, key)
        return EntryEdit(part, key, before, apply_delta(before or "", data))
    before, after = data["before"], data["after"]
    if not all(each is None or isinstance(each, str) for each in (before, after)):
        raise ValueError("no entry edit")
    return EntryEdit(part, key, before, after)


def _text_edit_from_json(data: dict[str, Any], ahead: _Ahead) -> TextEdit:
    section, at = str(data["section"]), data["at"]
    if not isinstance(at, int) or at < 0:
        raise ValueError("no text edit")
    if "hunks" in data:
        before = ahead.paragraphs(section)[at : at + data["of"][0]]
        return TextEdit(
            section, at, before, tuple(apply_delta("\n".join(before), data).split("\n"))
        )
    sides = (data["before"], data["after"])
    if not all(isinstance(side, list) for side in sides):
        raise ValueError("no text edit")
    before, after = (tuple(side) for side in sides)
    if not all(isinstance(paragraph, str) for paragraph in before + after):
        raise ValueError("no text edit")
    return TextEdit(section, at, before, after)
