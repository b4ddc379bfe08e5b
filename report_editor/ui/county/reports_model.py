"""Table of the reports: rows are appended as they come, changed in place, and never rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from report_editor.checks import Severity
from report_editor.collection.report_row import ReportRow, UnreadFile
from report_editor.common.hidden_characters import name_hidden_in_line
from report_editor.common.plain_chinese import fold
from report_editor.ui.county.entries import (
    Entry,
    MissingOffice,
    Remark,
    State,
    describe_state,
    get_key,
    list_states,
    rank,
)
from report_editor.ui.widgets.foreign_text import make_tool_tip
from report_editor.ui.widgets.severity import color

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from PySide6.QtGui import QColor

Index = QModelIndex | QPersistentModelIndex
HEADINGS = (
    *("单位", "情况", "年度", "格式", "错误", "提醒", "勾稽关系"),
    *("发布日期", "没有认出", "文件"),
)
UNIT, STATE, YEAR, FORM, ERRORS, WARNINGS, BALANCES, DATE, UNPLACED, FILE = range(len(HEADINGS))
_HELP = {
    UNIT: "打勾的报告计入合计、可以退回；空格键打勾或者取消",
    UNPLACED: "没有认出、没有放进报告的内容有几处",
    BALANCES: "不成立的勾稽关系有几处",
}
_NUMBERS: dict[int, Callable[[ReportRow], int]] = {
    YEAR: lambda row: row.year or 0,
    ERRORS: lambda row: row.errors,
    WARNINGS: lambda row: row.warnings,
    BALANCES: lambda row: len(row.broken),
    UNPLACED: lambda row: row.unplaced,
}
"""Columns that are sorted by numbers."""
_CENTERED = _NUMBERS.keys() | {FORM, DATE}
_TEXTS: dict[int, Callable[[ReportRow], str]] = {
    UNIT: lambda row: row.name,
    YEAR: lambda row: str(row.year or "不明"),
    FORM: lambda row: row.form.id,
    ERRORS: lambda row: str(row.errors),
    WARNINGS: lambda row: str(row.warnings),
    BALANCES: lambda row: f"{len(row.broken)} 处不平" if row.broken else "平衡",
    DATE: lambda row: row.publication_date,
    UNPLACED: lambda row: str(row.unplaced),
    FILE: lambda row: row.file.name,
}
_SORT_ROLE = Qt.ItemDataRole.UserRole
_LONGEST = 200


class ReportsModel(QAbstractTableModel):
    """Entries of the table, one a row."""

    chosen = Signal(object, bool)
    """Emitted with files, and whether they are chosen now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._rows: dict[Path | str, int] = {}
        self._remarks: Mapping[Path | str, list[Remark]] = {}
        self._left_out: set[Path] = set()
        self._readers: dict[int, Callable[[Entry, int], object]] = {
            Qt.ItemDataRole.DisplayRole: self._show,
            Qt.ItemDataRole.ToolTipRole: self._explain,
            Qt.ItemDataRole.CheckStateRole: self._get_check,
            Qt.ItemDataRole.TextAlignmentRole: self._align,
            Qt.ItemDataRole.ForegroundRole: self._color,
            Qt.ItemDataRole.AccessibleTextRole: self._read_out,
            _SORT_ROLE: self._sort_key,
        }

    # ------------------------------------------------------------------ content

    def take(self, came: Iterable[Entry]) -> None:
        """Append entries; one of a file that is there already takes its row."""
        fresh: dict[Path | str, Entry] = {}
        for each in came:
            key = get_key(each)
            if key in self._rows:
                row = self._rows[key]
                self.entries[row] = each
                self._announce(row, row)
            else:
                fresh[key] = each
        if fresh:
            first = len(self.entries)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows |= {key: first + at for at, key in enumerate(fresh)}
            self.entries += fresh.values()
            self.endInsertRows()

    def remove(self, keys: Collection[Path | str]) -> None:
        """Remove the entries of files that are gone, or of offices that are no longer missing."""
        rows = sorted((self._rows[each] for each in keys if each in self._rows), reverse=True)
        while rows:
            last = first = rows.pop(0)
            while rows and rows[0] == first - 1:
                first = rows.pop(0)
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.entries[first : last + 1]
            self.endRemoveRows()
        self._rows = {get_key(each): at for at, each in enumerate(self.entries)}

    def compare(self, missing: Iterable[str], remarks: Mapping[Path | str, list[Remark]]) -> None:
        """Show which offices are missing, and what list and other reports say of the rest."""
        offices = {each: MissingOffice(each) for each in missing}
        self.remove(
            {
                key
                for key, row in self._rows.items()
                if isinstance(self.entries[row], MissingOffice) and key not in offices
            }
        )
        self._remarks = remarks
        self.take(office for name, office in offices.items() if name not in self._rows)
        if self.entries:
            self._announce(0, len(self.entries) - 1)

    def list_remarks(self, entry: Entry) -> list[Remark]:
        """Return what list and other reports say of an entry."""
        return self._remarks.get(get_key(entry), [])

    def choose(self, rows: Iterable[int], *, is_chosen: bool) -> None:
        """Choose the reports of some rows, or leave them out."""
        reports = {
            row: entry.file for row in rows if isinstance(entry := self.entries[row], ReportRow)
        }
        files = set(reports.values())
        (self._left_out.difference_update if is_chosen else self._left_out.update)(files)
        if reports:
            self._announce(min(reports), max(reports))
            self.chosen.emit(files, is_chosen)

    def is_chosen(self, row: int) -> bool:
        """Check whether the report of a row is chosen."""
        entry = self.entries[row]
        return isinstance(entry, ReportRow) and entry.file not in self._left_out

    def _announce(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(HEADINGS) - 1))

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of entries."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _CENTERED:
            return Qt.AlignmentFlag.AlignCenter
        return _HELP.get(section) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a report be chosen in its first column."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == UNIT and isinstance(self.entries[index.row()], ReportRow):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose a report, or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.choose([index.row()], is_chosen=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, tool tip, color, check mark or what is sorted by."""
        read = self._readers.get(role)
        if read is None or not index.isValid():
            return None
        return read(self.entries[index.row()], index.column())

    def get_text(self, entry: Entry, column: int) -> str:
        """Return what a column shows of an entry."""
        if column == STATE:
            return describe_state(entry, self.list_remarks(entry))
        if isinstance(entry, ReportRow):
            return _TEXTS[column](entry)
        if column == UNIT:
            return entry.name if isinstance(entry, MissingOffice) else entry.problem
        return entry.file.name if column == FILE and isinstance(entry, UnreadFile) else ""

    def _show(self, entry: Entry, column: int) -> str:
        return name_hidden_in_line(self.get_text(entry, column), _LONGEST)

    def _get_check(self, entry: Entry, column: int) -> Qt.CheckState | None:
        if column != UNIT or not isinstance(entry, ReportRow):
            return None
        is_chosen = entry.file not in self._left_out
        return Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked

    def _align(self, _entry: Entry, column: int) -> Qt.AlignmentFlag | None:
        return Qt.AlignmentFlag.AlignCenter if column in _CENTERED else None

    def _read_out(self, entry: Entry, column: int) -> str:
        return f"{HEADINGS[column]}：{self._show(entry, column)}"

    def _explain(self, entry: Entry, column: int) -> str:
        text = ""
        if column == FILE and not isinstance(entry, MissingOffice):
            text = str(entry.file)
        elif column == BALANCES and isinstance(entry, ReportRow):
            text = "\n".join(entry.broken)
        elif column == STATE:
            text = "\n".join(each.sentence for each in self.list_remarks(entry))
        elif column == UNIT:
            text = self.get_text(entry, column)
        return make_tool_tip(text)

    def _color(self, entry: Entry, column: int) -> QColor | None:
        """Return the color of what is to be looked at; the words say the same."""
        if column == STATE and not isinstance(entry, ReportRow):
            return color(Severity.ERROR)
        if not isinstance(entry, ReportRow):
            return None
        if (column in (ERRORS, STATE) and entry.errors) or (column == BALANCES and entry.broken):
            return color(Severity.ERROR)
        is_warning = column == WARNINGS and entry.warnings
        if is_warning or (column == STATE and self.list_remarks(entry)):
            return color(Severity.WARNING)
        return None

    def _sort_key(self, entry: Entry, column: int) -> int | str:
        if column == STATE:
            return rank(entry, self.list_remarks(entry))
        if column in _NUMBERS:
            return _NUMBERS[column](entry) if isinstance(entry, ReportRow) else -1
        return self.get_text(entry, column)


class FilteredReports(QSortFilterProxyModel):
    """Entries in the order and with the state and the words that were asked for."""

    def __init__(self, model: ReportsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._state: State | None = None
        self._words = ""
        self.setSortRole(_SORT_ROLE)
        self.setSortLocaleAware(True)
        self.setSourceModel(model)

    def show_only(self, state: State | None, words: str) -> None:
        """Show the entries of one state, None for all, in which some words stand."""
        self._state, self._words = state, fold(words).casefold()
        self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, _parent: Index) -> bool:
        """Check whether an entry has the state and the words."""
        entry = self._model.entries[source_row]
        remarks = self._model.list_remarks(entry)
        if self._state is not None and self._state not in list_states(entry, remarks):
            return False
        if not self._words:
            return True
        texts = [self._model.get_text(entry, UNIT), describe_state(entry, remarks)]
        if not isinstance(entry, MissingOffice):
            texts += [entry.file.name, entry.file.parent.name]
        return any(self._words in fold(each).casefold() for each in texts)
