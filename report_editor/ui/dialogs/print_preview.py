"""Dialog that shows the pages of a report as they are printed, and prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.problem import Problem
from report_editor.document.wording import Wording
from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.printed_content import is_as_signed
from report_editor.exporters.registry import PDF
from report_editor.exporters.typeset.traced_pages import trace_pages
from report_editor.ui.dialogs import messages
from report_editor.ui.paper.page_painter import GlyphPen, PagePainter
from report_editor.ui.paper.page_preview import PagePreview
from report_editor.ui.paper.printing import PrintJob, list_pages, make_printer
from report_editor.ui.widgets.foreign_text import set_title, set_tool_tip
from report_editor.ui.widgets.labels import sentence
from report_editor.ui.widgets.screen_size import fit_to_screen
from report_editor.ui.widgets.severity import SIGN
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

    from report_editor.workspace.session import Session

WANTED = QSize(1160, 900)
"""Size of the dialog: a page can be read in it."""
MOST_NOTES = 3
"""Notes that are shown, so that the pages keep their room; one more takes the room of the rest."""
MOST_ERRORS = 5
"""Errors that are shown."""
_OFFERED = (
    QAbstractPrintDialog.PrintDialogOption.PrintToFile
    | QAbstractPrintDialog.PrintDialogOption.PrintPageRange
    | QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage
    | QAbstractPrintDialog.PrintDialogOption.PrintCollateCopies
)
"""Choices in the system's dialog; neither margins nor the direction of the paper."""


