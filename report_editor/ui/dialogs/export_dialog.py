"""Dialog of 文件 › 导出: what is written for whom, how it will look, and where it is then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.problem import Problem
from report_editor.document.last_year import Remark, RemarkKind
from report_editor.exporters.bundle import choose_options, list_names, make_report_name
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import EXPORTERS, PDF, WEB_PAGE
from report_editor.files.patience import call_within
from report_editor.ui.dialogs.export_preview import ExportPreview
from report_editor.ui.dialogs.file_dialogs import PATIENCE_SECONDS
from report_editor.ui.dialogs.site_clipboard import copy_for_site
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import Label, sentence
from report_editor.ui.widgets.remark_list import RemarkList
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.workspace.background import Cancelled, start
from report_editor.workspace.exporting import export, publish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.exporters.registry import Exporter
    from report_editor.ui.dialogs.file_dialogs import FileDialogs
    from report_editor.workspace.turn import Turn
    from report_editor.workspace.workspace import Workspace

CHOICES = {
    "signature": "留出签发人、日期和公章的位置(&S)",
    "draft": "标明“草稿”(&D)",
}
"""Words for the choices of :class:`PublicationOptions`, by their names."""
ROWS_OF_REMARKS = 4
"""Lines of the list of what was replaced, which is scrolled where it has more."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something to export: one format, or all of them in a folder."""

    exporter: Exporter[Any] | None
    """None for all."""

    @property
    def ending(self) -> str:
        return self.exporter.ending if self.exporter else ""

    @property
    def words(self) -> str:
        if self.exporter is None:
            return "发布包（全部）\n以上每种一个文件，放在一个文件夹里"
        return f"{self.exporter.name}\n{self.exporter.purpose}"

    @property
    def has_choices(self) -> bool:
        return self.exporter is None or issubclass(self.exporter.options, PublicationOptions)


