"""Start page: this year's report first, then the recent files and the other ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from report_editor.common.hidden_characters import name_hidden
from report_editor.storage.find_last_reports import FoundReport, find_last_reports
from report_editor.ui.shell.first_choice import (
    PART,
    FirstChoice,
    describe_file,
    describe_found,
    find_first_choice,
    name_found,
)
from report_editor.ui.shell.start_widgets import DropPlace, RecentDelegate, Room, WayButton
from report_editor.ui.shell.user_places import list_user_places
from report_editor.ui.widgets.foreign_text import set_tool_tip
from report_editor.ui.widgets.labels import heading, hint
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.type_scale import use_text_size
from report_editor.workspace.background import in_background, start
from report_editor.workspace.last_year import get_year_due_now

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from report_editor.storage.recent import RecentFile
    from report_editor.ui.shell.window_settings import WindowSettings

WAYS = (
    ("rollover", "previous-year", "以上年报告新建", "选择去年的文件，写今年的报告"),
    ("new", "new", "新建空白报告", "填写单位和年度，从空白的官方格式开始"),
    ("open", "open", "打开报告", "本程序保存的文件，或者去年的 Word、PDF、网页、Excel"),
    ("paste_report", "paste", "粘贴报告", "在 WPS、Word 或浏览器里全选、复制，再点这里"),
    ("example", "help", "看一个示例", "一份填好的报告，故意留了两处错误"),
)
"""Ways to begin: the name of a command, a drawing, a title, an explanation."""
_ANOTHER = ("选择别的文件", "找到的不是上一份报告，就自己选：Word、PDF、网页、Excel 都可以")
"""Texts of the second of :data:`WAYS`, where a file is offered that nobody has chosen."""
_SEARCH_AFTER_MS = 150
"""Milliseconds that the window has to show itself before files are looked for."""
_MOST_FOUND = 8
_WIDEST = 1080
"""Pixels of the page's content: longer lines are hard to read."""


