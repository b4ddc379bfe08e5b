"""Findings as rows of a table: errors first, then warnings and information, set-aside ones last.

While a person is in the list, its rows are held: none moves, goes or comes. Whatever is settled
meanwhile is shown as done in its row, and new findings wait until the list is left.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from report_editor.checks import Finding, Severity
from report_editor.checks.finding import METADATA
from report_editor.common.hidden_characters import name_hidden
from report_editor.document import Change, Part
from report_editor.document.shared_ends import count_shared_ends
from report_editor.ui.editor.findings_bar import SET_ASIDE, Kind
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.severity import SIGN, calm_color, color, icon_name, link_color

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QIcon

    from report_editor.checks.fixes import Fix
    from report_editor.workspace.session import Session

    Index: TypeAlias = QModelIndex | QPersistentModelIndex
    GroupKey: TypeAlias = tuple[str, str]

COLUMNS = ("级别", "位置", "说明", "一步处理", "同类")
PLACE = 1
"""Column with where a finding is, which is cut where it has no room."""
MESSAGE = 2
FIX = 3
"""Column with what one click can put right."""
ALL = 4
"""Column with what puts right all findings of the same kind in a section."""
LINKS = (FIX, ALL)

_TIPS = {
    FIX: "点一下就处理，可以撤销（Ctrl+回车）",
    ALL: "先列出要改的每一处，再一起处理（Ctrl+Shift+回车）",
}
_TIP = "点一下转到这一处（回车）"
_ORDER = list(Severity)
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class Entry(NamedTuple):
    """A finding that is listed."""

    finding: Finding
    reason: str | None
    """Reason for which it was set aside."""
    is_done: bool = False
    """Settled since it was listed; only in rows that are held."""

    @property
    def words(self) -> tuple[object, ...]:
        """Return what makes it the same finding although paragraphs moved."""
        finding = self.finding
        return finding.code, finding.section, finding.cells, finding.message

    @property
    def kind(self) -> Kind:
        """Return the kind under which it is listed."""
        return self.finding.severity.value if self.reason is None else SET_ASIDE

    @property
    def is_active(self) -> bool:
        """Check whether there is still something to do about it."""
        return self.reason is None and not self.is_done


class FindingsModel(QAbstractTableModel):
    """Table of the findings, of which only the rows that differ change."""

    waitingChanged = Signal(int)
    """Emitted with the number of findings that are not listed because the rows are held."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document = session.document
        self._form = session.document.form
        """Edition that the findings are about; the report may have moved to another one since."""
        self.entries: list[Entry] = []
        self.is_held = False
        """Set while no row may move."""
        self.waiting = 0
        """Findings that are not listed because the rows are held."""
        self.kind: Kind = ""
        self.section = ""
        """Kind and section of the findings that are listed; empty for all."""
        self.counts: Counter[Kind] = Counter()
        """Findings of each kind, of the section that is listed."""
        self._fixes: dict[Finding, Fix | None] = {}
        """Fixes that have been asked for, as they were when the findings came."""
        self._groups: dict[GroupKey, list[Finding]] | None = None
        self._fixable: dict[GroupKey, list[Finding]] = {}
        """Those of a group that can be settled, of the groups that have been asked for."""
        self._steps: dict[Finding, Change] = {}
        """Steps by which fixes from this list settled findings since the rows are held."""
        self._is_checked = True

    # ------------------------------------------------------------------ rows

    def refresh(self, *, is_checked: bool) -> bool:
        """List the findings as they are now; return whether any is another.

        Args:
            is_checked: The report was checked since the last step of a fix.
        """
        is_held = self.is_held and self.entries and self._form is self._document.form
        if is_checked:
            self._is_checked = True
            self._form = self._document.form
            self._forget_fixes()  # the report may be another, and the findings the same
        reasons = self._document.entries(Part.SET_ASIDE)
        new = [
            Entry(each, reasons.get(each.identity) if reasons else None)
            for each in self._session.findings
        ]
        new = self._select(new)
        if is_held:
            return self._refresh_in_place(new)
        new.sort(key=lambda each: (each.reason is not None, _ORDER.index(each.finding.severity)))
        if self._is_checked:
            self._steps.clear()
        new = self._mark_settled(new)
        self._wait_for(0)
        old = self.entries
        if new == old:
            self._emit_changed()
            return False
        words = [tuple((each.reason, *each.words) for each in entries) for entries in (old, new)]
        kept = count_shared_ends(*words)[1]
        end, more = len(old) - kept, len(new) - len(old)
        self._forget_groups()
        if more > 0:
            self.beginInsertRows(QModelIndex(), end, end + more - 1)
            self.entries = old[:end] + new[end : end + more] + old[end:]
            self.endInsertRows()
        elif more < 0:
            self.beginRemoveRows(QModelIndex(), end + more, end - 1)
            self.entries = old[: end + more] + old[end:]
            self.endRemoveRows()
        self.entries = new
        self._emit_changed()
        return True

    def _select(self, every: list[Entry]) -> list[Entry]:
        """Count the entries of each kind and return those to be listed.

        The preamble is shown, and so listed, with the metadata.
        """
        keys = {self.section}
        if self.section == METADATA:
            keys.add(self._document.form.preamble.key)
        here = [each for each in every if not self.section or each.finding.section in keys]
        self.counts = Counter(each.kind for each in here)
        self.counts[""] = len(here)
        return [each for each in here if self.kind in ("", each.kind)]

    def mark_done(self, findings: list[Finding], step: Change) -> None:
        """Show findings as done that a step settled; they stay so until that is taken back."""
        self._steps |= dict.fromkeys(findings, step)
        self._is_checked = False
        self.entries = self._mark_settled(self.entries)
        self._forget_groups()
        self._emit_changed()

    def _mark_settled(self, entries: list[Entry]) -> list[Entry]:
        """Mark as done what a step settled that has not been taken back."""
        if not self._steps:
            return entries
        steps = {id(each) for each in self._session.history.steps}
        done = {finding for finding, step in self._steps.items() if id(step) in steps}
        return [each._replace(is_done=True) if each.finding in done else each for each in entries]

    def _refresh_in_place(self, new: list[Entry]) -> bool:
        """Show in each row whether its finding is still there, and count those that wait."""
        coming: dict[tuple[object, ...], list[Entry]] = {}
        for each in new:
            coming.setdefault(each.words, []).append(each)
        rows = []
        for old in self.entries:
            same = coming.get(old.words)
            now = same.pop(0) if same else old._replace(is_done=True)
            if old.finding in self._steps:
                self._steps[now.finding] = self._steps[old.finding]
            rows.append(now)
        rows = self._mark_settled(rows)
        self._wait_for(sum(map(len, coming.values())))
        is_another, self.entries = rows != self.entries, rows
        self._emit_changed()
        return is_another

    def _wait_for(self, count: int) -> None:
        if count != self.waiting:
            self.waiting = count
            self.waitingChanged.emit(count)

    def _emit_changed(self) -> None:
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, ALL))

    # ------------------------------------------------------------------ fixes

    def fix_of(self, finding: Finding) -> Fix | None:
        """Return the fix of a finding as it was when the findings came; none for reading only."""
        from report_editor.checks.fixes import find_fix

        if self._session.read_only or self._form is not self._document.form:
            return None
        if finding not in self._fixes:
            self._fixes[finding] = find_fix(self._document, finding)
        return self._fixes[finding]

    def group_of(self, finding: Finding) -> list[Finding]:
        """Return the findings still to be settled that can be settled together with one."""
        from report_editor.checks.fixes import find_group

        key = find_group(self._document, finding)
        group = self._list_fixable(key) if key else []
        return group if len(group) > 1 else [finding]

    def _alike(self) -> dict[GroupKey, list[Finding]]:
        """Return the findings still to be settled by what they have in common.

        Of all of them no fix is asked for: they may be a thousand.
        """
        if self._groups is None:
            from report_editor.checks.fixes import find_group

            self._groups = {}
            for each in self.entries:
                if each.is_active and (key := find_group(self._document, each.finding)):
                    self._groups.setdefault(key, []).append(each.finding)
        return self._groups

    def _list_fixable(self, key: GroupKey) -> list[Finding]:
        """Return the findings of a group that can be settled."""
        groups = self._alike()
        if key not in self._fixable:
            self._fixable[key] = [each for each in groups.get(key, ()) if self.fix_of(each)]
        return self._fixable[key]

    def join_group(self, finding: Finding) -> Fix | None:
        """Return the fix of a finding's group; None where it has only one thing to change."""
        from report_editor.checks.fixes import join_fixes

        fixes = [fix for each in self.group_of(finding) if (fix := self.fix_of(each))]
        joined = join_fixes(fixes) if fixes else None
        return joined if joined and len(joined.replacements) > 1 else None

    def _forget_fixes(self) -> None:
        self._fixes.clear()
        self._forget_groups()

    def _forget_groups(self) -> None:
        self._groups = None
        self._fixable.clear()

    # ------------------------------------------------------------------ texts

    def texts(self, row: int) -> tuple[str, str, str, str, str]:
        """Return the texts of a row."""
        entry = self.entries[row]
        finding, sign = entry.finding, SIGN[entry.finding.severity]
        word, message = finding.severity.word, finding.message
        fix = self.fix_of(finding) if entry.is_active else None
        if entry.is_done:
            sign, word = "✓", "已处理"
        elif entry.reason is not None:
            word, message = "已忽略", f"{message}（已忽略，理由：{entry.reason}）"
        name = f"{fix.name}{'…' if fix.asks else ''}" if fix else ""
        count = len(self.group_of(finding)) if fix else 0
        together = f"全部 {count} 处…" if count > 1 else ""
        return f"{sign} {word}", self._locate(finding), message, name, together

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
        """Return the names of the columns, which a screen reader reads out."""
        is_shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return COLUMNS[section] if is_shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        row, column = index.row(), index.column()
        shown: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                text = name_hidden(self.texts(row)[column])
                shown = text if column else text.partition(" ")[2]
            case Qt.ItemDataRole.DecorationRole if column == 0:
                shown = self._draw_sign(self.entries[row])
            case Qt.ItemDataRole.ToolTipRole:
                shown = self._explain_cell(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                shown = self._describe_aloud(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                shown = _TOP_LEFT
            case Qt.ItemDataRole.ForegroundRole:
                shown = self._color(row, column)
        return shown

    def _explain_cell(self, row: int, column: int) -> str:
        """Return what a click on a cell does; for a place, which may be cut, first all of it."""
        text = self.texts(row)[column]
        tip = _TIPS.get(column, _TIP) if text or column not in LINKS else _TIP
        return f"{text}\n{tip}" if column == PLACE else tip

    def _describe_aloud(self, row: int, column: int) -> str:
        """Return what a screen reader says of a cell: a link with its key, a level without sign."""
        text = name_hidden(self.texts(row)[column])
        if column == 0:
            return text.partition(" ")[2]
        key = "Ctrl+回车" if column == FIX else "Ctrl+Shift+回车"
        return f"{COLUMNS[column]}：{text}，按 {key}" if column in LINKS and text else text

    def _draw_sign(self, entry: Entry) -> QIcon:
        """Return the drawing for a level, calm where nothing is left to do."""
        severity = entry.finding.severity
        ink = color(severity) if entry.is_active else calm_color()
        return icon("balanced" if entry.is_done else icon_name(severity), ink)

    def _color(self, row: int, column: int) -> QColor | None:
        entry = self.entries[row]
        if not entry.is_active:
            return calm_color()
        if column in LINKS:
            return link_color()
        return color(entry.finding.severity) if column == 0 else None
