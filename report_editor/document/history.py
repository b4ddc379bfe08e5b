"""Undo, redo and the mark of the state that is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from report_editor.document.changes import Change, Effect
from report_editor.document.template_sentences import plan_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document.document import Document

Listener: TypeAlias = "Callable[[Change, Effect], None]"
"""Called after each change with what was applied (an undo applies the inverse)."""


class History:
    """Steps taken on a document, without limit, and which of its states is saved."""

    def __init__(self, document: Document, *, saved: bool = True) -> None:
        """Begin with no steps; ``saved`` means that the document's file holds it as it is."""
        self.document = document
        self._root = object()
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._saved: object = self._root if saved else None
        self._is_open = False
        """Last step may still be merged with the next change."""
        self._amended = 0
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call a function after each change, undo and redo."""
        self._listeners.append(listener)

    def do(self, change: Change) -> None:
        """Make a change; one without edits is no step.

        Raises:
            ValueError: the change was made for another state of the document.
        """
        if change.edits:
            effect = Effect()
            change = self._apply(change, effect)
            self._push(change)
            self._emit(change, effect)

    def amend(self, step: Change | None, make: Callable[[], Change]) -> Change | None:
        """Make a change in place of one made before, as if that had never been made.

        Typing in an open cell needs it: each key makes the step anew from the document without
        it. The listeners are called once, with what leads from the state before to the one after.
        ``step`` is what this method returned before; where anything else has been done since, or
        for None, nothing is taken back. A change without edits leaves nothing behind.

        Raises:
            ValueError: the change was made for another state of the document.
        """
        back, effect = Change("", ()), Effect()
        if step is not None and self.state is step:
            back = self._done.pop().inverse()
            effect = self.document.apply(back)
        else:
            self._amended += 1
        # One merge key for all forms of the step: made again from the journal they are one step.
        change = replace(make(), merge=f"amended:{self._amended}")
        if change.edits:
            change = self._apply(change, effect)
            self._push(change)
        self.close_step()
        if back.edits or change.edits:
            edits = back.edits + change.edits
            self._emit(Change(change.label or back.label, edits, change.merge), effect)
        return change if change.edits else None

    def _apply(self, change: Change, effect: Effect) -> Change:
        """Apply a change, and what follows of it as a part of it; return it with that."""
        done = self.document.apply(change)
        following = plan_updates(self.document, done)
        effect.add(done)
        if following:
            change = replace(change, edits=(*change.edits, *following))
            effect.add(self.document.apply(Change(change.label, following)))
        return change

    def close_step(self) -> None:
        """End the step being typed: the next change begins a new one."""
        self._is_open = False

    def undo(self) -> Change | None:
        """Take the last step back; return it, or None where there is none."""
        return self._move(self._done, self._undone, Change.inverse)

    def redo(self) -> Change | None:
        """Make the last step taken back again; return it, or None where there is none."""
        return self._move(self._undone, self._done, lambda change: change)

    @property
    def undo_label(self) -> str | None:
        """Return the name of the step that an undo would take back."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """Return the name of the step that a redo would make again."""
        return self._undone[-1].label if self._undone else None

    @property
    def is_dirty(self) -> bool:
        """Check whether the document differs from what was last saved."""
        return self.state is not self._saved

    @property
    def state(self) -> object:
        """Return the present state, to be compared with ``is``: undo returns to the same one."""
        return self._done[-1] if self._done else self._root

    @property
    def steps(self) -> tuple[Change, ...]:
        """Return the steps that can be undone, the oldest first."""
        return tuple(self._done)

    def forget(self, most: int) -> list[Change]:
        """Put all steps but so many of the newest out of reach of undo; return them."""
        count = max(0, len(self._done) - most)
        forgotten = self._done[:count]
        if forgotten:
            self._root = forgotten[-1]  # the same object, should it be the state that is saved
            del self._done[:count]
        return forgotten

    def begin_save(self) -> object:
        """End the step being typed and return the state that is about to be written."""
        self.close_step()
        return self.state

    def mark_saved(self, state: object) -> None:
        """Note that the file now holds the state that :meth:`begin_save` returned."""
        self._saved = state

    def _move(
        self, source: list[Change], target: list[Change], turn: Callable[[Change], Change]
    ) -> Change | None:
        """Move the last step of one list to the other and apply what it turns into."""
        if not source:
            return None
        change = source.pop()
        target.append(change)
        self.close_step()
        applied = turn(change)
        self._emit(applied, self.document.apply(applied))
        return change

    def _push(self, change: Change) -> None:
        """Add a change as a step, or to the last one while that is open and of its merge key."""
        self._undone.clear()
        if self._is_open and change.merge and self._done and self._done[-1].merge == change.merge:
            change = self._done.pop().merge_with(change)
        self._done.append(change)
        self._is_open = True

    def _emit(self, change: Change, effect: Effect) -> None:
        for listener in self._listeners:
            listener(change, effect)
