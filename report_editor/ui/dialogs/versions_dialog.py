"""Dialog of 文件 › 历史版本: the earlier versions of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.common.problem import Problem
from report_editor.document.compare import describe_differences
from report_editor.storage.versions import Reason
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.table_headings import show_headings
from report_editor.ui.widgets.type_scale import use_text_size
from report_editor.workbook.read import from_workbook
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.storage.versions import Version

_KIB = 1024


class VersionsDialog(QDialog):
    """List of versions with date, size and what differs; one opens as a new document."""

    def __init__(
        self, name: str, kept: list[Version], present: Document, parent: QWidget | None = None
    ) -> None:
        """List the versions kept of the report of that name; ``present`` is what is open now."""
        super().__init__(parent)
        set_title(self, f"“{name}”的历史版本")
        self.chosen: Document | None = None
        """Version that is selected, once it is read."""
        self._present = present
        self._versions = kept
        self._read: dict[int, Document | str] = {}
        """Content of a version, or a sentence why it is not there."""
        self.list = QTableWidget(len(self._versions), 3)
        self.list.setAccessibleName("历史版本")
        show_headings(self.list, ["保存时间", "大小", "说明"])
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.verticalHeader().hide()
        self.list.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().horizontalAdvance("国")
        self.list.setColumnWidth(0, 15 * em)
        for row, each in enumerate(self._versions):
            for column, text in enumerate(_describe(each, is_newest=row == 0)):
                self.list.setItem(row, column, QTableWidgetItem(text))
        self.differences = QPlainTextEdit()
        use_text_size(self.differences)
        self.differences.setReadOnly(True)
        self.differences.setAccessibleName("与现在的不同")
        buttons = QDialogButtonBox()
        self.open_button = buttons.addButton(
            "作为新文档打开", QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(
                "打开历史版本不会改动现在的文件：它作为新文档打开，需要时另存。"
                if self._versions
                else "还没有历史版本。从下一次保存起，被替换的内容会留在这里。"
            )
        )
        layout.addWidget(self.list, 2)
        layout.addWidget(hint("从这个版本到现在的不同："))
        layout.addWidget(self.differences, 1)
        layout.addWidget(buttons)
        self.resize(fit_to_screen(self, QSize(640, 520)))
        self.list.currentCellChanged.connect(lambda *_: self._show_differences())
        self.open_button.setEnabled(False)
        if self._versions:
            self.list.setCurrentCell(0, 0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_differences(self) -> None:
        """Compare the chosen version, once it is read: the disk it is on may be slow."""
        row = self.list.currentRow()
        if row < 0:
            return
        if row not in self._read:
            self._read[row] = "正在读取……"
            start(self, self._read_version(row))
        content = self._read[row]
        self.chosen = None if isinstance(content, str) else content
        self.open_button.setEnabled(self.chosen is not None)
        if self.chosen is not None:
            lines = describe_differences(self.chosen, self._present)
            content = "\n".join(map(name_hidden, lines)) or "没有不同。"
        self.differences.setPlainText(str(content))

    async def _read_version(self, row: int) -> None:
        version = self._versions[row]
        try:
            self._read[row] = await in_background(lambda: from_workbook(version.read()).document)
        except Problem as problem:
            self._read[row] = str(problem)
        self._show_differences()


def _describe(version: Version, *, is_newest: bool) -> tuple[str, str, str]:
    """Return when a version was kept, its size and why."""
    why = "升级文件格式之前" if version.reason is Reason.UPGRADE else ""
    if is_newest and not why:
        why = "最近一次保存"
    when = f"{version.kept:%Y-%m-%d %H:%M:%S}"
    return when, f"{max(1, version.size // _KIB)} KB", why