KINDS = (*map(_Kind, EXPORTERS), _Kind(None))


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
        self._state = _State.CHOOSING
        self._agreed: Path | None = None
        """Path at which files may be replaced."""
        self._make_widgets()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ widgets

    def _make_widgets(self) -> None:
        self.kinds = QListWidget()
        self.kinds.setAccessibleName("导出成什么")
        self.kinds.addItems([each.words for each in KINDS])
        self.kinds.setAlternatingRowColors(True)
        self.choices = {name: QCheckBox(words) for name, words in CHOICES.items()}
        self.choices["signature"].setChecked(True)
        self.choices["draft"].setChecked(bool(self._errors))
        self.copy_button = QPushButton("复制到网站(&W)")
        self.preview = ExportPreview(self._session.document.copy())
        self.remarks = RemarkList("要留意的")
        self.path = QLineEdit()
        self.browse_button = QPushButton("选择(&B)…")
        self.words = sentence("")
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.export_button = QPushButton("导出")
        self.open_button = QPushButton("打开(&O)")
        self.folder_button = QPushButton("打开所在文件夹(&F)")
        self.finish_button = QPushButton("完成")
        self.cancel_button = QPushButton("取消")
        for button in (self.copy_button, self.browse_button, self.open_button, self.folder_button):
            button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)

    def _lay_out(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        self.kinds.setMinimumHeight(4 * em)
        self.preview.setMinimumSize(12 * em, 6 * em)
        self.remarks.setFixedHeight(ROWS_OF_REMARKS * self.fontMetrics().lineSpacing() + em)
        left = QVBoxLayout()
        left.addWidget(self.kinds, 1)
        for choice in self.choices.values():
            left.addWidget(choice)
        left.addWidget(self.copy_button)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(20 * em)
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
            end.addWidget(button)
        grid = QGridLayout(self)
        grid.addWidget(side, 0, 0)
        grid.addWidget(self.preview, 0, 1)
        grid.addWidget(self.remarks, 1, 0, 1, 2)
        grid.addLayout(where, 2, 0, 1, 2)
        grid.addLayout(end, 3, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.resize(fit_to_screen(self, QSize(76 * em, 56 * em)))

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(self._follow_kind)
        for choice in self.choices.values():
            choice.toggled.connect(self._choose_again)
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
        self._workspace.progress.connect(lambda done, _total: self.progress.setValue(done))
        self._workspace.stalled.connect(self._tell_stalled)

    # ------------------------------------------------------------------ choosing

    def begin_with(self, kind: str, folder: str) -> None:
        """Propose a kind of file, by its ending, and a folder; both where there are such."""
        own = self._session.path
        is_there = bool(folder) and call_within(PATIENCE_SECONDS, Path(folder).is_dir, False)
        place = Path(folder) if is_there else (own.parent if own else self._dialogs.folder)
        self._ending = next((each.ending for each in KINDS if each.ending == kind), PDF.ending)
        document = self._session.document
        self.path.setText(str(place / make_report_name(document, self._ending)))
        self._show_state(_State.CHOOSING)
        self.kinds.setCurrentRow([each.ending for each in KINDS].index(self._ending))
        self.kinds.setFocus()

    @property
    def kind(self) -> str:
        """Return the ending of the kind that is chosen; empty for all of them."""
        return self._kind.ending

    @property
    def _kind(self) -> _Kind:
        return KINDS[max(0, self.kinds.currentRow())]

    @property
    def _options(self) -> PublicationOptions:
        return PublicationOptions(
            **{name: choice.isChecked() for name, choice in self.choices.items()}
        )

    def _follow_kind(self) -> None:
        """Show another kind, and its ending in the name."""
        kind, text = self._kind, self.path.text()
        bare = text.removesuffix(self._ending) if self._ending else text
        self._ending = kind.ending
        self.path.setText(bare + kind.ending)
        for choice in self.choices.values():
            choice.setVisible(kind.has_choices)
        self.copy_button.setVisible(kind.exporter is WEB_PAGE)
        self._choose_again()

    def _choose_again(self) -> None:
        self._show_state(_State.CHOOSING)
        self._show_remarks(())
        self.preview.show_format(self._kind.exporter or PDF, self._options)

    def _browse(self) -> None:
        """Ask for the place in a dialog of its own."""
        kind, path = self._kind, Path(self.path.text())
        if kind.exporter is None:
            folder = self._dialogs.ask_folder("发布包放在哪里", path.parent)
            chosen = folder / path.name if folder else None
        else:
            chosen = self._dialogs.ask_name("导出", {kind.ending: kind.exporter.name}, path)
            self._agreed = chosen or self._agreed  # it has asked whether to replace the file
        if chosen is not None:
            self.path.setText(str(chosen))
            self._show_state(_State.CHOOSING)

    def _show_remarks(self, notes: Sequence[str]) -> None:
        """List the errors of the report, and what was replaced or could not be printed."""
        self.remarks.clear()
        for each in self._errors:
            self.remarks.add(Remark(each, RemarkKind.ERROR))
        for each in notes:
            self.remarks.add(Remark(each, RemarkKind.INFO))
        self.remarks.setVisible(self.remarks.count() > 0)

    async def _copy(self) -> None:
        words, notes = await copy_for_site(self._session, self._options)
        self._show_remarks(notes)
        self.words.setText(words)

    # ------------------------------------------------------------------ writing

    def _begin(self) -> None:
        path = self._find_path()
        if path is None:
            return
        there = call_within(PATIENCE_SECONDS, lambda: self._list_existing(path), [path.name])
        if there and path != self._agreed:
            self._agreed = path
            names = f"“{there[0]}”" if len(there) == 1 else f"“{path.name}”里有 {len(there)} 个文件"
            self._say(f"{names}已经存在，要替换吗？再按一次“替换”，或者改一个名字。")
            self.export_button.setText("替换")
            return
        start(self, self._export(path))

    def _find_path(self) -> Path | None:
        """Return the path that is written in the line, with the ending of its kind.

        Another known ending that was typed chooses its kind. A paper must not take the place of a
        report, so an ending that is not known is followed by that of the kind.
        """
        text = self.path.text().strip()
        if not text:
            self._say("请写明保存到哪里。")
            return None
        path = Path(text)
        ending = path.suffix.lower()
        if self.kind and ending != self.kind:
            endings = [each.ending for each in KINDS if each.ending]
            if ending in endings:
                self._ending = path.suffix
                self.kinds.setCurrentRow(endings.index(ending))
            else:
                path = Path(f"{text}{self.kind}")
            self.path.setText(str(path))
        if not path.is_absolute():
            self._say("请写出完整的位置，或者点“选择”。")
            return None
        return path

    def _list_existing(self, path: Path) -> list[str]:
        """Return the names of the files that would be replaced."""
        if self._kind.exporter is not None:
            return [path.name] if path.exists() else []
        names = list_names(self._session.document)
        return [name for name in names if (path / name).exists()]

    async def _export(self, path: Path) -> None:
        exporter, options = self._kind.exporter, self._options
        self._show_state(_State.WRITING)
        self.words.setText("正在导出……")
        try:
            if exporter is None:
                notes = (await publish(self._workspace, options, path)).notes
            else:
                chosen = choose_options(exporter, options)
                notes = (await export(self._workspace, exporter, chosen, path)).notes
        except (Problem, Cancelled) as end:
            self._show_state(_State.CHOOSING)
            self._say(str(end) or "已取消，没有导出。")
        else:
            self.written = path
            self._show_remarks(notes)
            self._show_state(_State.DONE)
            self.words.setText(f"已导出到 {path}")
        finally:
            if self._state is _State.WRITING:  # a fault of the program, which is shown
                self._show_state(_State.CHOOSING)

    def _tell_stalled(self, turn: Turn) -> None:
        if self._state is _State.WRITING:
            self._say(f"{turn.action}还没有回音。可以等，也可以点“取消”，导出到别处。")

    def _show_state(self, state: _State) -> None:
        """Show what can be done now."""
        self._state = state
        is_writing, is_done = state is _State.WRITING, state is _State.DONE
        for widget in (self.kinds, self.path, self.browse_button, *self.choices.values()):
            widget.setEnabled(not is_writing)
        self.progress.setValue(0)
        self.progress.setVisible(is_writing)
        self.export_button.setText("导出")
        self.export_button.setVisible(not is_done)
        self.export_button.setEnabled(not is_writing)
        self.open_button.setVisible(is_done)
        self.folder_button.setVisible(is_done and self._kind.exporter is not None)
        self.finish_button.setVisible(is_done)
        self.cancel_button.setVisible(not is_done)
        self.words.setText("")
        default = self.finish_button if is_done else self.export_button
        default.setDefault(True)
        if is_done:
            default.setFocus()

    def _say(self, words: str) -> None:
        self.words.setText(words)

    # ------------------------------------------------------------------ the end

    def _open(self, path: Path | None) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def reject(self) -> None:
        """Give the export up while it is under way; else close the dialog."""
        if self._state is _State.WRITING:
            self._workspace.cancel()
        else:
            super().reject()
