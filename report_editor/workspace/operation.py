"""Frame of every operation on a report: begin it, follow it, answer it, learn how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from report_editor.workspace import background
from report_editor.workspace.background import Cancelled, Pending, Routine

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from report_editor.workspace.workspace import Workspace

Result = TypeVar("Result")
Answer = TypeVar("Answer")
P = ParamSpec("P")


@dataclass(slots=True)
class Question(Generic[Answer]):
    """Something that only the user can decide; answer it once, at once or later."""

    answer: Pending[Answer] = field(default_factory=Pending, init=False)

    def proceed(self, answer: Answer) -> None:
        """Go on with an answer."""
        self.answer.succeed(answer)

    def cancel(self) -> None:
        """End the operation; nothing has happened."""
        self.answer.fail(Cancelled())


@dataclass(slots=True)
class FileName(Question[Path]):
    """Question for the name to save under."""

    proposed: Path
    """Only a name where the report has no file yet."""


class Way(NamedTuple):
    """One way to go on from a choice."""

    text: str
    """Text of its button; ``&`` marks a letter to press."""
    is_destructive: bool = False
    """Set where somebody's work may be lost."""


@dataclass(slots=True)
class Choice(Question[Way]):
    """Question with a button for each way to go on, and one to cancel."""

    text: str
    ways: tuple[Way, ...]
    """Ways to go on, the usual one first."""
    title: str = "请确认"
    details: str = ""
    is_safe: bool = False
    """Set where the first way does no harm; otherwise a hasty Enter must cancel."""


class Operation(QObject, Generic[Result]):
    """Something that takes a while: connect to its signals and :meth:`start` it, or ``await`` it.

    It ends with exactly one of :attr:`done`, :attr:`failed` and :attr:`cancelled`.
    """

    done = Signal(object)
    failed = Signal(object)
    """An exception: a :class:`~report_editor.common.problem.Problem` is a sentence for the user,
    anything else a fault of the program."""
    cancelled = Signal()
    progress = Signal(int, int)
    """Parts done and parts in all; 0 in all while that is not known."""
    asked = Signal(object)
    """A :class:`Question`; the operation waits for its answer."""
    warned = Signal(str)
    """A Chinese sentence about what went wrong beside; the operation goes on."""

    def __init__(
        self, workspace: Workspace, run: Callable[[Operation[Any]], Routine[Result]]
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self._run = run
        self._outcome: Pending[Result] = Pending()
        self.asked.connect(workspace.asked)
        self.warned.connect(workspace.warned)
        self.progress.connect(workspace.progress)

    def start(self) -> None:
        """Begin; connect the signals before."""
        background.start(self.workspace, self._carry_out())

    def __await__(self) -> Generator[Pending[Any], None, Result]:
        """Begin, and return the result or raise what the operation failed with."""
        self.start()
        return self._outcome.__await__()

    async def ask(self, question: Question[Answer]) -> Answer:
        """Return the user's answer.

        Raises:
            Cancelled: the user does not want to go on.
        """
        self.asked.emit(question)
        return await question.answer

    async def _carry_out(self) -> None:
        try:
            result = await self._run(self)
        except Cancelled as thought_again:
            self.cancelled.emit()
            self._outcome.fail(thought_again)
        except Exception as error:
            self.failed.emit(error)
            self._outcome.fail(error)
        else:
            self.done.emit(result)
            self._outcome.succeed(result)


def operation(
    routine: Callable[Concatenate[Operation[Any], P], Routine[Result]],
) -> Callable[Concatenate[Workspace, P], Operation[Result]]:
    """Make an operation of a coroutine function, whose first argument becomes the operation.

    The function that it returns takes a workspace instead, and prepares the operation.
    """

    def prepare(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> Operation[Result]:
        return Operation(workspace, lambda work: routine(work, *args, **kwargs))

    return prepare
