"""A fault of our own: the work is put into safety, the user is told calmly."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from report_editor.common.problem import Problem
from report_editor.storage.log import format_traceback
from report_editor.ui.dialogs import messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from report_editor.storage.log import Log

_log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Catches what nobody caught.

    It saves nothing: a half-changed document must not replace a good file, and the journal has
    every committed change already.
    """

    _happened = Signal(object)

    def __init__(self, window: QWidget, log: Log, secure: Callable[[], bool]) -> None:
        """Begins to catch.

        Args:
            window: the parent of the dialog.
            log: where the fault is written.
            secure: brings the journal to the disk and says whether all of it is there.
        """
        super().__init__(window)
        self._window = window
        self._log = log
        self._secure = secure
        self._telling = False
        self._told: set[str] = set()
        self._happened.connect(self._tell)
        sys.excepthook = self._hook
        threading.excepthook = lambda given: self._hook(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Problem):
            # A fault in painting comes again with each repaint: one must be able to go on and save.
            path = format_traceback(error)
            if path in self._told:
                return
            self._told.add(path)
            _log.error("an error nobody caught", exc_info=error)
        self._happened.emit(error)

    def _tell(self, error: BaseException) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            if isinstance(error, Problem):
                messages.warn(self._window, str(error))
            else:
                self._show_fault()
        finally:
            self._telling = False

    def _show_fault(self) -> None:
        safe = self._secure()
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("程序出了一个错误")
        box.setText(
            "程序内部出了一个错误，刚才的操作可能没有完成。您的修改都在恢复记录里，没有丢失。"
            if safe
            else "程序内部出了一个错误，而且恢复记录没有写成。请马上用“另存为”保存一份。"
        )
        advice = "建议保存以后重新启动程序。"
        if self._log.is_written:
            record = "错误记录在日志里，日志不含报告的内容，可以发给开发者：\n{folder}"
        else:
            record = "日志文件夹不能写入，这次错误没有记录下来：\n{folder}"
        box.setInformativeText(advice + record.format(folder=self._log.folder))
        folder = box.addButton("打开日志文件夹", QMessageBox.ButtonRole.ActionRole)
        folder.setEnabled(self._log.is_written)
        box.setDefaultButton(box.addButton("继续", QMessageBox.ButtonRole.AcceptRole))
        box.exec()
        if box.clickedButton() is folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.folder)))
