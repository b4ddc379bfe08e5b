"""Show what an export will be before it is written: its pages, or its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget

from report_editor.common.hidden_characters import name_hidden
from report_editor.common.problem import Problem
from report_editor.exporters.bundle import choose_options
from report_editor.exporters.registry import PDF
from report_editor.ui.paper.page_preview import PagePreview
from report_editor.workspace.background import Cancelled, Pending, in_background, start

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.registry import Exported, Exporter, Progress


class ExportPreview(QStackedWidget):
    """Pages or text of one report, made in the background; what was wanted last is shown."""

    noted = Signal(object)
    """Emitted with the sentences about what could not be written as it should."""

    def __init__(self, document: Document) -> None:
        """Prepare to show a report, which must not change meanwhile."""
        super().__init__()
        self._document = document
        self._papers: dict[PublicationOptions, Exported] = {}
        """Pages made so far: several formats have the same ones."""
        self._work: Pending[tuple[Exported, Exported | None]] | None = None
        self._version = 0
        self.pages = PagePreview()
        self.pages.list.hide()  # there is little room, and the report has few pages
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("导出的内容")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # tables stay in columns
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.addWidget(self.pages)
        self.addWidget(self.text)

    def show_format(self, exporter: Exporter[Any], options: PublicationOptions) -> None:
        """Begin to show what a format will be."""
        self.stop()
        self.setCurrentWidget(self.text if exporter.is_text else self.pages)
        start(self, self._show(exporter, options))

    def stop(self) -> None:
        """Give up what is being made."""
        self._version += 1
        if self._work is not None and not self._work.is_settled:
            self._work.fail(Cancelled())

    def close_pages(self) -> None:
        """Give up what is being made, and free the memory of the pages."""
        self.stop()
        self.pages.close_pages()

    async def _show(self, exporter: Exporter[Any], options: PublicationOptions) -> None:
        document, paper, version = self._document, self._papers.get(options), self._version

        def go_on(_share: float) -> None:
            if version != self._version:
                raise Cancelled

        self._work = in_background(lambda: _make(document, exporter, options, paper, go_on))
        try:
            exported, paper = await self._work
        except Problem as problem:
            self.pages.clear(str(problem))
            self.text.setPlainText(str(problem))
            return
        if paper is None:
            text = exported.data.decode("utf-8-sig").replace("\r\n", "\n")
            self.text.setPlainText(name_hidden(text))
        else:
            self._papers[options] = paper
            self.pages.show_pdf(paper.data)
        self.noted.emit(exported.notes)


def _make(
    document: Document,
    exporter: Exporter[Any],
    options: PublicationOptions,
    paper: Exported | None,
    go_on: Progress,
) -> tuple[Exported, Exported | None]:
    """Make a file, and the pages that show it unless they are there; None where its text does."""
    if exporter.is_text:
        paper = None
    elif paper is None:
        paper = PDF.write(document, options, go_on)
    if exporter is PDF and paper is not None:
        return paper, paper
    go_on(0)
    return exporter.write(document, choose_options(exporter, options), go_on), paper
