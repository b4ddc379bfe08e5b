"""The main window: the start page or a report, and every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from report_editor.checks import is_set_aside
from report_editor.storage import lock
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.messages import Held, Unsaved
from report_editor.ui.editor.editor_page import EditorPage
from report_editor.ui.shell.actions import Actions
from report_editor.ui.shell.edit_commands import EditCommands
from report_editor.ui.shell.file_commands import FileCommands
from report_editor.ui.shell.files import Files, Loaded
from report_editor.ui.shell.help_commands import HelpCommands
from report_editor.ui.shell.outside_watch import OutsideWatch
from report_editor.ui.shell.recovery_notices import RecoveryNotices
from report_editor.ui.shell.start_page import StartPage
from report_editor.ui.shell.status_bar import StatusBar
from report_editor.ui.shell.view_commands import ViewCommands
from report_editor.ui.shell.window_settings import WindowSettings
from report_editor.ui.widgets.dropped_files import first_file, has_files
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.ui.widgets.read_only import READ_ONLY
from report_editor.workspace.guard import Guard
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QWheelEvent

    from report_editor.storage.recovery import Recoverable, Recovered


COMFORTABLE = QSize(1240, 820)
"""The window's first size."""


class MainWindow(QMainWindow):
    """One window, one report."""

    def __init__(self) -> None:
        """Builds the window on its start page."""
        super().__init__()
        self.files = Files(self)
        self.start = StartPage()
        self.editor: EditorPage | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.setCentralWidget(self.stack)
        self.memory = WindowSettings()
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.file = FileCommands(self)
        self.edit = EditCommands(self)
        self.view = ViewCommands(self)
        self.help = HelpCommands(self)
        self.commands = Actions(self)
        self._tab = self.memory.tab
        self.guard: Guard | None = None
        self._trouble: NoticeBar | None = None
        self.outside: OutsideWatch | None = None
        self.recoveries = RecoveryNotices(self.start)
        self.recoveries.recoverRequested.connect(self._recover)
        self.files.busy.connect(self.status.show_work)
        self.files.reading.progressed.connect(self.status.show_reading)
        self.files.reading.ended.connect(self.status.end_reading)
        self.status.cancel.clicked.connect(self.files.reading.cancel)
        self.start.newRequested.connect(self.file.new_report)
        self.start.openRequested.connect(self.file.open_report)
        self.start.rolloverRequested.connect(self.file.new_from_last_year)
        self.start.pasteRequested.connect(self.file.paste_report)
        self.start.exampleRequested.connect(self.file.open_example)
        self.start.fileRequested.connect(self.file.open_path)
        self.start.forgetRequested.connect(self.file.forget_recent)
        self.start.forgetAllRequested.connect(self.file.forget_all_recent)
        self.setAcceptDrops(True)
        self._take_first_size()
        self.memory.restore(self)
        self.show_session(None)

    @property
    def session(self) -> Session | None:
        """The report in work."""
        return self.editor.session if self.editor else None

    def _take_first_size(self) -> None:
        """A comfortable size; the whole screen where that is too small for it."""
        room = self.screen().availableSize()
        self.resize(COMFORTABLE.boundedTo(room))
        if self.size() != COMFORTABLE:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    # ------------------------------------------------------------------ begin and end

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved changes, and about what is still being read or written."""
        if self._ready_to_leave(self.close):
            self._end_guard()
            self.memory.keep(
                self,
                tab=self._tab,
                zoom=self.view.zoom,
                findings=self.view.shows_findings,
                last_year=self.view.shows_last_year,
            )
            event.accept()
        else:
            event.ignore()

    def leave(self, then: Callable[[], None]) -> None:
        """Does something that ends the work on the present report, if the user lets it."""
        if self.files.is_busy:
            self.status.show_notice("正在读写文件，请稍等，完成后再试。")
            return
        if self._ready_to_leave(then):
            then()

    def _ready_to_leave(self, then: Callable[..., object]) -> bool:
        """Whether nothing is unsaved; if it gets saved first, ``then`` is called after that."""
        if self.editor is None:
            return True
        self.editor.commit_pending()
        session = self.editor.session
        if not session.is_dirty:
            # A network that is away may never answer: one must be able to leave all the same.
            waits = "还在读写文件，没有完成。现在离开，这件事可能做不完。要离开吗？"
            return not self.files.is_busy or messages.confirm(self, waits, "不等了")
        answer = messages.ask_unsaved(self, session.name)
        if answer is Unsaved.SAVE:
            self.file.save(then=then)
        # Changes are let go of when the report is really left: one may think again before.
        return answer is Unsaved.DISCARD

    def _reload(self) -> None:
        """Takes what somebody else saved; what is here stays until that could be read."""
        session = self.session
        if session is None or session.path is None:
            return
        path = session.path
        question = "这里还没有保存的修改会被放弃。确定采用文件里的内容吗？"
        if session.is_dirty and not messages.confirm(self, question, "采用对方的"):
            return
        self.read(path)

    def ready_session(self) -> Session | None:
        """The report with everything typed in it, checked as it is now."""
        if self.editor is None:
            return None
        self.editor.commit_pending()
        self.editor.session.check_now()
        return self.editor.session

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            if event.angleDelta().y() > 0:
                self.view.zoom_in()
            else:
                self.view.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens a file dropped anywhere in the window, once whoever dragged it is let go."""
        path = first_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.file.open_path(path))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.commands.refresh_icons()

    # ------------------------------------------------------------------ what is shown

    def read(self, path: Path) -> None:
        """Reads a file and shows it."""
        self.files.open(path, self.show_loaded)

    def show_loaded(self, loaded: Loaded) -> None:
        """Shows a file that was read, and says what has to be known about it."""
        if not isinstance(loaded.held, lock.Holder):
            self._show(loaded, loaded.held, read_only=loaded.opened.read_only)
            return
        answer = messages.ask_held(self, loaded.name, loaded.held.words)
        if answer is Held.READ:
            self._show(loaded, None, read_only=True)
        elif answer is Held.EDIT and loaded.path is not None:
            self.files.take_over(
                loaded.path,
                lambda held: self._show(loaded, held, read_only=loaded.opened.read_only),
            )

    def _show(
        self, loaded: Loaded, held: lock.Lock | lock.NoLock | None, *, read_only: bool
    ) -> None:
        opened = loaded.opened
        session = Session(
            opened.document,
            loaded.path,
            saved=opened.own and not opened.notes,
            read_only=read_only,
            sha256=opened.sha256,
        )
        self.begin(session, held)
        if isinstance(held, lock.NoLock):
            self.status.show_notice(held.note)
        if loaded.office and self.editor:
            bar = NoticeBar(
                f"“{loaded.name}”好像还在 {loaded.office} 里打开着，请在那边关闭，以免互相覆盖。"
            )
            bar.add("知道了", lambda: None)
            self.editor.add_notice(bar)
        if self.editor and (opened.notes or not opened.own):
            self.editor.show_opened(opened)
            self.commands["review"].setChecked(True)

    def _recover(self, found: Recoverable) -> None:
        """Brings back what was not saved when the program went down."""

        def show(recovered: Recovered, held: lock.Acquired | None) -> None:
            self.recoveries.settle(found)
            session = Session(
                recovered.history.document,
                recovered.path,
                history=recovered.history,
                sha256=recovered.sha256,
            )
            notes = list(recovered.notes)
            if isinstance(held, lock.Holder):
                sentence = "“{name}”正由{holder}打开着，请先与对方商量，或者另存。"
                notes.append(sentence.format(name=session.name, holder=held.words))
                held = None
            self.begin(session, held, recovered)
            words = f"已恢复 {found.changes} 处修改，请核对后保存。"
            messages.tell(self, words, "\n".join(notes))

        def begin() -> None:
            self.show_session(None)  # lets go of the lock, if it is the same file
            self.files.recover(found, show)

        self.leave(begin)

    def begin(
        self,
        session: Session,
        held: lock.Lock | lock.NoLock | None = None,
        recovered: Recovered | None = None,
    ) -> None:
        """Shows a report and begins to guard it."""
        self.show_session(session)
        if self.editor is None:
            return
        if session.read_only:
            self._say_read_only(self.editor)
        self._trouble = None
        self.guard = Guard(session, held, recovered)
        self.guard.trouble.connect(self._show_trouble)
        self.outside = OutsideWatch(self.editor, self.guard)
        self.outside.reloadRequested.connect(self._reload)
        self.outside.saveAsRequested.connect(self.file.save_as)
        self.recoveries.attend(self.editor)

    def _say_read_only(self, editor: EditorPage) -> None:
        bar = NoticeBar(READ_ONLY)
        bar.add("另存为…", self.file.save_as, closes=False)
        editor.add_notice(bar)

    def _end_guard(self) -> None:
        """The work on the present report is over: nothing of it is unsaved."""
        if self.guard is not None:
            self.guard.end()
            self.guard = None

    def _show_trouble(self, sentence: str) -> None:
        """Says that the journal cannot be written; an empty sentence: it can again."""
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None
        if sentence and self.editor:
            self._trouble = NoticeBar(sentence)
            self._trouble.add("另存为…", self.file.save_as, closes=False)
            self.editor.add_notice(self._trouble)

    def say_clean_start(self) -> None:
        """After failed starts: nothing was opened by itself, everything is kept."""
        bar = NoticeBar("程序前两次没有正常启动，这次没有自动打开文件。没有保存的修改都还留着。")
        bar.add("查找没有保存的报告", self.recoveries.look)
        self.start.add_notice(bar)

    def secure(self) -> bool:
        """Brings everything committed to the disk; says whether it is there."""
        return self.guard is None or self.guard.sync()

    def put_away(self) -> None:
        """The system ends the program: what is not saved waits for the next start."""
        if self.editor is not None and self.guard is not None:
            self.editor.commit_pending()
            self.guard.end(keep=self.editor.session.is_dirty)
            self.guard = None

    def show_session(self, session: Session | None) -> None:
        """Shows a report, or the start page for None."""
        self._end_guard()
        if self.editor is not None:
            self.stack.removeWidget(self.editor)
            self.editor.session.deleteLater()
            self.editor.deleteLater()
            self.editor = None
        if session is not None:
            self.editor = EditorPage(session)
            session.setParent(self.editor)
            self.editor.open_tab(self._tab)
            self.editor.tabs.currentChanged.connect(self._remember_tab)
            self.editor.findings.setVisible(self.view.shows_findings)
            self.editor.set_zoom(self.view.zoom)
            self.editor.show_last_year(self.view.shows_last_year)
            self.editor.message.connect(self.status.show_notice)
            self.editor.selectionSummary.connect(self.status.show_selection)
            self.editor.reviewShown.connect(lambda: self.commands["review"].setChecked(True))
            session.dirtyChanged.connect(self.show_title)
            session.findingsChanged.connect(self._show_findings_state)
            session.changed.connect(lambda _change, _effect: self._show_undo())
            self.stack.addWidget(self.editor)
        self.stack.setCurrentWidget(self.editor or self.start)
        writable = session is not None and not session.read_only
        self.commands.enable_for(report=session is not None, writable=writable)
        self.commands["review"].setChecked(False)
        self.commands["findings"].setChecked(session is not None and self.view.shows_findings)
        knows_last_year = session is not None and session.knows_last_year
        self.commands["last_year_numbers"].setChecked(knows_last_year and self.view.shows_last_year)
        if session is None:
            self.start.show_recent(self.memory.recent())
        elif session.path is not None:
            self.memory.opened(session.path, session.document.title)
        self.commands.tool_bar.setVisible(session is not None)
        self.show_title()
        self._show_undo()
        self._show_findings_state()
        page = self.editor.tabs.currentWidget() if self.editor else self.start
        page.setFocus()

    def _remember_tab(self) -> None:
        if self.editor:
            self._tab = self.editor.current_key

    def show_title(self) -> None:
        """Says in the window's title which report this is, and whether it is saved."""
        session = self.session
        if session is None:
            self.setWindowTitle(QGuiApplication.applicationDisplayName())
            self.setWindowModified(False)
            return
        reading = "（只读）" if session.read_only else ""
        self.setWindowTitle(f"{session.name}{reading}[*]")
        self.setWindowModified(session.is_dirty)

    def _show_undo(self) -> None:
        session = self.session
        history = session.history if session else None
        undo, redo = (history.undo_label, history.redo_label) if history else ("", "")
        writable = session is not None and not session.read_only
        for name, words, label, nothing in (
            ("undo", "撤销(&U)", undo, "没有可以撤销的步骤。"),
            ("redo", "重做(&R)", redo, "没有可以重做的步骤。"),
        ):
            if writable:
                self.commands.allow(name, why_not="" if label else nothing)
            self.commands[name].setText(f"{words} {label}" if label else words)

    def _show_findings_state(self) -> None:
        session = self.session
        if session is None:
            self.status.show_findings(None)
            return
        self.status.show_findings(
            [each for each in session.findings if not is_set_aside(session.document, each)]
        )
