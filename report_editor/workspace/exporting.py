"""Export the report in work, or make its paper for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_editor.files.atomic import check_target, write_atomically
from report_editor.workspace.background import in_background
from report_editor.workspace.operation import Operation, operation

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.exporters.registry import Exported, Exporter


@operation
async def export(
    work: Operation[Any], exporter: Exporter[Any], options: object, path: Path | None = None
) -> Exported:
    """Make a file for others, and write it where a path is given; the user types on meanwhile.

    Raises:
        Problem: it is not exported; a file that is there holds what it held.
    """
    session, disk = work.workspace.session, work.workspace.disk
    assert session is not None
    session.commit()

    def show_progress(share: float) -> None:
        work.progress.emit(round(100 * share), 100)

    document = session.document.copy()
    action = f"导出到“{path.name}”" if path else "排版"
    async with work.workspace.turn(action, target=path) as turn:

        def write(data: bytes) -> None:
            assert path is not None
            write_atomically(path, data, ops=disk, is_wanted=lambda: not turn.is_given_up)

        if path is not None:
            await turn.run(lambda: check_target(path, ops=disk))
        exported = await in_background(lambda: exporter.write(document, options, show_progress))
        if path is not None:
            await turn.run(lambda: write(exported.data))
    return exported
