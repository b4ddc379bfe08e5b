"""Make the changes of a journal again; one that does not fit costs itself and is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from report_editor.document import UNPLACED, Change, History, Part, TextEdit
from report_editor.storage.journal_lines import Base, Line, encode_change, encode_save
from report_editor.storage.journal_reader import Gap

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.storage.journal_lines import ChangeEntry, Head

MOST_STEPS = 1_000
"""Number of steps that can be undone after a recovery; older ones become part of the base.

Each may hold a long paragraph twice, and a journal of an earlier version has no bound."""
MOST_NAMED = 5
"""Number of places that a message names."""

_PART_NAMES: dict[str, str] = {
    Part.FIELDS: "基本信息",
    Part.SET_ASIDE: "不再提示的问题",
    Part.UNCONFIRMED: "待核实的数字",
    Part.PREVIOUS: "上年数据",
    Part.SOURCE: "来源文件的说明",
}


class Replay:
    """A report on its way from the first state of a journal to the last."""

    def __init__(self, head: Head, saved: int | None) -> None:
        """Begin at the base; ``saved`` is the number of the last change in the report's file."""
        self.history = History(head.base.document.copy(), saved=saved == head.number)
        self.unfitting = 0
        """Number of changes that were left out because they did not fit."""
        self.missing = 0
        """Number of changes known to be missing in the journal."""
        self.places: dict[str, None] = {}
        """Places of the changes that did not fit, in words."""
        self._bottom = head.base.document.copy()
        self._saved = saved
        self._saved_step: int | None = None
        """Number of steps at the state that is in the file; below 0: before the first step."""
        if saved is not None and saved <= head.number:
            self._saved_step = saved - head.number
        self._shifted: set[str] = set()
        """Sections in which a paragraph may stand elsewhere than its changes say."""
        self._is_all_shifted = False
        self._number = head.number

    @property
    def document(self) -> Document:
        """Return the report as far as it has come."""
        return self.history.document

    @property
    def is_in_file(self) -> bool:
        """Check whether the file holds a state that was met, so that a save may replace it."""
        return self._saved_step is not None

    def take(self, item: ChangeEntry | Gap) -> None:
        """Make a change again, or note that some are missing."""
        if isinstance(item, Gap):
            self.missing += item.changes
            self._number += item.changes
            self._is_all_shifted = True
            return
        if item.number - 1 == self._saved:
            self._mark_saved()
        self._number = item.number
        try:
            change = item.read(self.document)
            self._check_places(change)
            self.history.do(change)
        except ValueError:
            self._leave_out(item.data)
        for step in self.history.forget(MOST_STEPS):
            self._bottom.apply(step)
            if self._saved_step is not None:
                self._saved_step -= 1

    def finish(self) -> None:
        """End the replay after the last change."""
        if self._number == self._saved:
            self._mark_saved()
        self.history.close_step()

    def describe_rest(
        self, path: Path | None, sha256: str, at: datetime
    ) -> tuple[Base, list[Line]]:
        """Return a base and lines from which a new journal can go on: one line a step to undo.

        Args:
            path: The report's file; None where what was recovered is a new document.
            sha256: Digest of the file.
            at: Time of the last change.
        """
        lines = [
            # Without a merge key: what is typed from now on is another step.
            encode_change(number, replace(step, merge=""), at)
            for number, step in enumerate(self.history.steps, 1)
        ]
        saved = self._saved_step
        if path is None or saved is None:
            return Base(self._bottom), lines
        if saved <= 0:
            return Base(self._bottom, path, sha256, -saved), lines
        lines.insert(saved, encode_save(saved, path, sha256, at))
        return Base(self._bottom, path), lines

    def _mark_saved(self) -> None:
        """Note that the file holds the present state, unless something before it is missing."""
        if self._saved_step is None and not self.missing and not self.unfitting:
            self.history.mark_saved(self.history.begin_save())
            self._saved_step = len(self.history.steps)

    def _check_places(self, change: Change) -> None:
        """Refuse paragraphs that are not known by their text where their number is not sure."""
        for edit in change.edits:
            if isinstance(edit, TextEdit) and self._is_shifted(edit.section):
                text = self.document.paragraphs(edit.section)
                if not any(each and text.count(each) == 1 for each in edit.before):
                    raise ValueError("the place is not sure")

    def _is_shifted(self, section: str) -> bool:
        return self._is_all_shifted or section in self._shifted

    def _leave_out(self, data: dict[str, Any]) -> None:
        self.unfitting += 1
        edits = data.get("edits")
        for edit in edits if isinstance(edits, list) else ():
            if isinstance(edit, dict):
                self.places[self._name_place(edit)] = None
                if "section" in edit and _changes_count(edit):
                    self._shifted.add(str(edit["section"]))
                self._is_all_shifted |= "form" in edit

    def _name_place(self, edit: dict[str, Any]) -> str:
        form = self.document.form
        if "form" in edit:
            return "换成另一版格式"
        if edit.get("section") == UNPLACED:
            return "没找到位置的内容"
        if "section" in edit:
            names = {each.key: each.heading for each in form.text_sections}
            return names.get(str(edit["section"]), "其他文字")
        cell = form.cells.get(str(edit.get("key")))
        if cell is None:
            return _PART_NAMES.get(str(edit.get("part")), "其他内容")
        return f"表{form.section(cell.table).numeral} {cell.name}"


def _changes_count(edit: dict[str, Any]) -> bool:
    """Check whether a text edit changes the number of paragraphs, also where it makes no sense."""
    of = edit.get("of")
    if isinstance(of, list):
        return of[:1] != of[1:]
    before, after = edit.get("before"), edit.get("after")
    if not isinstance(before, list) or not isinstance(after, list):
        return True
    return len(before) != len(after)
