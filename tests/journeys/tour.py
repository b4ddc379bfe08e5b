"""A way through everything the window shows, with the mouse resting on every widget and cell.

``python -m tests.journeys.tour FOLDER`` makes it in a process of its own, with a report made to do
harm; in FOLDER lies the file that must not be opened.
"""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QMimeData,
    QPoint,
    Qt,
    QTimer,
)
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListView,
    QMessageBox,
    QTabBar,
    QTabWidget,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from report_editor.checks.fixes import find_fix
from report_editor.checks.replacement import Replacement
from report_editor.collection.note_files import write_notes
from report_editor.collection.send_back import Sender
from report_editor.collection.takeover import list_differences
from report_editor.document import Change, Document, EntryEdit, Field, Part
from report_editor.document.final_records import list_final_records, make_final, take_back
from report_editor.exporters.printed_content import compute_check_code
from report_editor.files.fingerprint import Outside
from report_editor.files.user_folders import user_folders
from report_editor.storage.journal_file import SUFFIX
from report_editor.storage.versions import Reason, Version
from report_editor.ui.county.differences_dialog import DifferencesDialog
from report_editor.ui.county.send_back_dialog import SendBackDialog
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.export_dialog import ExportDialog
from report_editor.ui.dialogs.file_dialogs import FileDialogs
from report_editor.ui.dialogs.final_dialog import FinalDialog, FinalRecordsDialog
from report_editor.ui.dialogs.help_window import HelpWindow, show_about
from report_editor.ui.dialogs.new_report_dialog import NewReportDialog
from report_editor.ui.dialogs.print_preview import PrintPreview
from report_editor.ui.dialogs.reason_dialog import ReasonDialog
from report_editor.ui.dialogs.rollover_dialog import RolloverDialog
from report_editor.ui.dialogs.verify_dialog import VerifyDialog
from report_editor.ui.dialogs.versions_dialog import VersionsDialog
from report_editor.ui.editor.findings_sheet import FindingsSheet
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.grid import TableView
from report_editor.ui.grid.block_placement import BlockPlacement, Target
from report_editor.ui.grid.paste_plan import PastePlan
from report_editor.ui.grid.paste_sheet import PasteSheet
from report_editor.ui.shell.app import dress
from report_editor.ui.shell.window import MainWindow
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workspace.last_year import examine
from report_editor.workspace.open_report import OpenReport
from report_editor.workspace.operation import Choice, Way
from report_editor.workspace.session import Session
from tests.journeys.hostile_report import NAME, SHORT, Harm, make_opened, make_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QModelIndex

PROBE = Path("elsewhere", "probe.png")
"""File that must not be opened; no dialog lists its folder."""
POLL_MS = 10
PATIENCE_MS = 60_000


