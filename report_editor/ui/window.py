"""The main window: the start page or a report, and every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QStackedWidget, QTextEdit

from report_editor.checks import is_set_aside
from report_editor.document import Part
from report_editor.document.editions import convert
from report_editor.document.rollover import roll_over
from report_editor.forms import form_for_year
from report_editor.resource_files import resource
from report_editor.storage import lock
from report_editor.storage.folders import user_folders
from report_editor.ui import messages
from report_editor.ui.actions import Actions
from report_editor.ui.editor_page import EditorPage
from report_editor.ui.export_done import show_exported
from report_editor.ui.files import Files, Loaded
from report_editor.ui.help_window import HelpWindow, show_about
from report_editor.ui.memory import Memory
from report_editor.ui.messages import Held, Unsaved
from report_editor.ui.new_report_dialog import NewReportDialog
from report_editor.ui.notice_bar import NoticeBar
from report_editor.ui.outside_watch import OutsideWatch
from report_editor.ui.recovery_notices import RecoveryNotices
from report_editor.ui.safekeeping import Safekeeping
from report_editor.ui.session import Session
from report_editor.ui.start_page import StartPage
from report_editor.ui.status import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QWheelEvent

    from report_editor.exporters.pdf import Pdf
    from report_editor.storage.recovery import Recoverable, Recovered
    from report_editor.ui.grid import TableView

ZOOMS = (75, 90, 100, 110, 125, 150, 175, 200)
EXAMPLE = "示例报告.xlsx"


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
        self.commands = Actions(self)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.memory = Memory()
        self._zoom = self.memory.zoom
        self._tab = self.memory.tab
        self._shows_findings = self.memory.shows_findings
        self._help: HelpWindow | None = None
        self.guard: Safekeeping | None = None
        self.outside: OutsideWatch | None = None
        self.recoveries = RecoveryNotices(self.start)
        self.recoveries.recoverRequested.connect(self._recover)
        self.files.busy.connect(self.status.show_work)
        self.start.newRequested.connect(self.new_report)
        self.start.openRequested.connect(self.open_report)
        self.start.rolloverRequested.connect(self.new_from_last_year)
        self.start.exampleRequested.connect(self.open_example)
        self.start.fileRequested.connect(self.open_path)
        self.resize(1240, 820)
        self.memory.restore(self)
        self.status.show_zoom(self._zoom)
        self._show_session(None)

    @property
    def session(self) -> Session | None:
        """The report in work."""
        return self.editor.session if self.editor else None

    # ------------------------------------------------------------------ begin and end

    def new_report(self) -> None:
        """Begins a blank report."""

        def begin() -> None:
            dialog = NewReportDialog(self)
            if dialog.exec():
                self._begin(Session(dialog.document(), saved=False))

        self._leave(begin)

    def new_from_last_year(self) -> None:
        """Begins this year's report from last year's, whatever file that is."""

        def show(loaded: Loaded) -> None:
            last = loaded.opened.document
            if last.year is None:
                messages.warn(
                    self,
                    self.tr("这份报告里没有认出年度，不能以它新建下一年的报告。"),
                    self.tr("请先打开它，在“基本信息”里填上报告年度并保存，再以它新建。"),
                )
                return
            self._begin(Session(roll_over(last), saved=False))
            self.status.show_notice(
                self.tr("已从上年报告新建：结转数字已带入，文字中的数字待核实。")
            )

        def begin() -> None:
            if path := self.files.ask_open(self.tr("选择上年的报告")):
                self.files.open(path, show, to_edit=False)

        self._leave(begin)

    def open_report(self) -> None:
        """Asks for a file and opens it."""

        def begin() -> None:
            if path := self.files.ask_open(self.tr("打开报告")):
                self._read(path)

        self._leave(begin)

    def open_path(self, path: Path) -> None:
        """Opens a file."""
        self._leave(lambda: self._read(path))

    def open_example(self) -> None:
        """Opens the example that comes with the program, as a new document."""
        example = resource("examples", EXAMPLE)

        def show(loaded: Loaded) -> None:
            self._begin(Session(loaded.opened.document))

        self._leave(lambda: self.files.open(example, show, to_edit=False))

    def paste_report(self) -> None:
        """Reads a whole report that was copied in WPS, Word or a browser."""

        def begin() -> None:
            content = QGuiApplication.clipboard().mimeData()
            self.files.read_clipboard(content.html(), content.text(), self._show_loaded)

        self._leave(begin)

    def close_report(self) -> None:
        """Goes back to the start page."""
        self._leave(lambda: self._show_session(None))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved changes; while a save runs, the window waits for it."""
        if self._ready_to_leave(self.close):
            self._end_guard()
            self.memory.keep(self, tab=self._tab, zoom=self._zoom, findings=self._shows_findings)
            event.accept()
        else:
            event.ignore()

    def _leave(self, then: Callable[[], None]) -> None:
        """Does something that ends the work on the present report, if the user lets it."""
        if self._ready_to_leave(then):
            then()

    def _ready_to_leave(self, then: Callable[..., object]) -> bool:
        """Whether nothing is unsaved; if it gets saved first, ``then`` is called after that."""
        if self.editor is None:
            return True
        self.editor.commit_pending()
        session = self.editor.session
        if not session.is_dirty:
            return not self.files.is_busy
        answer = messages.ask_unsaved(self, session.name)
        if answer is Unsaved.SAVE:
            self._save(then=then)
        if answer is not Unsaved.DISCARD:
            return False
        session.forget_changes()
        return True

    def _reload(self) -> None:
        """Takes what somebody else saved; what was changed here is kept as a version first."""
        session = self.session
        if session is None or session.path is None:
            return
        path = session.path
        question = self.tr("这里还没有保存的修改会被放弃。确定采用文件里的内容吗？")
        if session.is_dirty and not messages.confirm(self, question, self.tr("采用对方的")):
            return
        self._show_session(None)
        self._read(path)

    # ------------------------------------------------------------------ save, export, print

    def save(self) -> None:
        """Saves to the report's file; asks for a name the first time."""
        self._save()

    def save_as(self) -> None:
        """Saves under a new name."""
        self._save(ask=True)

    def export_pdf(self) -> None:
        """Makes the paper and writes it to a PDF file."""
        from report_editor.ui.export_dialog import ExportDialog

        session = self._ready_session()
        if session is None:
            return
        dialog = ExportDialog(session, self.tr("导出"), self)
        if not dialog.exec():
            return
        path = self.files.ask_pdf(session)
        if path is None:
            return

        def write(pdf: Pdf) -> None:
            self.files.write(pdf.data, path, lambda: show_exported(self, path, pdf.notes))

        self.files.make_pdf(session, dialog.options(), self.status.show_progress, write)

    def print_report(self) -> None:
        """Makes the paper and shows it as it will be printed."""
        from report_editor.ui.export_dialog import ExportDialog
        from report_editor.ui.printing import print_pages

        session = self._ready_session()
        if session is None:
            return
        dialog = ExportDialog(session, self.tr("打印"), self)
        if dialog.exec():
            self.files.make_pdf(
                session,
                dialog.options(),
                self.status.show_progress,
                lambda pdf: print_pages(self, pdf.data, session.document.title),
            )

    def show_generations(self) -> None:
        """Lists earlier versions of the report's file; one opens as a new document."""
        session = self._ready_session()
        if session is None:
            return
        if session.path is None:
            self.status.show_notice(self.tr("这份报告还没有保存过，没有历史版本。"))
            return
        from report_editor.ui.generations_dialog import GenerationsDialog

        dialog = GenerationsDialog(session.path, user_folders().backups, session.document, self)
        if dialog.exec() and (chosen := dialog.chosen) is not None:
            self._leave(lambda: self._begin(Session(chosen, saved=False)))

    def _save(self, *, ask: bool = False, then: Callable[[], object] | None = None) -> None:
        session = self._ready_session()
        if session is None or self.guard is None:
            return
        path = session.path
        if ask or path is None or session.read_only:
            path = self.files.ask_save(session)
        if path is None:
            return

        def done() -> None:
            self._show_title()
            self.memory.opened(path, session.document.title)
            self.status.show_notice(self.tr("已保存“{name}”").format(name=path.name))
            if then is not None:
                then()

        self.files.save(session, self.guard, path, done)

    def _ready_session(self) -> Session | None:
        """The report with everything typed in it, checked as it is now."""
        if self.editor is None:
            return None
        self.editor.commit_pending()
        self.editor.session.check_now()
        return self.editor.session

    # ------------------------------------------------------------------ edit

    def undo(self) -> None:
        """Takes the last step back."""
        if self.editor:
            self.editor.undo()

    def redo(self) -> None:
        """Makes the step taken back again."""
        if self.editor:
            self.editor.redo()

    def cut(self) -> None:
        """Cuts what is selected where the cursor is."""
        if target := self._edit_target():
            target.cut()

    def copy(self) -> None:
        """Copies what is selected where the cursor is."""
        if target := self._edit_target():
            target.copy()

    def paste(self) -> None:
        """Pastes where the cursor is."""
        if target := self._edit_target():
            target.paste()

    def fill_zero(self) -> None:
        """Writes 0 into the blanks among the selected cells."""
        if self.editor and (grid := self.editor.current_grid()):
            grid.fill_zero_selection()
        else:
            self.status.show_notice(self.tr("请先打开二、三、四中的一张表，选中要填 0 的格子。"))

    def fill_table(self) -> None:
        """Writes 0 into the blanks of the table shown."""
        if self.editor and (grid := self.editor.current_grid()):
            grid.fill_zero_table()
        else:
            self.status.show_notice(self.tr("请先打开二、三、四中的一张表。"))

    def accept_totals(self) -> None:
        """Lets go of the printed totals of the table shown."""
        if self.editor and (grid := self.editor.current_grid()):
            grid.accept_totals()

    def convert_form(self) -> None:
        """Moves the report to the edition of the form that its year asks for."""
        session = self._ready_session()
        if session is None:
            return
        year = session.document.year
        if year is None:
            self.status.show_notice(self.tr("请先在“基本信息”里填写报告年度。"))
            return
        target = form_for_year(year)
        if target is session.document.form:
            self.status.show_notice(
                self.tr("{year} 年度应当用{name}，现在用的就是。").format(
                    year=year, name=target.name
                )
            )
            return
        converted, lost = convert(session.document, target)
        question = self.tr(
            "{year} 年度应当用{name}。换格式以后得到一份新文档，原来的文件不动。"
        ).format(year=year, name=target.name)
        if messages.confirm(self, "\n".join((question, *lost)), self.tr("换格式")):
            self._leave(lambda: self._begin(Session(converted, saved=False)))

    def _edit_target(self) -> QLineEdit | QTextEdit | TableView | None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QTextEdit):
            return focus
        return self.editor.current_grid() if self.editor else None

    # ------------------------------------------------------------------ view

    def show_findings(self, shown: bool) -> None:
        """Shows or hides the list of findings."""
        if self.editor:
            self.editor.findings.setVisible(shown)
            self._shows_findings = shown

    def show_review(self, shown: bool) -> None:
        """Shows or hides what was read from a foreign file."""
        if self.editor:
            self.editor.review.setVisible(shown)

    def next_finding(self) -> None:
        """Goes to the next thing found."""
        if self.editor:
            self.editor.findings.step()

    def compare_last_year(self) -> None:
        """Shows both years side by side, where the report knows last year's."""
        session = self._ready_session()
        if session is None:
            return
        if not session.document.entries(Part.PREVIOUS):
            self.status.show_notice(
                self.tr("这份报告里没有上年的内容。用“文件 › 以上年报告新建”得到的报告才能对照。")
            )
            return
        from report_editor.ui.last_year_dialog import LastYearDialog

        LastYearDialog(session.document, self).exec()

    def zoom_in(self) -> None:
        """Shows the report larger."""
        self._set_zoom(next((each for each in ZOOMS if each > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Shows the report smaller."""
        self._set_zoom(next((each for each in reversed(ZOOMS) if each < self._zoom), ZOOMS[0]))

    def zoom_reset(self) -> None:
        """Shows the report in its natural size."""
        self._set_zoom(100)

    def next_tab(self) -> None:
        """Goes to the next tab."""
        self._step_tab(1)

    def previous_tab(self) -> None:
        """Goes to the tab before."""
        self._step_tab(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.commands.refresh_icons()

    def _step_tab(self, step: int) -> None:
        if self.editor:
            tabs = self.editor.tabs
            tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())

    def _set_zoom(self, percent: int) -> None:
        self._zoom = percent
        self.status.show_zoom(percent)
        if self.editor:
            self.editor.set_zoom(percent)

    # ------------------------------------------------------------------ help

    def show_help(self) -> None:
        """Opens the handbook."""
        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show()
        self._help.raise_()

    def show_about(self) -> None:
        """Says which program this is."""
        show_about(self)

    # ------------------------------------------------------------------ what is shown

    def _read(self, path: Path) -> None:
        self.files.open(path, self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        """Shows a file that was read, and says what has to be known about it."""
        opened = loaded.opened
        read_only = opened.read_only
        held = loaded.held
        if isinstance(held, lock.Holder) and loaded.path is not None:
            answer = messages.ask_held(self, loaded.name, held.words)
            if answer is Held.CANCEL:
                return
            read_only = read_only or answer is Held.READ
            held = None if answer is Held.READ else lock.steal(loaded.path)
        session = Session(
            opened.document,
            loaded.path,
            saved=opened.own and not opened.notes,
            read_only=read_only,
            sha256=opened.sha256,
        )
        self._begin(session, None if isinstance(held, lock.Holder) else held)
        if isinstance(held, lock.NoLock):
            self.status.show_notice(held.note)
        if loaded.office and self.editor:
            bar = NoticeBar(
                self.tr("“{name}”好像还在 {program} 里打开着，请在那边关闭，以免互相覆盖。").format(
                    name=loaded.name, program=loaded.office
                )
            )
            bar.add(self.tr("知道了"), lambda: None)
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
            self._begin(session, None if isinstance(held, lock.Holder) else held, recovered)
            words = self.tr("已恢复 {count} 处修改，请核对后保存。").format(count=found.changes)
            messages.tell(self, words, "\n".join(recovered.notes))

        def begin() -> None:
            self._show_session(None)  # lets go of the lock, if it is the same file
            self.files.recover(found, show)

        self._leave(begin)

    def _begin(
        self,
        session: Session,
        held: lock.Lock | lock.NoLock | None = None,
        recovered: Recovered | None = None,
    ) -> None:
        """Shows a report and begins to guard it."""
        self._show_session(session)
        if self.editor is None:
            return
        self.guard = Safekeeping(session, held, recovered)
        self.guard.trouble.connect(self._show_trouble)
        self.outside = OutsideWatch(self.editor, self.guard)
        self.outside.reloadRequested.connect(self._reload)
        self.outside.saveAsRequested.connect(self.save_as)
        self.recoveries.attend(self.editor)

    def _end_guard(self) -> None:
        """The work on the present report is over: nothing of it is unsaved."""
        if self.guard is not None:
            self.guard.end()
            self.guard = None

    def _show_trouble(self, sentence: str) -> None:
        if sentence and self.editor:
            bar = NoticeBar(sentence)
            bar.add(self.tr("另存为…"), self.save_as)
            bar.add(self.tr("知道了"), lambda: None)
            self.editor.add_notice(bar)

    def say_clean_start(self) -> None:
        """After failed starts: nothing was opened by itself, everything is kept."""
        bar = NoticeBar(
            self.tr("程序前两次没有正常启动，这次没有自动打开文件。没有保存的修改都还留着。")
        )
        bar.add(self.tr("查找没有保存的报告"), self.recoveries.look)
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

    def _show_session(self, session: Session | None) -> None:
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
            self.editor.findings.setVisible(self._shows_findings)
            self.editor.set_zoom(self._zoom)
            self.editor.message.connect(self.status.show_notice)
            self.editor.selectionSummary.connect(self.status.show_selection)
            session.dirtyChanged.connect(self._show_title)
            session.findingsChanged.connect(self._show_findings_state)
            session.changed.connect(lambda _change, _effect: self._show_undo())
            self.stack.addWidget(self.editor)
        self.stack.setCurrentWidget(self.editor or self.start)
        writable = session is not None and not session.read_only
        self.commands.enable_for(report=session is not None, writable=writable)
        self.commands["review"].setChecked(False)
        self.commands["findings"].setChecked(session is not None and self._shows_findings)
        if session is None:
            self.start.show_recent(self.memory.recent())
        elif session.path is not None:
            self.memory.opened(session.path, session.document.title)
        self.commands.tool_bar.setVisible(session is not None)
        self._show_title()
        self._show_undo()
        self._show_findings_state()

    def _remember_tab(self) -> None:
        if self.editor:
            self._tab = self.editor.current_key

    def _show_title(self) -> None:
        session = self.session
        if session is None:
            self.setWindowTitle(QGuiApplication.applicationDisplayName())
            self.setWindowModified(False)
            return
        reading = self.tr("(只读)") if session.read_only else ""
        self.setWindowTitle(f"{session.name}{reading}[*]")
        self.setWindowModified(session.is_dirty)

    def _show_undo(self) -> None:
        history = self.session.history if self.session else None
        for name, words, label in (
            ("undo", self.tr("撤销(&U)"), history and history.undo_label),
            ("redo", self.tr("重做(&R)"), history and history.redo_label),
        ):
            self.commands[name].setEnabled(bool(label))
            self.commands[name].setText(f"{words} {label}" if label else words)

    def _show_findings_state(self) -> None:
        session = self.session
        if session is None:
            self.status.show_findings(None)
            return
        self.status.show_findings(
            [each for each in session.findings if not is_set_aside(session.document, each)]
        )
