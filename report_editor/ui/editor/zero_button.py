"""Button that fills the blank cells of all tables with 0, after it has named and counted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QPushButton

from report_editor.document.blank_cells import count_by_table, list_fillable
from report_editor.document.uncertain import list_missing
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.read_only import explain_read_only

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from report_editor.workspace.session import Session


class ZeroButton(QPushButton):
    """Button of two lines: what it does, and how many cells of which tables it would fill.

    It keeps its place and its height when nothing is left to fill: no other button may come under
    a mouse that clicks once more. Its key works only while it is in sight, and so its counts.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.refresh()

    def event(self, event: QEvent) -> bool:
        """Obey the key at once; Qt waits a moment, in which another key could come first."""
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def refresh(self) -> None:
        """Count anew."""
        document = self._session.document
        counts = count_by_table(document, list_fillable(document))
        missing = len(list_missing(document))
        none_left = f"剩下 {missing} 格要查上年的报告" if missing else "表格里没有空白的格子"
        self.setText(f"空白的格子都填 0(&Z)\n{counts or none_left}")
        why_not = explain_read_only(self._session)
        self.setEnabled(bool(counts) and not why_not)
        set_tool_tip(self, why_not or "没有发生的都填 0，一步可以撤销（Alt+Z）")
