"""Export the report in work, or make its paper for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_editor.files.atomic import write_atomically
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

    async with work.workspace.turn(f"正在导出“{path.name}”……" if path else "正在排版……"):
        document = session.document.copy()
        exported = await in_background(lambda: exporter.write(document, options, show_progress))
        if path is not None:
            await in_background(lambda: write_atomically(path, exported.data, ops=disk))
    return exported