class PrintPreview(QDialog):
    """Pages of a report, the choices about them, and what could not be printed as it should."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, prints: bool = False
    ) -> None:
        """Prepare to show a report; ``prints`` asks for a printer as soon as the pages are there.

        As long as the report has errors it is a draft, unless it is final or the user says
        otherwise.
        """
        super().__init__(parent)
        set_title(self, f"打印预览：{session.name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._document = session.document.copy()
        self._prints = prints
        self._printing: PrintJob | None = None
        self._is_making = False
        self._is_over = False
        self.preview = PagePreview()
        self._notes = sentence("")
        self.signature = QCheckBox("留出签发栏(&S)")
        set_tool_tip(self.signature, "在末尾留出签发人、日期和公章的位置。")
        self.signature.setChecked(True)
        self.draft = QCheckBox("印上“草稿”(&D)")
        self.check_code = QCheckBox("印核对码(&C)")
        self.check_code.setChecked(True)
        self._choices = (self.signature, self.draft, self.check_code)
        self._state = sentence("")
        self._progress = QProgressBar()
        self._progress.setAccessibleName("打印进度")
        self._progress.setTextVisible(False)  # the sentence beside it has the numbers
        self._progress.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 12)
        self.print_button = QPushButton("打印(&P)…")
        self.print_button.setDefault(True)
        self.close_button = QPushButton("关闭")
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self._show_state("")
        self._show_errors(session)
        self._show_printing()
        for choice in self._choices:
            choice.toggled.connect(self._remake)
        self.print_button.clicked.connect(self._begin_printing)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.activated.connect(self.print_button.click)
        self.close_button.clicked.connect(self.reject)
        self.preview.clear("正在排版……")
        self._remake()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        for choice in self._choices:
            choices.addWidget(choice)
        choices.addStretch(1)
        choices.addWidget(self._progress)
        choices.addWidget(self.print_button)
        choices.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._notes)
        layout.addWidget(self._state)  # in a line of its own: there are small screens
        layout.addLayout(choices)
        self.resize(fit_to_screen(self, WANTED))

    @property
    def options(self) -> PublicationOptions:
        """Return what is chosen."""
        return PublicationOptions(
            signature=self.signature.isChecked(),
            draft=self.draft.isChecked(),
            check_code=self.check_code.isChecked(),
        )

    def _show_errors(self, session: Session) -> None:
        is_signed = is_as_signed(self._document)  # a final report is no draft
        self.draft.setVisible(not is_signed)
        if errors := session.active_errors:
            self.draft.setChecked(not is_signed)
            end = "。" if is_signed else "，先按草稿打印。"
            self._show_state(f"报告里还有 {len(errors)} 个错误{end}")
            set_tool_tip(self._state, describe_errors(session))
            self._state.setAccessibleDescription(describe_errors(session))

    def _show_state(self, words: str) -> None:
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _say(self, words: str) -> None:
        self._show_state(words)
        set_tool_tip(self._state, words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._state, words))

    # ------------------------------------------------------------------ pages

    def _remake(self) -> None:
        """Lay the pages out with the choices; those shown stay until that is done."""
        if not self._is_making:
            start(self, self._make())

    async def _make(self) -> None:
        self._is_making = True
        made: PublicationOptions | None = None
        while made != self.options:  # chosen otherwise meanwhile
            made = self.options
            try:
                exported = await in_background(
                    lambda options=made: PDF.write(  # type: ignore[misc]
                        self._document, options, lambda _share: None
                    )
                )
            except Problem as problem:
                self.preview.clear(str(problem))
                break
            if self._is_over:
                return
            is_first = not self.preview.page_count
            self.preview.show_pdf(exported.data)
            if is_first:
                self.preview.setFocus()  # keys turn the pages
            self._show_notes(exported.notes)
        self._is_making = False
        self._show_printing()
        if self._prints and self.print_button.isEnabled():
            self._prints = False
            self._begin_printing()

    def _show_notes(self, notes: Sequence[str]) -> None:
        """Show the first notes; resting the mouse on them shows all."""
        more = [f"另有 {len(notes) - MOST_NOTES} 条说明，鼠标停在这里可以看到。"]
        shown = notes if len(notes) <= MOST_NOTES + 1 else [*notes[:MOST_NOTES], *more]
        self._notes.setText("\n".join(shown))
        self._notes.setVisible(bool(notes))
        set_tool_tip(self._notes, "\n".join(notes))
        self._notes.setAccessibleDescription("\n".join(notes))

    # ------------------------------------------------------------------ printing

    def _begin_printing(self) -> None:
        start(self, self._print())

    async def _print(self) -> None:
        printer = make_printer(Wording(self._document).title, self.preview.page_count)
        dialog = QPrintDialog(printer, self)
        dialog.setOptions(_OFFERED)
        dialog.setMinMax(1, self.preview.page_count)
        if not dialog.exec():
            return
        pages = list_pages(printer, self.preview.page_count, self.preview.page + 1)
        try:
            await self._print_pages(printer, pages)
        except Problem as problem:
            messages.warn(self, str(problem))

    async def _print_pages(self, printer: QPrinter, pages: list[int]) -> None:
        self._say("正在准备打印……")
        self.print_button.setEnabled(False)
        for choice in self._choices:
            choice.setEnabled(False)
        options = self.options
        traced = await in_background(lambda: trace_pages(self._document, options, GlyphPen))
        if self._is_over:
            return
        job = self._printing = PrintJob(printer, PagePainter(traced), pages)
        job.progress.connect(self._show_progress)
        self._show_printing()
        try:
            is_done = await in_background(job.print_pages)
        except Exception:
            self._end_printing("")
            raise
        self._end_printing(f"已打印 {len(pages)} 页。" if is_done else "打印已取消。")

    def _end_printing(self, words: str) -> None:
        self._printing = None
        self._show_printing()
        self._say(words)

    def _show_printing(self) -> None:
        """Enable what can be done while it is printed, and while it is not."""
        is_printing = self._printing is not None
        self._progress.setVisible(is_printing)
        self._progress.setRange(0, 0)
        self.close_button.setText("取消打印" if is_printing else "关闭")
        for widget in self._choices:
            widget.setEnabled(not is_printing)
        self.print_button.setEnabled(not is_printing and self.preview.page_count > 0)

    def _show_progress(self, done: int, total: int) -> None:
        if self._printing is not None:
            self._progress.setRange(0, total)
            self._progress.setValue(done)
            self._show_state(f"正在打印：{done} / {total}")

    def reject(self) -> None:
        """Stop printing; close where nothing is printed, or the printer does not answer."""
        if self._printing is not None and not self._printing.is_cancelled:
            self._printing.is_cancelled = True
            self._say("正在取消打印……")
            self.close_button.setText("关闭")
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Free the memory of the pages."""
        super().done(result)
        self._is_over = True
        self.preview.close_pages()


def describe_errors(session: Session) -> str:
    """Return a text that lists the errors of a report; empty where there is none."""
    errors = session.active_errors
    if not errors:
        return ""
    first = "\n".join(f"{SIGN[each.severity]} {each.message}" for each in errors[:MOST_ERRORS])
    more = f"\n……共 {len(errors)} 个" if len(errors) > MOST_ERRORS else ""
    return f"报告里还有 {len(errors)} 个错误，也可以继续：\n\n{first}{more}"
