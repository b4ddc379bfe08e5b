"""Dialog of 文件 › 导出: what is written for whom, how it will look, and where it is then."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from report_editor.checks import Severity
from report_editor.common.hidden_characters import name_hidden
from report_editor.document.last_year import Remark, RemarkKind
from report_editor.exporters.bundle import make_report_name
from report_editor.exporters.printed_content import is_as_signed
from report_editor.exporters.registry import PDF, WEB_PAGE
from report_editor.files.patience import call_within
from report_editor.files.presence import is_folder
from report_editor.ui.dialogs.export_choice import ExportChoice
from report_editor.ui.dialogs.export_preview import ExportPreview
from report_editor.ui.dialogs.export_run import ExportRun
from report_editor.ui.dialogs.file_dialogs import PATIENCE_SECONDS
from report_editor.ui.dialogs.site_clipboard import copy_for_site
from report_editor.ui.widgets.foreign_text import make_menu_text, set_title, set_tool_tip
from report_editor.ui.widgets.kept_room import keep_room
from report_editor.ui.widgets.labels import Label, sentence
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.severity import SIGN, color
from report_editor.workspace.background import start
from report_editor.workspace.left_to_do import describe_left, is_unfinished
from report_editor.workspace.saving import ENDING, find_save_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.ui.dialogs.file_dialogs import FileDialogs
    from report_editor.workspace.turn import Turn
    from report_editor.workspace.workspace import Workspace

LEAST_ROWS_OF_REMARKS, ROWS_OF_REMARKS = 2, 4
"""Fewest and most lines of the list of what was replaced, which is scrolled where it has more."""
LINES_OF_WORDS = 2
"""Lines of what is said beside the buttons, for which room is kept."""
WEB_PAGE_LOOKS = "网页的内容和这些页一样，分行、字体由看的人的浏览器决定。"


class _State(Enum):
    CHOOSING = auto()
    WRITING = auto()
    DONE = auto()


class ExportDialog(QDialog):
    """Dialog in which one chooses, sees, exports, and opens what was written."""

    def __init__(self, workspace: Workspace, dialogs: FileDialogs, parent: QWidget) -> None:
        """Prepare the dialog for the report in work, which was checked just now."""
        super().__init__(parent)
        set_title(self, "导出年度报告")
        session = workspace.session
        assert session is not None
        self.written: Path | None = None
        """File or folder that was written last."""
        self._workspace, self._session, self._dialogs = workspace, session, dialogs
        self._errors = [each.message for each in session.active_errors]
        self._left = describe_left(session)
        self._state = _State.CHOOSING
        self._ending = ""
        """Ending of the name in the line."""
        self._proposed = ""
        """Name that was proposed last."""
        self._place = Path()
        """Folder of a name without one."""
        self._agreed: Path | None = None
        """Path at which files may be replaced."""
        self._make_widgets()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ widgets

    def _make_widgets(self) -> None:
        is_signed = is_as_signed(self._session.document)
        is_draft = bool(self._errors) or is_unfinished(self._session)
        self.choice = ExportChoice(is_draft=is_draft, is_signed=is_signed)
        self.kinds, self.choices = self.choice.kinds, self.choice.boxes
        self.copy_button = self.choice.copy_button
        self.preview = ExportPreview(self._session.document.copy())
        self.remarks = RemarkList("要留意的")
        self._keep_room_for_remarks()
        self.path = QLineEdit()
        self.browse_button = QPushButton("选择(&B)…")
        self.also_save = QCheckBox()
        self.also_save.setChecked(self._session.is_dirty and not self._workspace.is_busy)
        self.words = sentence("")
        self.words.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.export_button = QPushButton("导出")
        self.open_button = QPushButton("打开(&O)")
        self.folder_button = QPushButton("打开所在文件夹(&F)")
        self.finish_button = QPushButton("完成")
        self.cancel_button = QPushButton("取消")
        for button in (
            self.browse_button,
            self.open_button,
            self.folder_button,
            self.cancel_button,
        ):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        self.preview.setMinimumSize(12 * em, 6 * em)
        where = QHBoxLayout()
        label = Label("保存到(&T)：")
        label.setBuddy(self.path)
        where.addWidget(label)
        where.addWidget(self.path, 1)
        where.addWidget(self.browse_button)
        end = QHBoxLayout()
        end.addWidget(self.words, 1)
        end.addWidget(self.progress)
        for button in (
            self.open_button,
            self.folder_button,
            self.export_button,
            self.finish_button,
            self.cancel_button,
        ):
            end.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        grid = self._grid = QGridLayout(self)
        grid.addWidget(self.choice, 0, 0, 2, 1)
        grid.addWidget(self.preview, 0, 1)
        grid.addWidget(self.remarks, 1, 1)
        grid.addLayout(where, 2, 0, 1, 2)
        grid.addWidget(self.also_save, 3, 0, 1, 2)
        grid.addLayout(end, 4, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.resize(fit_to_screen(self, QSize(76 * em, 56 * em)))

    def _connect(self) -> None:
        self.choice.kindChanged.connect(self._follow_kind)
        self.choice.choiceChanged.connect(self._choose_again)
        self.also_save.toggled.connect(lambda _checked: self._show_state(_State.CHOOSING))
        self.path.textEdited.connect(lambda _text: self._show_state(_State.CHOOSING))
        self.copy_button.clicked.connect(lambda: start(self, self._copy()))
        self.browse_button.clicked.connect(self._browse)
        self.export_button.clicked.connect(self._begin)
        self.open_button.clicked.connect(lambda: self._open(self.written))
        self.folder_button.clicked.connect(lambda: self._open(self.written and self.written.parent))
        self.finish_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.preview.noted.connect(self._show_remarks)
        self.finished.connect(lambda _result: self.preview.close_pages())
        self._workspace.progress.connect(self._show_progress)
        self._workspace.stalled.connect(self._tell_stalled)

    # ------------------------------------------------------------------ choosing

    def begin_with(self, kind: str, folder: str) -> None:
        """Propose a kind by its key, and a folder, where there are such."""
        own = self._session.path
        has_folder = bool(folder) and _is_folder(Path(folder))
        self._place = Path(folder) if has_folder else (own.parent if own else self._dialogs.folder)
        self._proposed = make_report_name(self._session.document)
        self.path.setText(str(self._place / self._proposed))
        self.kinds.choose(kind)
        self.kinds.setFocus()

    def _follow_kind(self) -> None:
        """Show another kind, and its ending in the name."""
        kind, text = self.kinds.kind, self.path.text()
        proposed = kind.propose_name(self._session.document)
        if Path(text).name == self._proposed:
            self.path.setText(text.removesuffix(self._proposed) + proposed)
        else:
            self.path.setText(text.removesuffix(self._ending) + kind.ending)
        self._ending, self._proposed = kind.ending, proposed
        self._choose_again()

    def _choose_again(self) -> None:
        self._show_state(_State.CHOOSING)
        self._show_remarks(())
        self.preview.show_format(self.kinds.kind.exporter or PDF, self.choice.options)

    def _browse(self) -> None:
        """Ask for the place in a dialog of its own."""
        kind, path = self.kinds.kind, Path(self.path.text())
        if kind.exporter is None:
            folder = self._dialogs.ask_folder("发布包放在哪里", path.parent)
            chosen = folder / path.name if folder else None
        else:
            chosen = self._dialogs.ask_name("导出", {kind.ending: kind.exporter.name}, path)
        if chosen is not None:
            self.path.setText(str(chosen))
            self._show_state(_State.CHOOSING)
            self._agreed = chosen if kind.exporter else None  # the file dialog has asked

    def _show_remarks(self, notes: Sequence[str]) -> None:
        """List what is left to do, errors of the report, and what was replaced or not printed.

        What is left is one line; the errors may fill all that is in sight.
        """
        self.remarks.clear()
        if self._left:
            self.remarks.add(Remark(f"报告没有写完：{self._left}。", RemarkKind.WARNING))
        for each in self._errors:
            self.remarks.add(Remark(each, RemarkKind.ERROR))
        for each in notes:
            self.remarks.add(Remark(each, RemarkKind.INFO))
        if self.kinds.kind.exporter is WEB_PAGE:
            self.remarks.add(Remark(WEB_PAGE_LOOKS, RemarkKind.INFO))
        self.remarks.setVisible(self.remarks.count() > 0)

    def _keep_room_for_remarks(self) -> None:
        """Give the remarks a height that no other kind and no later remark changes."""
        self.remarks.add(Remark(WEB_PAGE_LOOKS, RemarkKind.INFO))
        line = self.remarks.sizeHintForRow(0)
        self.remarks.clear()
        rows = min(max(len(self._errors) + 1, LEAST_ROWS_OF_REMARKS), ROWS_OF_REMARKS)
        self.remarks.setFixedHeight(rows * line + 2 * self.remarks.frameWidth())
        keep_room(self.remarks)

    async def _copy(self) -> None:
        words, notes = await copy_for_site(self._session, self.choice.options)
        self._show_remarks(notes)
        self._say(f"✔ {words}", is_news=True)

    # ------------------------------------------------------------------ writing

    def _propose_save(self) -> Path | None:
        """Return where the report would be saved: its own file, else one beside the paper."""
        name = make_report_name(self._session.document, ENDING)
        folder = (self._place / self.path.text()).parent
        return find_save_target(self._session, folder / name)

    def _find_save_target(self) -> Path | None:
        """Return where the report is to be saved first; None where it is not."""
        return self._propose_save() if self.also_save.isChecked() else None

    def _begin(self) -> None:
        path = self._find_path()
        if path is None:
            return
        report = self._find_save_target()
        run = ExportRun(self._workspace, self.kinds.kind, self.choice.options, path, report)
        if path != self._agreed and (question := run.ask_to_replace()):
            self._say(f"{question}再按一次回车替换，或者改一个名字。")
            self.export_button.setText("替换")
            self._agreed = path
            return
        start(self, self._write(run))

    def _find_path(self) -> Path | None:
        """Return the path that is written in the line, with the ending of its kind.

        A folder gets the usual name. Another known ending that was typed chooses its kind. A paper
        must not take the place of a report, so an ending that is not known is followed by that of
        the kind.
        """
        path = self._place / self.path.text().strip()
        if not self.path.text().strip() or not path.name:
            self._refuse("请写明保存到哪里，叫什么名字。")
            return None
        typed, wanted = path.suffix.lower(), self.kinds.kind.ending
        if wanted and _is_folder(path):
            path /= self.kinds.kind.propose_name(self._session.document)
        elif wanted and typed != wanted and not self.kinds.choose_ending(typed):
            path = path.with_name(path.name + wanted)
        self._ending = path.suffix if wanted else ""
        self.path.setText(str(path))
        return path

    async def _write(self, run: ExportRun) -> None:
        """Save and export, and show how that ended."""
        self._show_state(_State.WRITING)
        self._say("正在保存和导出……" if run.report else "正在导出……")
        try:
            outcome = await run.write()
        except BaseException:  # a fault of the program, which is shown
            self._show_state(_State.CHOOSING)
            raise
        if outcome.is_done:
            self.written = run.path
            self._show_remarks(outcome.notes)
        self._show_state(_State.DONE if outcome.is_done else _State.CHOOSING)
        if outcome.is_refused:
            self._refuse(outcome.words)
        else:
            self._say(outcome.words, is_news=outcome.is_done)

    def _show_progress(self, done: int, _total: int) -> None:
        self.progress.setValue(done)

    def _tell_stalled(self, turn: Turn) -> None:
        if self._state is _State.WRITING:
            self._say(f"{turn.action}还没有回音。可以等，也可以点“取消”，导出到别处。")

    def _show_state(self, state: _State) -> None:
        """Show what can be done now."""
        self._state = state
        self._agreed = self.written  # nobody else's
        is_writing, is_done = state is _State.WRITING, state is _State.DONE
        for widget in (
            self.kinds,
            self.path,
            self.browse_button,
            self.also_save,
            *self.choices.values(),
        ):
            widget.setEnabled(not is_writing)
        self._offer_to_save()
        self.progress.setValue(0)
        self.progress.setVisible(is_writing)
        self.export_button.setText("导出")
        self.export_button.setVisible(not is_done)
        self.export_button.setEnabled(not is_writing)
        is_folder = self.kinds.kind.exporter is None
        self.open_button.setText("打开文件夹(&O)" if is_folder else "打开(&O)")
        self.open_button.setVisible(is_done)
        self.folder_button.setVisible(is_done and not is_folder)
        self.finish_button.setVisible(is_done)
        self.cancel_button.setVisible(not is_done)
        self._say("")
        default = self.finish_button if is_done else self.export_button
        default.setDefault(True)
        if is_done:
            default.setFocus()

    def _offer_to_save(self) -> None:
        """Offer to save the report as well, by the name it will have.

        Where that is not offered, the words at the end have its room as well, and nothing moves.
        """
        target = self._propose_save()
        room = LINES_OF_WORDS * self.fontMetrics().lineSpacing()
        if target is None:
            room += self.also_save.sizeHint().height() + self._grid.verticalSpacing()
        self.words.setMinimumHeight(room)
        self.also_save.setVisible(target is not None)
        if target is not None:
            words = self.fontMetrics().elidedText(
                target.name, Qt.TextElideMode.ElideMiddle, self.width() // 2
            )
            self.also_save.setText(f"同时保存报告(&R)：{make_menu_text(words)}")
            set_tool_tip(self.also_save, target.name)

    def _say(self, words: str, *, is_news: bool = False, ink: QColor | None = None) -> None:
        """Say something in place; a screen reader says it as well."""
        font, palette = self.font(), self.palette()
        font.setBold(is_news)
        if ink is not None:
            palette.setColor(self.words.foregroundRole(), ink)
        self.words.setFont(font)
        self.words.setPalette(palette)
        self.words.setText(words)
        if words:
            event = QAccessibleAnnouncementEvent(self.words, name_hidden(words))
            QAccessible.updateAccessibility(event)

    def _refuse(self, words: str) -> None:
        self._say(f"{SIGN[Severity.ERROR]} {words}", ink=color(Severity.ERROR))

    # ------------------------------------------------------------------ the end

    def _open(self, path: Path | None) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def reject(self) -> None:
        """Give the export up while it is under way; else close the dialog."""
        if self._state is _State.WRITING:
            self._workspace.cancel()
        else:
            super().reject()


def _is_folder(path: Path) -> bool:
    return call_within(PATIENCE_SECONDS, lambda: is_folder(path), otherwise=False)
