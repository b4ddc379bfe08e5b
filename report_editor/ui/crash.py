"""A fault of our own: the work is put into safety, the user is told calmly."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from report_editor.problem import Problem
from report_editor.ui import messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Catches what nobody caught.

    It saves nothing: a half-changed document must not replace a good file, and the journal has
    every committed change already.
    """

    _happened = Signal(object)

    def __init__(self, window: QWidget, log: Path, secure: Callable[[], bool]) -> None:
        """Begins to catch.

        Args:
            window: the parent of the dialog.
            log: the log file.
            secure: brings the journal to the disk and says whether all of it is there.
        """
        super().__init__(window)
        self._window = window
        self._folder = log.parent
        self._secure = secure
        self._telling = False
        self._happened.connect(self._tell)
        sys.excepthook = self._hook
        threading.excepthook = lambda given: self._hook(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Problem):
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
        box.setWindowTitle(self.tr("程序出了一个错误"))
        box.setText(
            self.tr(
                "程序内部出了一个错误，刚才的操作可能没有完成。您的修改都在恢复记录里，没有丢失。"
            )
            if safe
            else self.tr("程序内部出了一个错误，而且恢复记录没有写成。请马上用“另存为”保存一份。")
        )
        box.setInformativeText(
            self.tr(
                "建议保存以后重新启动程序。错误记录在日志里，日志不含报告的内容，可以发给开发者：\n{folder}"
            ).format(folder=self._folder)
        )
        folder = box.addButton(self.tr("打开日志文件夹"), QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(box.addButton(self.tr("继续"), QMessageBox.ButtonRole.AcceptRole))
        box.exec()
        if box.clickedButton() is folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
