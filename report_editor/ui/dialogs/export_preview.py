"""Show what an export will be before it is written: its pages, or its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget

from report_editor.common.hidden_characters import name_hidden
from report_editor.common.problem import Problem
from report_editor.exporters.bundle import choose_options
from report_editor.exporters.registry import PDF, PICTURE_PDF, Exporter, View
from report_editor.ui.paper.page_preview import PagePreview
from report_editor.ui.widgets.type_scale import enlarge_font
from report_editor.workspace.background import Cancelled, Pending, in_background, start

if TYPE_CHECKING:
    from report_editor.document import Document
    from report_editor.exporters.options import PublicationOptions
    from report_editor.exporters.registry import Exported, Progress


_SHOWN_AS: dict[View, Exporter[Any]] = {View.PAPER: PDF, View.PICTURE: PICTURE_PDF}
"""Formats whose pages are shown for others; a text is shown as it is."""
MOST_SHOWN = 100_000
"""Characters of a text: some three times as many as the longest report, and shown in an instant."""


class ExportPreview(QStackedWidget):
    """Pages or text of one report, made in the background; what was wanted last is shown."""

    noted = Signal(object)
    """Emitted with the sentences about what could not be written as it should."""

    def __init__(self, document: Document) -> None:
        """Prepare to show a report, which must not change meanwhile."""
        super().__init__()
        self._document = document
        self._made: dict[tuple[View, PublicationOptions], Exported] = {}
        """Pages made so far: several formats have the same ones."""
        self._work: Pending[tuple[Exported, Exported | None]] | None = None
        self._version = 0
        self._shown: dict[bool, object] = {}
        """View whose pages, and format whose text, stand in the widgets or soon will."""
        self.pages = PagePreview()
        self.pages.list.hide()  # there is little room, and the report has few pages
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("导出的内容")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # tables stay in columns
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.text.setFont(enlarge_font(fixed))
        self.addWidget(self.pages)
        self.addWidget(self.text)

    def show_format(self, exporter: Exporter[Any], options: PublicationOptions) -> None:
        """Begin to show what a format will be."""
        self.stop()
        is_text = exporter.view is View.TEXT
        self.setCurrentWidget(self.text if is_text else self.pages)
        wanted = exporter if is_text else exporter.view
        if self._shown.get(is_text) != wanted:  # nobody takes what is there for it
            self._shown[is_text] = wanted
            self.text.clear()
            if not is_text:
                self.pages.clear("正在排版……")
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
        document, version = self._document, self._version
        pages = self._made.get((exporter.view, options))

        def go_on(_share: float) -> None:
            if version != self._version:
                raise Cancelled

        self._work = in_background(lambda: _make(document, exporter, options, pages, go_on))
        try:
            exported, pages = await self._work
        except Problem as problem:
            self.pages.clear(str(problem))
            self.text.setPlainText(str(problem))
            return
        if pages is None:
            text = exported.data.decode("utf-8-sig").replace("\r\n", "\n")
            self.text.setPlainText(_shorten(text))
        else:
            self._made[exporter.view, options] = pages
            self.pages.show_pdf(pages.data, has_color=exporter.view is View.PICTURE)
        self.noted.emit(exported.notes)


def _shorten(text: str) -> str:
    """Return the text of a file to be read, with a sentence where it is not all of it."""
    shown = name_hidden(text[:MOST_SHOWN], MOST_SHOWN)
    left = len(text) - MOST_SHOWN
    return shown if left <= 0 else f"{shown}\n\n……后面还有 {left:,} 个字，导出的文件里都有。"


def _make(
    document: Document,
    exporter: Exporter[Any],
    options: PublicationOptions,
    pages: Exported | None,
    go_on: Progress,
) -> tuple[Exported, Exported | None]:
    """Make a file, and the pages that show it unless they are there; None where its text does."""
    shown = _SHOWN_AS.get(exporter.view)
    if shown is not None and pages is None:
        pages = shown.write(document, choose_options(shown, options), go_on)
    if exporter is shown and pages is not None:
        return pages, pages
    go_on(0)
    return exporter.write(document, choose_options(exporter, options), go_on), pages
