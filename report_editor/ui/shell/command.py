"""Declare a command beside the function that does it: name, text, keys, icon, what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, overload

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from report_editor.common.problem import Problem
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.read_only import READ_ONLY, explain_read_only
from report_editor.workspace.background import start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from report_editor.workspace.background import Routine
    from report_editor.workspace.session import Session
    from report_editor.workspace.workspace import Workspace

Key = QKeySequence.StandardKey
Need: TypeAlias = "Callable[[Workspace], str]"
"""Function that returns why a command cannot be given now, in Chinese; empty where it can."""


class Commands(QObject):
    """Base of the commands of one menu, which are methods declared by :func:`command`."""

    noticed = Signal(str)
    """Sentence for the status bar."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        """Serve a window and the report in work; ``window`` is the parent of dialogs."""
        super().__init__(window)
        self.workspace = workspace
        self._window = window

    def start(self, routine: Routine[None]) -> None:
        """Carry out a command that takes a while; what cannot be done is shown in a box."""
        start(self, self._show_problems(routine))

    def commit(self) -> Session:
        """Return the session of the report in work, with everything typed in it."""
        session = self.workspace.session
        assert session is not None
        session.commit()
        return session

    async def _show_problems(self, routine: Routine[None]) -> None:
        try:
            await routine
        except Problem as problem:
            messages.warn(self._window, str(problem))


@dataclass(frozen=True, slots=True)
class Command:
    """A method of :class:`Commands` with what menus, tool bar and handbook show of it."""

    name: str
    """Name in menus, tool bar and tests."""
    text: str
    """Text in a menu: ``&`` marks the letter to press, ``…`` that something is asked first."""
    keys: tuple[QKeySequence.StandardKey | str, ...]
    icon: str
    """Drawing in ``resources/icons``."""
    needs: Need
    """Without this the command is disabled, and its tool tip says why."""
    is_checkable: bool
    """Set where the method takes whether it is checked."""
    function: Callable[..., Routine[None] | None]

    @property
    def plain_text(self) -> str:
        """Return the text without its marks."""
        return self.text.partition("(&")[0]

    @property
    def shortcuts(self) -> list[QKeySequence]:
        """Return the keys on this system, the usual ones first."""
        return [QKeySequence(each) for each in self.keys]

    @overload
    def __get__(self, owner: None, _kind: type) -> Command: ...
    @overload
    def __get__(self, owner: Commands, _kind: type) -> Callable[..., None]: ...
    def __get__(self, owner: Commands | None, _kind: type) -> Command | Callable[..., None]:
        """Return what gives the command, as for any other method."""
        return self if owner is None else partial(self.give, owner)

    def give(self, owner: Commands, *arguments: bool) -> None:
        """Give the command if it can be given; a coroutine goes on while the window answers."""
        if self.needs(owner.workspace):
            return
        routine = self.function(owner, *arguments)
        if routine is not None:
            owner.start(routine)


def need_nothing(_workspace: Workspace) -> str:
    """Return an empty text: the command can always be given."""
    return ""


def need_report(workspace: Workspace) -> str:
    """Return a sentence unless there is a report in work."""
    return "" if workspace.session else "请先新建或打开一份报告。"


def need_writable_report(workspace: Workspace) -> str:
    """Return a sentence unless there is a report that may be changed."""
    session = workspace.session
    return explain_read_only(session) if session else need_report(workspace)


def need_writable_file(workspace: Workspace) -> str:
    """Return a sentence unless there is a report whose file may be written, final or not."""
    session = workspace.session
    return READ_ONLY if session and session.is_file_read_only else need_report(workspace)


def need_step_to_undo(workspace: Workspace) -> str:
    """Return a sentence unless there is a step that can be undone."""
    has_step = workspace.session and workspace.session.history.undo_label
    return need_writable_report(workspace) or ("" if has_step else "没有可以撤销的步骤。")


def need_step_to_redo(workspace: Workspace) -> str:
    """Return a sentence unless there is an undone step that can be done again."""
    has_step = workspace.session and workspace.session.history.redo_label
    return need_writable_report(workspace) or ("" if has_step else "没有可以重做的步骤。")


def command(
    name: str,
    text: str,
    *,
    keys: tuple[QKeySequence.StandardKey | str, ...] = (),
    icon: str = "",
    needs: Need = need_report,
    checkable: bool = False,
) -> Callable[[Callable[..., Routine[None] | None]], Command]:
    """Declare a method of :class:`Commands` to be a command; see :class:`Command`."""
    return lambda function: Command(name, text, keys, icon, needs, checkable, function)


def commands_of(kind: type[Commands]) -> Iterator[Command]:
    """List the commands that a class declares, in the order of its source."""
    return (each for each in vars(kind).values() if isinstance(each, Command))


def list_keys(*kinds: type[Commands]) -> list[tuple[str, str]]:
    """List the keys of all commands that have some, and what they do, for the handbook."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (" / ".join(f"`{key.toString(native)}`" for key in each.shortcuts), each.plain_text)
        for kind in kinds
        for each in commands_of(kind)
        if each.keys
    ]