class StartPage(QWidget):
    """Page with the likeliest thing to do first, the recent files, and the other ways to begin."""

    commandRequested = Signal(str)
    fileRequested = Signal(object)
    lastYearRequested = Signal(object)
    """Emitted with the file of last year's report, to begin this year's from."""

    def __init__(self, settings: WindowSettings) -> None:
        """Build the page; ``settings`` know the recent files."""
        super().__init__()
        use_text_size(self)  # here one reads, in no hurry, what can be done
        self._settings = settings
        self._choice = FirstChoice("", "")
        self._found: list[FoundReport] = []
        """Files that may be last year's report, and were never opened here."""
        self._is_searching = False
        self.first = WayButton("previous-year", is_first=True)
        self.first.clicked.connect(self._choose_first)
        self.buttons: dict[str, WayButton] = {}
        self._due = hint()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        columns = QHBoxLayout()
        columns.setSpacing(Space.HUGE.pixels)
        columns.addLayout(self._make_recent(), 5)
        columns.addLayout(self._make_ways(), 4)
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._title = heading("政府信息公开工作年度报告")
        self._top.addWidget(self._title)
        self._top.addWidget(self._due, 1)
        content = self._body = QWidget()
        self._content = QVBoxLayout(content)
        set_margins(self._content)
        self._content.addLayout(self._top)
        self._content.addWidget(self.first)
        self._content.addLayout(columns, 1)
        self._outside = QVBoxLayout(self)
        self._outside.addWidget(_make_scrolled(_centre(content)), 1)
        self._outside.addLayout(self._make_notices())  # above they would move what is clicked
        self._condense(Room.AMPLE)
        self.setFocusProxy(self.first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as little room as keeps everything in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Choose the widest of the arrangements in which nothing has to be scrolled to.

        Notices count for nothing here: when one comes, all stays where it is.
        """
        for room in Room:
            self._condense(room)
            margins = self._outside.contentsMargins()
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            width = min(self.width() - margins.left() - margins.right() - bar, _WIDEST)
            self._body.setMaximumWidth(width)  # with a bar to scroll, too: no text wraps anew
            self._notice_area.setMaximumWidth(width)
            height = self.height() - margins.top() - margins.bottom()
            if self._content.totalHeightForWidth(width) <= height:
                return

    def _condense(self, room: Room) -> None:
        side, gap, above, below = {
            Room.AMPLE: (Space.HUGE, Space.WIDE, Space.WIDE, Space.MEDIUM),
            Room.SMALL: (Space.HUGE, Space.MEDIUM, Space.MEDIUM, Space.SMALL),
            Room.SCARCE: (Space.WIDE, Space.SMALL, Space.HAIR, Space.NONE),
        }[room]
        set_margins(self._outside, left=side, top=above, right=side, bottom=below)
        for layout in (self._outside, self._content, self._top):
            layout.setSpacing(gap.pixels)
        directions = QBoxLayout.Direction
        is_ample = room is Room.AMPLE
        self._top.setDirection(directions.TopToBottom if is_ample else directions.LeftToRight)
        self._title.setVisible(room is not Room.SCARCE)  # the window has one, too
        for each in (self.first, *self.buttons.values()):
            each.condense(room)
        self.drop_place.condense(room)
        self._content.invalidate()

    def _make_notices(self) -> QHBoxLayout:
        self._notice_area = QWidget()
        self._notices = QVBoxLayout(self._notice_area)
        set_margins(self._notices)
        self._notice_area.hide()
        return _centre(self._notice_area)

    def _make_ways(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(Space.HAIR.pixels)
        layout.addWidget(heading("其他开始方式"))
        for name, drawing, title, words in WAYS:
            button = self.buttons[name] = WayButton(drawing)
            button.show_texts(title, words)
            button.clicked.connect(lambda _checked, name=name: self.commandRequested.emit(name))
            layout.addWidget(button)
        layout.addStretch(1)
        return layout

    def _make_recent(self) -> QVBoxLayout:
        self.recent = QListWidget()
        self.recent.setAccessibleName("最近的报告")
        self.recent.setItemDelegate(RecentDelegate(self.recent))
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.itemActivated.connect(self._open_item)
        self.recent.itemClicked.connect(self._open_item)
        self.recent.setMouseTracking(True)
        self.recent.setFrameShape(QListWidget.Shape.NoFrame)
        self.recent.setSpacing(Space.HAIR.pixels)
        self.recent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.recent.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        begin = QAction("以这份报告新建下一年度的(&N)", self.recent)
        begin.triggered.connect(self._begin_from_item)
        forget = QAction("从列表中移除(&R)", self.recent)
        forget.setShortcut(QKeySequence.StandardKey.Delete)
        forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        forget.triggered.connect(self._forget_item)
        self.forget_all = QAction("清除最近的报告(&C)", self.recent)
        self.forget_all.triggered.connect(self._forget_all)
        self.recent.addActions([begin, forget, self.forget_all])
        self.drop_place = DropPlace()
        layout = QVBoxLayout()
        layout.setSpacing(Space.MEDIUM.pixels)
        self._listed = heading("最近的报告")
        layout.addWidget(self._listed)
        layout.addWidget(self.recent, 1)
        layout.addWidget(self.drop_place)
        layout.addStretch(0)  # keeps the frame at the top
        return layout

    def list_recent(self) -> None:
        """List the recent files, also those that are gone: looking for them may take long."""
        files = self._settings.recent
        self.recent.clear()
        for each in files:
            year = f"{each.year} 年度" if each.year else ""
            name = PART.join(filter(None, (each.organization or each.title, year)))
            item = QListWidgetItem(name_hidden(f"{name or each.path.stem}\n{describe_file(each)}"))
            item.setData(Qt.ItemDataRole.UserRole, each)
            set_tool_tip(item, str(each.path))
            self.recent.addItem(item)
        self._show_first(files)
        self._list_found()
        self.recent.setCurrentRow(0)
        is_empty = not self.recent.count()
        self.recent.setVisible(not is_empty)
        self.drop_place.setVisible(is_empty)
        self._listed.setText("找到的文件" if self.recent.count() and not files else "最近的报告")

    def _list_found(self) -> None:
        """List below the recent files what was found, but for the one that is the first choice."""
        for each in self._found[:_MOST_FOUND]:
            if each.path != self._choice.path:
                item = QListWidgetItem(f"{name_found(each)}\n{describe_found(each)}")
                item.setData(Qt.ItemDataRole.UserRole, each)
                set_tool_tip(item, str(each.path))
                self.recent.addItem(item)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for last year's report once the page is seen, where none was opened here."""
        super().showEvent(event)
        QTimer.singleShot(_SEARCH_AFTER_MS, self, lambda: start(self, self._search()))

    async def _search(self) -> None:
        if self._is_searching or self._choice.path is not None or not self.isVisible():
            return
        self._is_searching = True
        due = get_year_due_now()
        try:
            found = await in_background(lambda: find_last_reports(list_user_places(), due))
        finally:
            self._is_searching = False
        known = {each.path for each in self._settings.recent}
        self._found = [each for each in found if each.path not in known]
        if self._found:
            self.list_recent()

    def _show_first(self, files: tuple[RecentFile, ...]) -> None:
        """Show what the date and the recent files say is to be done."""
        due = get_year_due_now()
        self._due.setText(
            f"{due} 年度的报告在 {due + 1} 年 1 月 31 日前公布。所有操作都在本机完成，不连接网络。"
        )
        self._choice = find_first_choice(files, due, self._found)
        self.first.show_texts(self._choice.title, self._choice.words)
        # Where the first choice asks for a file, that is the same once more.
        self.buttons["rollover"].setVisible(self._choice.path is not None)
        is_found = self._choice.path in [each.path for each in self._found]
        _name, _drawing, *usual = WAYS[0]
        self.buttons["rollover"].show_texts(*(_ANOTHER if is_found else usual))
        self._fit()

    def _choose_first(self) -> None:
        if self._choice.path is None:
            self.commandRequested.emit("rollover")
        elif self._choice.is_begun:
            self.fileRequested.emit(self._choice.path)
        else:
            self.lastYearRequested.emit(self._choice.path)

    def add_notice(self, widget: QWidget) -> None:
        """Put something urgent, such as a report to recover, below what can be begun."""
        self._notices.addWidget(widget)
        self._notice_area.show()

    def _find_chosen(self) -> RecentFile | FoundReport | None:
        item = self.recent.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _open_item(self) -> None:
        file = self._find_chosen()
        if isinstance(file, FoundReport):
            self.lastYearRequested.emit(file.path)
        elif file is not None:
            self.fileRequested.emit(file.path)

    def _begin_from_item(self) -> None:
        if file := self._find_chosen():
            self.lastYearRequested.emit(file.path)

    def _forget_item(self) -> None:
        """Take a file from the list; the file itself stays."""
        if file := self._find_chosen():
            self._settings.forget_recent(file.path)
            self._found = [each for each in self._found if each.path != file.path]
            self.list_recent()

    def _forget_all(self) -> None:
        self._settings.forget_recent()
        self._found = []
        self.list_recent()


def _centre(widget: QWidget) -> QHBoxLayout:
    """Return a row with a widget in the middle, as wide as it may be."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 10_000)
    row.addStretch(1)
    return row


def _make_scrolled(row: QHBoxLayout) -> QScrollArea:
    """Return an area that scrolls a row where even the names of the ways have no room."""
    whole = QWidget()
    whole.setLayout(row)
    whole.setMinimumHeight(1)  # what it needs depends on the width, which its hint ignores
    set_margins(row)
    area = QScrollArea()
    area.setWidget(whole)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for each in (whole, area.viewport()):
        each.setAutoFillBackground(True)
        each.setBackgroundRole(QPalette.ColorRole.Base)
    return area