class Tour:
    """Way through start page, report, panels, menus, boxes and dialogs."""

    def __init__(
        self, window: MainWindow, folder: Path, look: Callable[[QWidget], None] = lambda _: None
    ) -> None:
        """Prepare the way.

        Args:
            window: The window, shown, with nothing open.
            folder: Where files may be written.
            look: Called with each window and dialog while it is shown, after the mouse rested on
                all that is in it, and with each tool tip.
        """
        self._window = window
        self._look = look
        self.harm = Harm(folder / PROBE)
        self.path = folder / NAME
        self.document = make_report(self.harm)
        self.path.write_bytes(make_report_bytes(self.document))

    def go(self) -> None:
        """Go all the way."""
        self._see_start_page()
        self._see_report()
        self._see_boxes()
        self._see_dialogs()
        self._see_final()
        self._see_county()
        self._see_file_dialogs()

    # ------------------------------------------------------------------ stops

    def _see_start_page(self) -> None:
        window, stack = self._window, self._window.stack
        window.settings.add_recent(self.path, self.document)
        window.settings.note_recent_state(self.path, self.harm.make())
        stack.start.list_recent()
        recovery = user_folders().recovery
        recovery.mkdir(parents=True, exist_ok=True)
        (recovery / f"<img src=q>{SUFFIX}").write_bytes(b"no journal")
        stack.recoveries.look()
        _wait(lambda: window.findChildren(NoticeBar))
        stack.start.add_notice(NoticeBar(self.harm.make()))
        self._rest_on(window)

    def _see_report(self) -> None:
        window = self._window
        opened = make_opened(self.document, self.harm)
        session = Session(opened.document, self.path, saved=False)
        report = OpenReport(session, opened=opened, office=self.harm.make())
        window.workspace.begin(report)
        session.check_now()
        report.trouble.emit(self.harm.make())
        report.outsideChanged.emit(Outside.CHANGED)
        before = session.document.field(Field.CONTACT)
        edit = EntryEdit(Part.FIELDS, Field.CONTACT, before, self.harm.make())
        session.history.do(Change(self.harm.make(), (edit,)))
        window.status.show_notice(self.harm.make())
        editor = window.editor
        assert editor is not None
        editor.findings.list.explain_action.setChecked(True)
        editor.findings.list.choose(0)
        editor.show_last_year(True)
        editor.panels.review.reading.notes_button.setChecked(True)
        editor.panels.review.reading.left_out_button.setChecked(True)
        for tab in range(editor.tabs.count()):
            editor.tabs.setCurrentIndex(tab)
            editor.panels.review.setCurrentIndex(tab % editor.panels.review.count())
            editor.begin_find()
            self._rest_on(window)
        pages = [
            editor.panels.writing.widget(each) for each in range(editor.panels.writing.count())
        ]
        for page in pages[::-1]:
            editor.panels.writing.hide()
            editor.panels.show_writing(page)
            self._rest_on(window)
        for tab in range(editor.tabs.count()):  # last year's report goes along
            editor.tabs.setCurrentIndex(tab)
            editor.panels.writing.last_text.refresh()
            self._look(window)
        self._paste()
        self._see_menus()

    def _paste(self) -> None:
        """Paste a page into a text."""
        page = QMimeData()
        page.setHtml(SHORT)
        page.setText(self.harm.make())
        editors = self._window.findChildren(NarrativeEditor)
        next(each for each in editors if each.isVisible()).insertFromMimeData(page)
        self._rest_on(self._window)

    def _see_menus(self) -> None:
        grid = self._window.findChildren(TableView)[0]
        findings = self._window.editor.findings.list if self._window.editor else None
        for menu in (grid.context_menu(), findings.context_menu() if findings else None):
            if menu is not None:
                self._rest_on(menu)
                menu.deleteLater()
        menu = grid.context_menu()
        next(each for each in menu.actions() if each.text() == "说明").trigger()
        for popup in QApplication.topLevelWidgets():
            if popup.inherits("QWhatsThat"):
                self._look(popup)
                popup.close()

    def _see_boxes(self) -> None:
        make, window = self.harm.make, self._window
        boxes: tuple[Callable[[], object], ...] = (
            lambda: messages.inform(window, make(), make()),
            lambda: messages.warn(window, make(), make()),
            lambda: messages.confirm(window, make(), "继续"),
            lambda: messages.ask(window, Choice(make(), (Way("继续"),), make(), make())),
            lambda: show_about(window),
            lambda: window.file.open_path(Path(f"/{self.path.name}/x.xlsx")),
        )
        for act in boxes:
            seen = self._at_next(self._dismiss)
            act()
            _wait(lambda seen=seen: seen)  # type: ignore[misc]

    def _see_dialogs(self) -> None:
        session, window = self._window.session, self._window
        assert session is not None
        data = self.path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        version = Version(self.path, 1, datetime.now(UTC), Reason.SAVE, digest, len(data))
        versions = VersionsDialog(NAME, [version], session.document, window)
        _wait(lambda: versions.chosen is not None)
        preview = PrintPreview(session, window)
        _wait(lambda: preview.preview.page_count)
        for dialog in (
            versions,
            self._make_export_dialog(),
            NewReportDialog(window),
            RolloverDialog(examine(session.document.copy(), self.harm.make()), window),
            ReasonDialog(self.harm.make(), window),
            PasteSheet(self._plan_paste(session.document), window),
            self._make_sheet(session),
            HelpWindow(window),
            preview,
        ):
            dialog.show()
            self._rest_on(dialog)
            for choice in dialog.findChildren(QComboBox):
                for at in range(choice.count()):
                    choice.setCurrentIndex(at)
                    self._look(dialog)
            for tabs in dialog.findChildren(QTabWidget):
                tabs.setCurrentIndex(tabs.count() - 1)
                self._rest_on(dialog)
            dialog.close()
            dialog.deleteLater()

    def _see_final(self) -> None:
        """Make the report final and take it back, and see what says so."""
        session, window, make = self._window.session, self._window, self.harm.make
        assert session is not None
        window.commands["submission"].trigger()
        self._rest_on(window)
        code, now = compute_check_code(session.document), datetime.now(UTC)
        session.do(make_final(session.document, make(), "2026-01-20", code, now))
        self._rest_on(window)
        verify = VerifyDialog(session, window)
        verify.code.setText(code)
        verify.show()
        verify.verify_button.click()
        _wait(lambda: "一致" in verify.outcome.text())
        session.do(take_back(session.document, make(), code, now))
        records = list_final_records(session.document)
        for dialog in (
            verify,
            FinalDialog(code, make(), make(), window),
            FinalRecordsDialog(records, window),
        ):
            dialog.show()
            self._rest_on(dialog)
            dialog.close()
            dialog.deleteLater()

    def _see_county(self) -> None:
        """See the window for many reports with this one, a list of harm, and a note on it."""
        session = self._window.session
        assert session is not None
        names = self.path.with_name("names.txt")
        names.write_text("\n".join(self.harm.make() for _ in range(3)), "utf-8")
        self._window.many.show_county()
        window = self._window.many.county
        assert window is not None
        window.read([self.path, names])
        _wait(lambda: not window.county.is_reading)
        window.county.take_list(names)
        _wait(lambda: window.county.has_list and window.reports.model.rowCount() > 3)
        rows = window.county.rows
        assert rows
        finding = replace(rows[0].findings[0].finding, message=self.harm.make())
        window.comparison.show_findings([(rows[0], finding)], with_last_year=False)
        for tab in range(window.tabs.count()):
            window.tabs.setCurrentIndex(tab)
            window.reports.table.selectRow(tab)
            self._rest_on(window)
        summary = window.county.summary
        assert summary is not None
        notes = write_notes(rows, summary, Sender())
        note = SendBackDialog(notes, summary, self.harm.make(), self.path.parent, window)
        differences = list_differences(Document(rows[0].form), summary.sums[0])
        cells = DifferencesDialog(self.harm.make(), summary.sums[0], differences, window)
        for dialog in (note, cells):
            dialog.show()
            self._rest_on(dialog)
            dialog.close()
            dialog.deleteLater()
        window.close()

    def _make_export_dialog(self) -> ExportDialog:
        """Make the dialog for the report, whose text is harm, and see each of its kinds."""
        dialog = ExportDialog(self._window.workspace, FileDialogs(self._window), self._window)
        dialog.begin_with("all", "")
        seen: list[object] = []
        dialog.preview.noted.connect(seen.append)
        for row in range(dialog.kinds.count()):
            seen.clear()
            dialog.kinds.setCurrentRow(row)
            _wait(lambda: seen)
            self._look(dialog)
        return dialog

    def _plan_paste(self, document: Document) -> PastePlan:
        """Plan a paste of harm: in a cell, left out, and as a reason to ask."""
        table = next(iter(document.form.tables.values()))
        address = next(each.address for each in table.cells if not each.is_total)
        placement = BlockPlacement({address: self.harm.make()})
        placement.omit([self.harm.make()], self.harm.make())
        placement.guess(self.harm.make())
        return PastePlan(placement, document, table, Target(0, 0))

    def _see_file_dialogs(self) -> None:
        """Let the dialog that saves ask about a file that is there already."""
        seen: list[QWidget] = []

        def accept(dialog: QDialog) -> None:
            self._rest_on(dialog)
            assert isinstance(dialog, QFileDialog)
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(str(self.path))
            self._at_next(refuse)
            QTest.keyClick(line, Qt.Key.Key_Return)
            dialog.reject()

        def refuse(box: QDialog) -> None:
            assert isinstance(box, QMessageBox), "the dialog asks before it replaces a file"
            seen.append(box)
            self._dismiss(box)

        self._at_next(accept)
        FileDialogs(self._window).ask_name("保存", {".xlsx": "年度报告"}, self.path)
        assert seen

    # ------------------------------------------------------------------ hands and eyes

    def _make_sheet(self, session: Session) -> FindingsSheet:
        """Makes the sheet of a fix that replaces hostile texts."""
        fixes = (find_fix(session.document, each) for each in session.findings)
        make = self.harm.make
        replacements = (Replacement("overview", make(), make(), make()),)
        fix = replace(next(filter(None, fixes)), replacements=replacements, notes=(make(),))
        return FindingsSheet(fix, self._window)

    def _dismiss(self, dialog: QDialog) -> None:
        self._rest_on(dialog)
        dialog.reject()

    def _at_next(self, act: Callable[[QDialog], None]) -> list[QWidget]:
        """Do something at the next dialog that waits for an answer; the list then holds it."""
        timer = QTimer(self._window, interval=POLL_MS)
        present, seen = QApplication.activeModalWidget(), list[QWidget]()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog is not present and dialog.isVisible():
                timer.stop()
                act(dialog)
                seen.append(dialog)

        timer.timeout.connect(look)
        timer.start()
        return seen

    def _rest_on(self, window: QWidget) -> None:
        """Rest with the mouse on everything in a window, then look at it."""
        QApplication.processEvents()
        for widget in (window, *window.findChildren(QWidget)):
            spots = _find_spots(widget) if isValid(widget) else ()  # a tool tip goes by itself
            for over, point in spots:
                QToolTip.hideText()
                event = QHelpEvent(QEvent.Type.ToolTip, point, over.mapToGlobal(point))
                QCoreApplication.sendEvent(over, event)
                for tip in QApplication.topLevelWidgets():
                    if tip.inherits("QTipLabel") and tip.isVisible():
                        tip.grab()
                        self._look(tip)
        QToolTip.hideText()
        window.grab()  # lays out and paints what is not in sight
        self._look(window)


def iterate_indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """List the entries of a view; Qt hides how many columns a list has."""
    model, root = view.model(), view.rootIndex()
    columns = 1 if isinstance(view, QListView) else model.columnCount(root)
    for row in range(model.rowCount(root)):
        yield from (model.index(row, column, root) for column in range(columns))


def _find_spots(widget: QWidget) -> Iterator[tuple[QWidget, QPoint]]:
    """Find where a tool tip may be asked for: a widget, its visible cells or its tabs."""
    if not widget.isVisible():
        return
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        for index in iterate_indexes(widget):
            spot = widget.visualRect(index).center()
            if widget.viewport().rect().contains(spot):
                yield widget.viewport(), spot
    elif isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield widget, widget.tabRect(tab).center()
    else:
        yield widget, widget.rect().center()


def _wait(condition: Callable[[], object]) -> None:
    patience = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        assert not patience.hasExpired()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, POLL_MS)


def main(folder: Path) -> int:
    """Go all the way in a process of its own."""
    app = QApplication([])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    dress(app)
    window = MainWindow()
    window.show()
    Tour(window, folder).go()
    print("went all the way", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
