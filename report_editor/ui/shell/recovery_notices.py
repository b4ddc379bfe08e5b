"""Notices of reports that were not saved when the program or the PC went down."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from report_editor.files.user_folders import user_folders
from report_editor.ui.dialogs import messages
from report_editor.ui.widgets.notice_bar import NoticeBar
from report_editor.workspace.background import in_background, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report_editor.storage.recovery import Recoverable
    from report_editor.ui.editor.editor_page import EditorPage
    from report_editor.ui.shell.start_page import StartPage


class RecoveryNotices(QObject):
    """Bars on the start page for each report that can be brought back.

    Who opens the very file that has something unsaved sees the bar above it as well: otherwise
    the clerk would type again what is there already.
    """

    recoverRequested = Signal(object)
    """Emitted with the ``Recoverable`` that the user wants back."""

    def __init__(self, parent: QObject, find_start_page: Callable[[], StartPage]) -> None:
        """Begin without a notice; the start page is asked for when there is one to show."""
        super().__init__(parent)
        self._find_start_page = find_start_page
        self._editor: EditorPage | None = None
        self._offers: list[Recoverable] = []
        self._bars: list[tuple[Recoverable | None, NoticeBar]] = []
        """All bars that were shown; some may be closed."""

    def look(self) -> None:
        """Look for unsaved work, in a worker's thread, and show what there is."""
        start(self, self._look())

    def attend(self, editor: EditorPage) -> None:
        """Offer above a report just opened what was not saved of its file."""
        self._editor = editor
        self._offer_in_editor()

    def settle(self, found: Recoverable) -> None:
        """Offer this no more: it was brought back or thrown away."""
        self._offers = [each for each in self._offers if each.file != found.file]
        self._close([each for each in self._bars if each[0] and each[0].file == found.file])

    def show_clean_start(self) -> None:
        """Say that after failed starts nothing was opened by itself, and everything is kept."""
        bar = NoticeBar("程序前两次没有正常启动，这次没有自动打开文件。没有保存的修改都还留着。")
        bar.add("查找没有保存的报告", self.look)
        self._find_start_page().add_notice(bar)

    async def _look(self) -> None:
        from report_editor.storage.recovery import find_recoverable

        folder = user_folders().recovery
        found = await in_background(lambda: find_recoverable(folder))
        self._close(self._bars[:])
        self._offers = found.recoverable
        for each in self._offers:
            self._put(self._find_start_page(), each, self._make_bar(each))
        self._name_files(found.unreadable, "有恢复记录已经损坏，读不出来，原样留在：")
        self._name_files(
            found.newer, "有恢复记录是更新版本的程序写的，请用那个版本恢复。它们原样留在："
        )
        self._offer_in_editor()

    def _name_files(self, files: list[Path], sentence: str) -> None:
        """Name journals that are not offered, after a sentence that says why."""
        if files:
            bar = NoticeBar(sentence + "、".join(str(each) for each in files))
            bar.add("知道了", lambda: None)
            self._put(self._find_start_page(), None, bar)

    def _offer_in_editor(self) -> None:
        if self._editor is None or not isValid(self._editor):
            return
        path = self._editor.session.path
        for each in self._offers:
            if each.path is not None and path is not None and _is_same(each.path, path):
                self._put(self._editor, each, self._make_bar(each))

    def _put(self, page: StartPage | EditorPage, found: Recoverable | None, bar: NoticeBar) -> None:
        page.add_notice(bar)
        self._bars.append((found, bar))

    def _close(self, bars: list[tuple[Recoverable | None, NoticeBar]]) -> None:
        for each in bars:
            self._bars.remove(each)
            if isValid(each[1]):
                each[1].close()

    def _make_bar(self, found: Recoverable) -> NoticeBar:
        name = found.path.name if found.path else "还没有保存过的报告"
        year = f"{found.year} 年度" if found.year else ""
        whose = " ".join(filter(None, (found.organization, year, name)))
        bar = NoticeBar(
            f"上次没有保存就关闭了：{whose}，"
            f"最后修改 {found.last_change:%Y-%m-%d %H:%M}，{found.changes} 处修改。"
        )
        bar.add("恢复", lambda: self.recoverRequested.emit(found), closes=False)
        bar.add("以后再说", lambda: None)
        bar.add("丢弃…", lambda: self._ask_to_discard(bar, found), closes=False)
        return bar

    def _ask_to_discard(self, bar: NoticeBar, found: Recoverable) -> None:
        if messages.confirm(bar, "丢弃以后不能找回这些修改。确定丢弃吗？", "丢弃"):
            start(self, self._discard(found))

    async def _discard(self, found: Recoverable) -> None:
        await in_background(found.discard)
        self.settle(found)


def _is_same(one: Path, other: Path) -> bool:
    """Check whether two paths name one file, without asking the disk, which may be slow."""
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
