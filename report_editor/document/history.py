"""Undo, redo and the mark of what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from report_editor.document.changes import Change, Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.document.changes import Edit
    from report_editor.document.document import Document

Listener: TypeAlias = "Callable[[Change, Effect], None]"
"""Called after each change with what was applied (an undo applies the inverse)."""


class History:
    """The steps taken on a document, without limit, and the place of the last save among them."""

    def __init__(self, document: Document, *, saved: bool = True) -> None:
        """Begins with no steps; ``saved`` says whether the document is what its file holds."""
        self.document = document
        self._root = object()
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._saved: object = self._root if saved else None
        self._closed = True
        self._amended = 0
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Has a function called after each change, undo and redo."""
        self._listeners.append(listener)

    def do(self, change: Change) -> None:
        """Makes a change; one without edits is no step.

        Raises:
            ValueError: the change was made for another state of the document.
        """
        if not change.edits:
            return
        effect = self.document.apply(change)
        self._undone.clear()
        mergeable = (
            change.merge
            and not self._closed
            and self._done
            and self._done[-1].merge == change.merge
        )
        if mergeable:
            self._done[-1] = self._done[-1].followed_by(change)
        else:
            self._done.append(change)
        self._closed = False
        self._tell(change, effect)

    def amend(self, step: Change | None, make: Callable[[], Change]) -> Change | None:
        """Makes a change in place of one made before, as if that had never been made.

        It is what typing in an open cell needs: each key makes the step anew from the document
        without it, and the listeners are told once.

        Args:
            step: what this method returned before; where anything else has been done since, or
                for None, nothing is taken back.
            make: gives the change for the document as it is then; one without edits leaves
                nothing behind.

        Returns:
            The step, to be amended again; None where there is none.

        Raises:
            ValueError: the change was made for another state of the document.
        """
        effect = Effect()
        edits: tuple[Edit, ...] = ()
        label = ""
        if step is not None and self.state is step:
            inverse = self._done.pop().inverse()
            effect.add(self.document.apply(inverse))
            edits, label = inverse.edits, inverse.label
        else:
            self._amended += 1
        change = make()
        if change.edits:
            effect.add(self.document.apply(change))
            self._done.append(change)
            self._undone.clear()
        self._closed = True
        if edits or change.edits:
            # Made again from the journal, all that was amended becomes one step again.
            merge = f"amended:{self._amended}"
            told = Change(change.label or label, edits + change.edits, merge)
            self._tell(told, effect)
        return change if change.edits else None

    def close_step(self) -> None:
        """Ends the step being typed: the next change begins a new one."""
        self._closed = True

    def undo(self) -> Change | None:
        """Takes the last step back; returns it, or None where there is none."""
        if not self._done:
            return None
        change = self._done.pop()
        self._undone.append(change)
        self._closed = True
        inverse = change.inverse()
        self._tell(inverse, self.document.apply(inverse))
        return change

    def redo(self) -> Change | None:
        """Makes the last step taken back again; returns it, or None where there is none."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        self._closed = True
        self._tell(change, self.document.apply(change))
        return change

    @property
    def undo_label(self) -> str | None:
        """What an undo would take back."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What a redo would make again."""
        return self._undone[-1].label if self._undone else None

    @property
    def is_dirty(self) -> bool:
        """Whether the document differs from what was last saved."""
        return self.state is not self._saved

    @property
    def state(self) -> object:
        """The present state, to be compared with ``is``: undo returns to the same one."""
        return self._done[-1] if self._done else self._root

    def begin_save(self) -> object:
        """Ends the step being typed and returns the state that is about to be written."""
        self._closed = True
        return self.state

    def mark_saved(self, state: object) -> None:
        """A state that :meth:`begin_save` returned is what the file holds now."""
        self._saved = state

    def _tell(self, change: Change, effect: Effect) -> None:
        for listener in self._listeners:
            listener(change, effect)
