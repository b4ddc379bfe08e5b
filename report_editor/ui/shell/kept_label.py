"""Label in the status bar: where the work is kept, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import Label
from report_editor.ui.widgets.read_only import READ_ONLY

if TYPE_CHECKING:
    from report_editor.workspace.open_report import OpenReport

_WIDEST = "改动已自动记录 00:00"
_SAVED = "文件里就是这里的内容。"
_LOOKED_AT = "文件没有改动。要存成自己的报告，按 Ctrl+S。"
_NEW = "这份报告还没有存成文件。按 Ctrl+S 保存。"
_RECORDED = "改动已记在恢复记录里，断电也不会丢；还没有写进文件。按 Ctrl+S 保存。"
_TROUBLE = "改动暂时没有写入恢复记录，请尽快保存（Ctrl+S）。"


class KeptLabel(Label):
    """Label that follows a report: what it says was true when it was said."""

    def __init__(self) -> None:
        super().__init__()
        self._report: OpenReport | None = None
        self._saved_at = self._recorded_at = ""
        self._is_in_trouble = False

    def follow(self, report: OpenReport | None) -> None:
        """Say how the work on a report is kept, from now on; None for no report."""
        self._report = report
        self._saved_at = self._recorded_at = ""
        self._is_in_trouble = False
        if report is not None:
            report.saved.connect(self._note_save)
            report.recorded.connect(self._note_record)
            report.trouble.connect(self._note_trouble)
            report.session.dirtyChanged.connect(self._show)
        # Room for the longest words: nothing beside it moves when they change.
        room = self.fontMetrics().horizontalAdvance(_WIDEST) if report else 0
        self.setMinimumWidth(room)
        self._show()

    def _note_save(self) -> None:
        self._saved_at, self._recorded_at = _format_now(), ""
        self._show()

    def _note_record(self) -> None:
        self._recorded_at = _format_now()
        self._show()

    def _note_trouble(self, sentence: str) -> None:
        self._is_in_trouble = bool(sentence)
        self._show()

    def _show(self) -> None:
        words, explanation = self._describe() if self._report else ("", "")
        self.setText(words)
        set_tool_tip(self, explanation)

    def _describe(self) -> tuple[str, str]:
        assert self._report is not None
        session = self._report.session
        if session.read_only:
            return "只读", READ_ONLY
        if session.is_dirty and self._is_in_trouble:
            return "改动没有记录", _TROUBLE
        if session.is_dirty:
            if self._recorded_at:
                return f"改动已自动记录 {self._recorded_at}", _RECORDED
            return "还没有保存", _NEW
        if self._saved_at:
            return f"已保存 {self._saved_at}", _SAVED
        return "没有改动", _LOOKED_AT if session.path is None else _SAVED


def _format_now() -> str:
    return f"{datetime.now().astimezone():%H:%M}"
