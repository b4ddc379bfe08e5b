"""At the start: reports that were not saved when the program or the PC went down."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from report_editor.files.user_folders import user_folders
from report_editor.storage.recovery import Found, Recoverable, find_recoverable
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workspace import background

if TYPE_CHECKING:
    from pathlib import Path

    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.shell.start_page import StartPage


class RecoveryNotices(QObject):
    """Puts a bar on the start page for each report that can be brought back.

    Who opens the very file that has something unsaved is told above it as well: otherwise the
    clerk would type again what is there already.
    """

    recoverRequested = Signal(object)
    """The user wants this :class:`~report_editor.storage.recovery.Recoverable`."""

    def __init__(self, page: StartPage) -> None:
        """Shows nothing yet; :meth:`look` does."""
        super().__init__(page)
        self._page = page
        self._editor: EditorPage | None = None
        self._offers: list[Recoverable] = []
        self._bars: list[tuple[Recoverable | None, NoticeBar]] = []

    def look(self) -> None:
        """Looks for unsaved work, in a worker's thread, and shows what there is."""
        folder = user_folders().recovery
        background.start(
            self, lambda _job: find_recoverable(folder), done=self._show, failed=self._failed
        )

    def attend(self, editor: EditorPage) -> None:
        """A report was opened: offers above it what was not saved of its file."""
        self._editor = editor
        editor.destroyed.connect(lambda: self._forget_editor(editor))
        self._offer_in_editor()

    def settle(self, found: Recoverable) -> None:
        """Offers this no more: it was brought back or thrown away."""
        self._offers = [each for each in self._offers if each.file != found.file]
        self._remove([each for each in self._bars if each[0] and each[0].file == found.file])

    @staticmethod
    def _failed(error: Exception) -> None:
        raise error

    def _show(self, found: Found) -> None:
        self._remove(self._bars)
        self._offers = found.recoverable
        for each in self._offers:
            self._put(self._page, each, self._bar(each))
        self._tell_of(found.unreadable, "有恢复记录已经损坏，读不出来，原样留在：{names}")
        self._tell_of(
            found.newer,
            "有恢复记录是更新版本的程序写的，请用那个版本恢复。它们原样留在：{names}",
        )
        self._offer_in_editor()

    def _tell_of(self, files: list[Path], sentence: str) -> None:
        """Says which journals are not offered, and why."""
        if files:
            bar = NoticeBar(sentence.format(names="、".join(str(each) for each in files)))
            bar.add("知道了", lambda: None)
            self._put(self._page, None, bar)

    def _offer_in_editor(self) -> None:
        if self._editor is None or (path := self._editor.session.path) is None:
            return
        for each in self._offers:
            if each.path is not None and _same(each.path, path):
                self._put(self._editor, each, self._bar(each))

    def _forget_editor(self, editor: EditorPage) -> None:
        if self._editor is editor:
            self._editor = None

    def _put(self, page: StartPage | EditorPage, found: Recoverable | None, bar: NoticeBar) -> None:
        page.add_notice(bar)
        self._bars.append((found, bar))
        bar.destroyed.connect(lambda: self._forget(bar))

    def _forget(self, bar: NoticeBar) -> None:
        self._bars = [each for each in self._bars if each[1] is not bar]

    def _remove(self, bars: list[tuple[Recoverable | None, NoticeBar]]) -> None:
        for _, bar in bars:
            bar.hide()
            bar.deleteLater()

    def _bar(self, found: Recoverable) -> NoticeBar:
        where = found.path.name if found.path else "还没有保存过的报告"
        sentence = (
            f"上次没有保存就关闭了：{found.organization} {where}，"
            f"最后修改 {found.last_change:%Y-%m-%d %H:%M}，{found.changes} 处修改。"
        )
        bar = NoticeBar(sentence)
        bar.add("恢复", lambda: self.recoverRequested.emit(found), closes=False)
        bar.add("以后再说", lambda: None)
        bar.add("丢弃…", lambda: self._discard(bar, found), closes=False)
        return bar

    def _discard(self, bar: NoticeBar, found: Recoverable) -> None:
        sure = messages.confirm(bar, "丢弃以后不能找回这些修改。确定丢弃吗？", "丢弃")
        if sure:
            background.start(
                self,
                lambda _job: found.discard(),
                done=lambda _none: self.settle(found),
                failed=self._failed,
            )


def _same(one: Path, other: Path) -> bool:
    """Whether two paths name one file; the disk, which may be slow, is not asked."""
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
