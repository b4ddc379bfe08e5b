"""Pages of a PDF with a list of them, their number and the zoom: preview for any dialog.

::

    preview = PagePreview()
    layout.addWidget(preview)
    preview.show_pdf(exported.data)  # again after a change: page and zoom stay
    preview.clear("这里说明为什么没有页面")  # while there is nothing to show

``preview.page`` (from 0) and ``preview.page_count`` say what is read; ``preview.view`` is the
:class:`PageView` with its zoom, and gets the keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSpinBox,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from report_editor.ui.paper.page_list import PageList
from report_editor.ui.paper.page_pictures import PdfPages
from report_editor.ui.paper.page_view import Fit, PageView
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import Label, hint
from report_editor.ui.widgets.spacing import Space, set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent


class _PageNumber(QSpinBox):
    """Number of the page that is read; Enter goes there, and presses no button of a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("页码")
        self.setPrefix("第 ")
        self.setKeyboardTracking(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PagePreview(QWidget):
    """Pages, list of pages, page number and zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PageView()
        self.list = PageList()
        self.number = _PageNumber()
        self.percent = Label()
        self.percent.setAccessibleName("缩放")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setFixedWidth(self.fontMetrics().horizontalAdvance("400%") + 8)
        self._pages: PdfPages | None = None
        self._empty = hint()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = QWidget()
        beside = QHBoxLayout(body)
        set_margins(beside)
        beside.setSpacing(Space.NONE.pixels)
        beside.addWidget(self.list)
        beside.addWidget(self.view, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(body)
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.addLayout(self._make_bar())
        layout.addLayout(self._stack, 1)
        self.setFocusProxy(self.view)
        self.view.pageChanged.connect(self._show_page)
        self.view.zoomChanged.connect(lambda _percent: self._show_zoom())
        self.list.pageChosen.connect(self.view.go_to_page)
        self.number.valueChanged.connect(lambda number: self.view.go_to_page(number - 1))
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, self.view.zoom_in),
            ("Ctrl+=", self.view.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.view.zoom_out),
            ("Ctrl+0", lambda: self.view.set_zoom(100)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.clear("")

    # ------------------------------------------------------------------ what is shown

    @property
    def page(self) -> int:
        """Return the number of the page that is read now, from 0."""
        return self.view.page

    @property
    def page_count(self) -> int:
        """Return the number of pages, 0 while none are shown."""
        return len(self._pages.sizes) if self._pages else 0

    def show_pdf(self, data: bytes, *, has_color: bool = False) -> None:
        """Show the pages of a PDF that this program made; page and zoom stay as they are.

        Those of a report are black and gray; ``has_color`` is for others.
        """
        old, self._pages = self._pages, PdfPages(data, has_color=has_color)
        self.list.show_pages(self._pages)
        self.view.show_pages(self._pages)
        if old is not None:
            old.close()
        self.number.setSuffix(f" / {self.page_count} 页")
        self.number.setRange(1, self.page_count)
        self._stack.setCurrentIndex(1)
        self._bar.setEnabled(True)
        self._show_page(self.view.page)
        self._show_zoom()

    def clear(self, words: str) -> None:
        """Show a sentence in the place of the pages."""
        self.close_pages()
        self._empty.setText(words)
        self._stack.setCurrentIndex(0)
        self._bar.setEnabled(False)

    def close_pages(self) -> None:
        """Free the memory of the pages; call it when the dialog is done."""
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    # ------------------------------------------------------------------ the bar

    def _make_bar(self) -> QHBoxLayout:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        set_margins(bar)
        self._width = self._make_button("适合宽度", "按窗口的宽度显示", self._fit_width)
        self._whole = self._make_button("整页", "显示一整页", self._fit_page)
        self._real = self._make_button("100%", "按纸的实际大小显示", self._show_real_size)
        for button in (self._width, self._whole, self._real):
            button.setCheckable(True)
        bar.addWidget(self.number)
        bar.addStretch(1)
        for widget in (
            self._width,
            self._whole,
            self._real,
            self._make_button("－", "缩小", self.view.zoom_out),
            self.percent,
            self._make_button("＋", "放大", self.view.zoom_in),
        ):
            bar.addWidget(widget)
        outer = QHBoxLayout()
        outer.addWidget(self._bar)
        return outer

    def _make_button(self, text: str, name: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        set_tool_tip(button, name)
        button.clicked.connect(lambda _checked: act())
        return button

    def _fit_width(self) -> None:
        self.view.fit_to(Fit.WIDTH)
        self._show_zoom()

    def _fit_page(self) -> None:
        self.view.fit_to(Fit.PAGE)
        self._show_zoom()

    def _show_real_size(self) -> None:
        self.view.set_zoom(100)
        self._show_zoom()

    def _show_page(self, page: int) -> None:
        self.list.choose(page)
        blocker = QSignalBlocker(self.number)  # nobody typed it
        self.number.setValue(page + 1)
        blocker.unblock()

    def _show_zoom(self) -> None:
        view = self.view
        self.percent.setText(f"{view.zoom}%")
        self._width.setChecked(view.fit is Fit.WIDTH)
        self._whole.setChecked(view.fit is Fit.PAGE)
        self._real.setChecked(view.fit is Fit.NOTHING and view.zoom == 100)
