"""Run of an export: what it would replace, the save before it, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.common.problem import Problem
from report_editor.exporters.bundle import choose_options, list_names
from report_editor.files.patience import call_within
from report_editor.files.presence import is_there
from report_editor.ui.dialogs.file_dialogs import PATIENCE_SECONDS
from report_editor.workspace.background import Cancelled
from report_editor.workspace.exporting import export, publish
from report_editor.workspace.saving import save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report_editor.exporters.options import PublicationOptions
    from report_editor.ui.dialogs.export_kinds import ExportKind
    from report_editor.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """End of an export: done, cancelled or refused."""

    words: str
    """Chinese sentence on what was written, or why nothing was."""
    notes: Sequence[str] = ()
    """Sentences on what was replaced or could not be printed."""
    is_done: bool = False
    is_refused: bool = False
    """Set where something hindered it; not where it was cancelled."""


@dataclass(frozen=True, slots=True)
class ExportRun:
    """Export of the report in work, which may be saved first: not the one without the other."""

    workspace: Workspace
    kind: ExportKind
    options: PublicationOptions
    path: Path
    """File to be written, or the folder for all of them."""
    report: Path | None
    """File that the report is saved to first; None where it is not."""

    def ask_to_replace(self) -> str:
        """Return a question where files are there that would be replaced; else an empty text."""
        session, path = self.workspace.session, self.path
        assert session is not None
        names = [] if self.kind.exporter else list_names(session.document)
        targets = [path / name for name in names] or [path]
        if self.report is not None and self.report != session.path:
            targets.append(self.report)
        there = call_within(PATIENCE_SECONDS, lambda: list(filter(is_there, targets)), [path])
        if not there:
            return ""
        words = "".join(f"“{each.name}”" for each in there if each in (path, self.report))
        if others := [each for each in there if each.parent == path]:
            words = f"“{path.name}”里有 {len(others)} 个同名的文件，{words}"
        return f"{words}{'已经存在，' if words.endswith('”') else ''}要替换吗？"

    async def write(self) -> Outcome:
        """Save the report where that was chosen, and export it."""
        saved = ""
        try:
            if self.report is not None:
                await save(self.workspace, target=self.report)
                saved = f"已保存报告“{self.report.name}”，"
            notes = await self._export()
        except Cancelled:
            return Outcome(f"{saved}已取消，没有导出。")
        except Problem as problem:
            return Outcome(f"{saved and f'{saved}没有导出：'}{problem}", is_refused=True)
        return Outcome(f"✔ {saved}已导出到 {self.path}", notes, is_done=True)

    async def _export(self) -> Sequence[str]:
        exporter = self.kind.exporter
        if exporter is None:
            return (await publish(self.workspace, self.options, self.path)).notes
        options = choose_options(exporter, self.options)
        return (await export(self.workspace, exporter, options, self.path)).notes
