"""At the start: reports that were not saved when the program or the PC went down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from report_editor.storage.folders import user_folders
from report_editor.storage.recovery import Found, Recoverable, find_recoverable
from report_editor.ui import background, messages
from report_editor.ui.notice_bar import NoticeBar

if TYPE_CHECKING:
    from report_editor.ui.start_page import StartPage


class RecoveryNotices(QObject):
    """Puts a bar on the start page for each report that can be brought back."""

    recoverRequested = Signal(object)
    """The user wants this :class:`~report_editor.storage.recovery.Recoverable`."""

    def __init__(self, page: StartPage) -> None:
        """Shows nothing yet; :meth:`look` does."""
        super().__init__(page)
        self._page = page
        self._bars: list[NoticeBar] = []

    def look(self) -> None:
        """Looks for unsaved work, in a worker's thread, and shows what there is."""
        folder = user_folders().recovery
        background.start(
            self, lambda _job: find_recoverable(folder), done=self._show, failed=self._failed
        )

    @staticmethod
    def _failed(error: Exception) -> None:
        raise error

    def _show(self, found: Found) -> None:
        for bar in self._bars:
            bar.hide()
            bar.deleteLater()
        self._bars = [self._bar(each) for each in found.recoverable]
        if found.unreadable:
            names = "、".join(str(each) for each in found.unreadable)
            bar = NoticeBar(
                self.tr("有恢复记录已经损坏，读不出来，原样留在：{names}").format(names=names)
            )
            bar.add(self.tr("知道了"), lambda: None)
            self._bars.append(bar)
        for bar in self._bars:
            self._page.add_notice(bar)

    def _bar(self, found: Recoverable) -> NoticeBar:
        where = found.path.name if found.path else self.tr("还没有保存过的报告")
        sentence = self.tr(
            "上次没有保存就关闭了：{organization} {where}，最后修改 {time}，{count} 处修改。"
        ).format(
            organization=found.organization,
            where=where,
            time=f"{found.last_change:%Y-%m-%d %H:%M}",
            count=found.changes,
        )
        bar = NoticeBar(sentence)
        bar.add(self.tr("恢复"), lambda: self.recoverRequested.emit(found))
        bar.add(self.tr("以后再说"), lambda: None)
        bar.add(self.tr("丢弃…"), lambda: self._discard(bar, found), closes=False)
        return bar

    def _discard(self, bar: NoticeBar, found: Recoverable) -> None:
        sure = messages.confirm(
            bar, self.tr("丢弃以后不能找回这些修改。确定丢弃吗？"), self.tr("丢弃")
        )
        if sure:
            found.discard()
            bar.hide()
