"""Findings as rows of a table: errors first, then warnings and information, set-aside ones last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from report_editor.checks import Finding, Severity
from report_editor.checks.fixes import find_fix
from report_editor.common.hidden_characters import name_hidden
from report_editor.document import Part
from report_editor.document.shared_ends import count_shared_ends
from report_editor.ui.widgets.severity import SIGN, color, link_color

if TYPE_CHECKING:
    from PySide6.QtGui import QBrush, QColor

    from report_editor.workspace.session import Session

    Index: TypeAlias = QModelIndex | QPersistentModelIndex

COLUMNS = ("级别", "位置", "说明", "一步处理")
MESSAGE = 2
FIX = 3
"""Column with what one click can put right."""

_ORDER = list(Severity)
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class Entry(NamedTuple):
    """A finding that is listed."""

    finding: Finding
    reason: str | None
    """Reason for which it was set aside."""

    @property
    def words(self) -> tuple[object, ...]:
        """Return what makes it the same entry although paragraphs moved."""
        finding = self.finding
        return self.reason, finding.code, finding.section, finding.cells, finding.message


class FindingsModel(QAbstractTableModel):
    """Table of the findings, of which only the rows that differ change."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document = session.document
        self._form = session.document.form
        """Edition that the findings are about; the report may have moved to another one since."""
        self.entries: list[Entry] = []
        self._fixes: dict[Finding, str] = {}
        """Names of the fixes that have been asked for."""

    def refresh(self) -> bool:
        """List the findings as they are now; return whether any is another."""
        reasons = self._document.entries(Part.SET_ASIDE)
        new = [
            Entry(each, reasons.get(each.identity) if reasons else None)
            for each in self._session.findings
        ]
        new.sort(key=lambda each: (each.reason is not None, _ORDER.index(each.finding.severity)))
        old = self.entries
        if new == old:
            return False
        words = [tuple(each.words for each in entries) for entries in (old, new)]
        kept = count_shared_ends(*words)[1]
        end, more = len(old) - kept, len(new) - len(old)
        self._fixes.clear()
        self._form = self._document.form
        if more > 0:
            self.beginInsertRows(QModelIndex(), end, end + more - 1)
            self.entries = old[:end] + new[end : end + more] + old[end:]
            self.endInsertRows()
        elif more < 0:
            self.beginRemoveRows(QModelIndex(), end + more, end - 1)
            self.entries = old[: end + more] + old[end:]
            self.endRemoveRows()
        self.entries = new
        if new:
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, FIX))
        return True

    def texts(self, row: int) -> tuple[str, str, str, str]:
        """Return the texts of a row."""
        finding, reason = self.entries[row]
        word, message = finding.severity.word, finding.message
        if reason is not None:
            word, message = "已忽略", f"{message}（已忽略，理由：{reason}）"
        return (
            f"{SIGN[finding.severity]} {word}",
            self._locate(finding),
            message,
            "" if reason is not None else self._name_fix(finding),
        )

    def _name_fix(self, finding: Finding) -> str:
        if self._form is not self._document.form:
            return ""
        if finding not in self._fixes:
            fix = find_fix(self._document, finding)
            self._fixes[finding] = fix.label if fix else ""
        return self._fixes[finding]

    def _locate(self, finding: Finding) -> str:
        """Say in the words of the form where a finding is."""
        form = self._form
        section = next((each for each in form.sections if each.key == finding.section), None)
        name = (section.numeral or section.title) if section else "基本信息"
        if len(finding.cells) == 1:
            return f"{name}  {form.cells[finding.cells[0]].name}"
        if finding.cells:
            return f"{name}  {self._summarise_cells(finding)}"
        if finding.paragraph is not None:
            return f"{name}  第 {finding.paragraph + 1} 段"
        return name

    def _summarise_cells(self, finding: Finding) -> str:
        """Say what several cells have in common, a column or a row, and how many they are."""
        cells = [self._form.cells[each] for each in finding.cells]
        count = f"{len(cells)} 格"
        if len({each.column.key for each in cells}) == 1:
            return f"{cells[0].column.short}，{count}"
        if len({each.row.key for each in cells}) == 1:
            return f"{cells[0].row.short}，{count}"
        return count

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the names of the columns."""
        is_name = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return COLUMNS[section] if is_name else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name_hidden(self.texts(row)[column])
            case Qt.ItemDataRole.ToolTipRole if column == FIX:
                return "点一下就处理，可以撤销（Ctrl+回车）" if self.texts(row)[FIX] else ""
            case Qt.ItemDataRole.ToolTipRole:
                return "双击转到这一处（回车）"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _TOP_LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(row, column)
        return None

    def _color(self, row: int, column: int) -> QBrush | QColor | None:
        finding, reason = self.entries[row]
        if column == FIX:
            return link_color()
        if reason is not None:
            return QGuiApplication.palette().placeholderText()
        return color(finding.severity) if column == 0 else None
