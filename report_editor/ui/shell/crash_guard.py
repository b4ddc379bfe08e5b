"""Catch faults of the program: bring the work into safety and show the user a calm sentence."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from report_editor.common.problem import Problem
from report_editor.storage.log import format_traceback
from report_editor.ui.dialogs import messages
from report_editor.ui.dialogs.messages import Icon, Role, make_box

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from report_editor.storage.log import Log

_log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Handler of exceptions that nobody caught.

    It saves nothing: a half-changed document must not replace a good file, and the journal has
    every committed change already.
    """

    _happened = Signal(object)

    def __init__(self, window: QWidget, log: Log, secure: Callable[[], bool]) -> None:
        """Begin to catch exceptions.

        Args:
            window: The window that messages belong to.
            log: Log of this run of the program.
            secure: Bring every change to the journal on the disk; return whether all are there.
        """
        super().__init__(window)
        self._window = window
        self._log = log
        self._secure = secure
        self._is_showing = False
        self._known: set[str] = set()
        """Tracebacks that were shown."""
        self._happened.connect(self._show)
        sys.excepthook = self._hook
        threading.excepthook = lambda given: self._hook(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Problem):
            # A fault in painting comes again with each repaint: one must be able to go on and save.
            trace = format_traceback(error)
            if trace in self._known:
                return
            self._known.add(trace)
            _log.error("an error nobody caught", exc_info=error)
        self._happened.emit(error)

    def _show(self, error: BaseException) -> None:
        if self._is_showing:
            return
        self._is_showing = True
        try:
            if isinstance(error, Problem):
                messages.warn(self._window, str(error))
            else:
                self._show_fault()
        finally:
            self._is_showing = False

    def _show_fault(self) -> None:
        if self._secure():
            text = "刚才的操作可能没有完成。您的修改都在恢复记录里，没有丢失。"
        else:
            text = "而且恢复记录没有写成。请马上用“另存为”保存一份。"
        if self._log.is_written:
            record = "错误记录在日志里，日志不含报告的内容，可以发给开发者："
        else:
            record = "日志文件夹不能写入，这次错误没有记录下来："
        box = make_box(
            self._window,
            Icon.Warning,
            "程序出了一个错误",
            f"程序内部出了一个错误，{text}",
            f"建议保存以后重新启动程序。{record}\n{self._log.folder}",
        )
        folder = box.addButton("打开日志文件夹", Role.ActionRole)
        folder.setEnabled(self._log.is_written)
        box.setDefaultButton(box.addButton("继续", Role.AcceptRole))
        box.exec()
        if box.clickedButton() is folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.folder)))
