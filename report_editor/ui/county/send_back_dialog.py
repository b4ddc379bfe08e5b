"""Dialog that shows the notes with which reports are sent back, and writes them into a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from report_editor.collection.note_files import TABLES, make_note_files, write_notes
from report_editor.collection.send_back import Sender
from report_editor.common.hidden_characters import name_hidden, name_hidden_in_line
from report_editor.common.problem import Problem
from report_editor.files.file_set import write_together
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.file_dialogs import FileDialogs
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import Label, hint
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.text_input import OneLine
from report_editor.ui.widgets.type_scale import use_text_size
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.collection.report_row import ReportRow
    from report_editor.collection.send_back import Note
    from report_editor.collection.summary import Summary

_SHARE = "修改意见"
"""Name of the folder that is proposed."""
_MOST_NAMED = 3


class SendBackDialog(QDialog):
    """Notes on the left, the text of one on the right, who sends them above, the folder below."""

    def __init__(
        self,
        notes: Sequence[tuple[ReportRow, Note]],
        summary: Summary,
        organization: str,
        folder: Path,
        parent: QWidget,
    ) -> None:
        """List the notes; each is written with what stands in the lines when it is shown.

        Args:
            notes: Reports that are sent back, and their notes by nobody.
            summary: What is to be said of them together; its rows go to the workbook.
            organization: Office that sends them back, as far as it is known.
            folder: Folder beside whose files they are proposed to be written.
            parent: Window.
        """
        super().__init__(parent)
        set_title(self, "退回修改")
        self._rows, self._summary = [row for row, _ in notes], summary
        self.written: Path | None = None
        """Folder that was written."""
        today = date.today()  # noqa: DTZ011 - the date on the desk
        self.organization = _make_line("落款单位", organization)
        self.date = _make_line("落款日期", f"{today.year}年{today.month}月{today.day}日")
        self.deadline = _make_line("重新报送的期限", "")
        self.deadline.setPlaceholderText("例如：2024年2月8日；不填写作“尽快”")
        self.contact = _make_line("联系人和电话", "")
        self.folder = _make_line("写到哪个文件夹", str(folder / _SHARE))
        self.tables = QCheckBox(f"同时写“{TABLES}”：所有问题和所有数字(&T)")
        self.tables.setChecked(True)
        self.list = QListWidget()
        self.list.setAccessibleName("要退回的报告")
        self.preview = QPlainTextEdit()
        use_text_size(self.preview)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("修改意见的内容")
        self.words = hint()
        self._lay_out()
        for line in (self.organization, self.date, self.deadline, self.contact):
            line.textChanged.connect(self._show_note)
        for row, note in notes:
            text = f"{name_hidden_in_line(row.name, 200)}（{note.count} 处）"
            self.list.addItem(QListWidgetItem(text))
        self.list.currentRowChanged.connect(lambda _row: self._show_note())
        self.list.setCurrentRow(0)
        self._show_words()
        self.deadline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        left, right = QFormLayout(), QFormLayout()
        left.addRow("落款单位(&O)", self.organization)
        left.addRow("重报期限(&D)", self.deadline)
        right.addRow("落款日期(&R)", self.date)
        right.addRow("联系人(&C)", self.contact)
        fields = QHBoxLayout()
        fields.addLayout(left, 1)
        fields.addLayout(right, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 5)
        splitter.setChildrenCollapsible(False)
        choose = QPushButton("选择(&B)…")
        choose.clicked.connect(self._choose_folder)
        label = Label("文件夹(&F)")
        label.setBuddy(self.folder)
        place = QHBoxLayout()
        place.addWidget(label)
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.write_button = buttons.addButton("写出(&W)", role.AcceptRole)
        buttons.addButton("取消", role.RejectRole)
        buttons.accepted.connect(lambda: start(self, self._write()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.tables)
        layout.addLayout(place)
        layout.addWidget(self.words)
        layout.addWidget(buttons)
        self.resize(fit_to_screen(self, QSize(900, 640)))

    def _show_words(self) -> None:
        """Say how many files will be written."""
        count = len(self._rows)
        words = f"{count} 份有要修改或者核对的内容，每份写一个 Word 文件和一个文本文件。"
        if sound := len(self._summary.rows) - count:
            words += f"另外 {sound} 份没有问题，不写。"
        self.words.setText(words if count else "打勾的报告都没有要退回的内容。")
        self.write_button.setEnabled(True)

    def _get_sender(self) -> Sender:
        lines = (self.organization, self.date, self.deadline, self.contact)
        return Sender(*(each.text().strip() for each in lines))

    def _show_note(self) -> None:
        """Write the current note with what stands in the lines."""
        at = self.list.currentRow()
        notes = write_notes(self._rows[at : at + 1], self._summary, self._get_sender())
        self.preview.setPlainText(name_hidden(notes[0][1].text) if notes else "")

    def _choose_folder(self) -> None:
        dialogs = FileDialogs(self)
        if folder := dialogs.ask_folder("写到哪个文件夹", Path(self.folder.text())):
            self.folder.setText(str(folder))

    async def _write(self) -> None:
        """Write all files, or none; ask before others are replaced."""
        text = self.folder.text().strip()
        folder = Path(text).expanduser()
        if not text or not folder.is_absolute():
            messages.warn(self, "请写出文件夹的完整路径，或者按“选择”选一个。")
            return
        rows, summary, sender = self._rows, self._summary, self._get_sender()
        with_tables = self.tables.isChecked()

        def make() -> dict[str, bytes]:
            notes = write_notes(rows, summary, sender)
            return make_note_files(notes, summary, with_tables=with_tables)

        self.write_button.setEnabled(False)
        self.words.setText("正在写……")
        try:
            files = await in_background(make)
            there = await in_background(
                lambda: [name for name in files if (folder / name).exists()]
            )
            if there and not self._may_replace(there):
                return
            await in_background(lambda: write_together(folder, files))
        except Problem as problem:
            messages.warn(self, str(problem))
            return
        finally:
            self._show_words()
        self.written = folder
        self.accept()

    def _may_replace(self, names: list[str]) -> bool:
        named = "、".join(f"“{each}”" for each in names[:_MOST_NAMED])
        more = f"等 {len(names)} 个文件" if len(names) > _MOST_NAMED else ""
        return messages.confirm(self, f"文件夹里已经有{named}{more}。要替换吗？", "替换")


def _make_line(name: str, text: str) -> OneLine:
    line = OneLine()
    line.setText(text)
    line.setAccessibleName(name)
    return line
