"""Export the report in work as one file, or as all of them: 发布包."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from report_editor.exporters.bundle import Bundle, make_bundle
from report_editor.files.atomic import check_target, write_atomically
from report_editor.files.file_set import write_together
from report_editor.workspace.background import Cancelled, in_background
from report_editor.workspace.operation import Operation, operation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.registry import Exported, Exporter, Progress
    from report_editor.workspace.turn import Turn

Result = TypeVar("Result")


@operation
async def export(
    work: Operation[Any], exporter: Exporter[Any], options: object, path: Path
) -> Exported:
    """Write a file for others; the user may type on meanwhile.

    Raises:
        Problem: it is not exported; a file that is there holds what it held.
    """
    document, disk = _copy_document(work), work.workspace.disk
    action = f"导出到“{path.name}”"
    async with work.workspace.turn(action, target=path, can_cancel=True) as turn:
        await turn.run(lambda: check_target(path, ops=disk))
        exported = await _make(
            work, turn, lambda progress: exporter.write(document, options, progress)
        )
        await turn.run(
            lambda: write_atomically(
                path, exported.data, ops=disk, is_wanted=lambda: not turn.is_given_up
            )
        )
    return exported


@operation
async def publish(work: Operation[Any], options: PublicationOptions, folder: Path) -> Bundle:
    """Write every format for publication into one folder, all of them or none.

    Raises:
        Problem: nothing is published; the folder holds what it held.
    """
    document, disk = _copy_document(work), work.workspace.disk
    action = f"导出发布包到“{folder.name}”"
    async with work.workspace.turn(action, target=folder, can_cancel=True) as turn:
        bundle = await _make(work, turn, lambda progress: make_bundle(document, options, progress))
        await turn.run(
            lambda: write_together(
                folder, bundle.files, ops=disk, is_wanted=lambda: not turn.is_given_up
            )
        )
    return bundle


def _copy_document(work: Operation[Any]) -> Document:
    session = work.workspace.session
    assert session is not None
    session.commit()
    return session.document.copy()


async def _make(work: Operation[Any], turn: Turn, make: Callable[[Progress], Result]) -> Result:
    """Make bytes in another thread; where the turn is given up, it ends at its next step."""

    def show_progress(share: float) -> None:
        if turn.is_given_up:
            raise Cancelled
        work.progress.emit(round(100 * share), 100)

    return await turn.wait_for(in_background(lambda: make(show_progress)))
