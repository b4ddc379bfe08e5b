"""Strip under the columns of a table: both sides of each balance, and what they differ by.

It stands below the rows like a frozen row and never changes its height while one types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QWidget

from report_editor.document import format_number
from report_editor.document.balances import describe_side
from report_editor.forms import CellRole
from report_editor.ui.grid.look import look_of
from report_editor.ui.grid.marks import Sign
from report_editor.ui.grid.paint import draw_sign, measure_least, paint_text
from report_editor.ui.widgets.foreign_text import make_tool_tip, show_tool_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from report_editor.forms import Balance
    from report_editor.ui.grid.frozen import FrozenStrips
    from report_editor.ui.grid.look import Look
    from report_editor.ui.grid.model import GridModel

_LINES = 3
_LEAST_ROWS = 12
"""Rows that must be in sight beside a strip of three lines; in a lower window it has one."""


@dataclass(frozen=True, slots=True)
class _State:
    """A balance in words for the three lines of the strip."""

    left: str
    right: str
    difference: str
    sign: Sign | None
    """None where the column is filled in and balanced."""

    @property
    def short(self) -> str:
        """Return both sides and the difference in one line."""
        return f"{self.left} | {self.right} | {self.difference}"


class BalanceStrip(QWidget):
    """Lines of the balances that the form declares for a table, aligned with its columns."""

    balanceClicked = Signal(str)
    """Emitted with the address of the first cell of a balance."""

    def __init__(self, view: QTableView, model: GridModel, frozen: FrozenStrips) -> None:
        super().__init__(view)
        self._view, self._frozen, self._model = view, frozen, model
        self._blocks = _group_balances(model.table.balances)
        self._states: dict[int, _State] = {}
        """States by the position of the balance in the table."""
        self._announced: dict[int, _State] = {}
        """States that were last told to assistive technology, by the same position."""
        self._has_three, self._line = True, 1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("勾稽关系")
        model.valuesChanged.connect(self._refresh)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        self._refresh()

    # ------------------------------------------------------------------ content

    def describe(self, balance: Balance) -> str:
        """Return a balance in a sentence: what is blank, or both sides and the difference."""
        state, blanks = self._model.balance_state(balance)
        if blanks:
            return f"{balance.column.short}：还差 {blanks} 格没有填。现在{state.sides}。"
        return f"{state.words}。"

    def tool_tip(self, balance: Balance | None) -> str:
        """Return what the mouse shows over a balance: this year's sides and last year's."""
        if balance is None:
            return ""
        words = (self.describe(balance), self._model.last_year_of(balance))
        return make_tool_tip("\n".join(filter(None, words)))

    def _refresh(self) -> None:
        """Take the numbers of the document."""
        states = dict(enumerate(map(self._find_state, self._model.table.balances)))
        if self._states == states:
            return
        self._states = states
        self.update()
        balances = self._model.table.balances
        broken = [at for at, state in states.items() if state.sign is Sign.UNEQUAL]
        words = "".join(self.describe(balances[at]) for at in broken)
        self.setAccessibleDescription(words or "没有不平衡的列。")
        if not self._view.isPersistentEditorOpen(self._view.currentIndex()):
            self.announce()  # else when the whole number is typed

    def announce(self) -> None:
        """Say aloud which columns came to balance, lost it or differ by another number now."""
        before, self._announced = self._announced, self._states
        news = [
            at
            for at, was in before.items()
            if was.sign is not (now := self._states[at].sign)
            or (now is Sign.UNEQUAL and was.difference != self._states[at].difference)
        ]
        if news:
            said = "".join(self.describe(self._model.table.balances[at]) for at in news)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _find_state(self, balance: Balance) -> _State:
        state, blanks = self._model.balance_state(balance)
        left, right = format_number(state.left), format_number(state.right)
        if blanks:
            return _State(left, right, f"还差 {blanks} 格", Sign.BLANK)
        if state.is_balanced:
            return _State(left, right, "平衡", None)
        return _State(left, right, f"差 {format_number(state.difference)}", Sign.UNEQUAL)

    # ------------------------------------------------------------------ place

    def find_height(self, line: int) -> int:
        """Return the height for lines of a height, and the height of the view."""
        self._line = line
        rows = self._view.height() / line - self._model.table.header_rows - _LINES
        self._has_three = rows >= _LEAST_ROWS
        return line * (_LINES if self._has_three else 1) * len(self._blocks)

    def fit(self) -> None:
        """Stand below the last row of the table, or below the view where the table is longer."""
        viewport = self._view.viewport().geometry()
        length = sum(map(self._view.rowHeight, range(self._model.table.grid_row_count)))
        top = viewport.y() + min(length, viewport.height())
        self.setGeometry(viewport.x(), top, viewport.width(), self.find_height(self._line))
        self.update()

    def _columns(self, balance: Balance) -> tuple[int, int]:
        """Return left edge and width of the column that a balance stands under."""
        cell = self._model.table.value_cells[balance.left[0].address]
        covered = range(cell.column, cell.column + cell.column_span)
        return self._view.columnViewportPosition(cell.column), sum(
            map(self._view.columnWidth, covered)
        )

    def _balance_at(self, x: int, y: int) -> Balance | None:
        lines = _LINES if self._has_three else 1
        block = min(y // self._line // lines, len(self._blocks) - 1)
        for number in self._blocks[block]:
            balance = self._model.table.balances[number]
            left, width = self._columns(balance)
            if left <= x < left + width:
                return balance
        return None

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint label and numbers of every line."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._view.palette().color(QPalette.ColorRole.Window))
        look, top = look_of(self._view), 0
        for block in self._blocks:
            for line in range(_LINES) if self._has_three else (_LINES,):
                self._paint_line(painter, look, block, line, top)
                top += self._line

    def _paint_line(
        self, painter: QPainter, look: Look, block: list[int], line: int, top: int
    ) -> None:
        here = self._view.currentIndex()
        column = self._model.cell_at(here).column if here.isValid() else -1
        for number in block:
            balance, state = self._model.table.balances[number], self._states[number]
            left, width = self._columns(balance)
            rect = QRect(left, top, width, self._line)
            cell = self._model.table.value_cells[balance.left[0].address]
            crossed = cell.column == column
            signs = (state.sign,) if state.sign is not None and line >= 2 else ()
            ground = look.colors.ground(CellRole.LABEL, signs, selected=False, crossed=crossed)
            painter.fillRect(rect, ground)
            _frame(painter, rect, look.colors.grid_line, is_first=top == 0)
            _paint_state(painter, look, state, line, rect)
        self._paint_label(painter, look, block, line, top)

    def _paint_label(
        self, painter: QPainter, look: Look, block: list[int], line: int, top: int
    ) -> None:
        """Write what a line holds beside its numbers: at the left, else where they end."""
        balances = self._model.table.balances
        sides = tuple(map(describe_side, (balances[block[0]].left, balances[block[0]].right)))
        label = (*sides, "差", f"{sides[0]} | {sides[1]} | 差")[line]
        columns = [self._columns(balances[number]) for number in block]
        left, width = 0, max(min(columns)[0], self._frozen.extent().width())
        needed = round(look.measure(label, look.label) + 2 * look.lengths.padding) + 1
        if width < needed:
            left, width = sum(max(columns)), needed
        rect = QRect(left, top, width, self._line)
        painter.fillRect(rect, look.colors.ground(CellRole.LABEL, (), selected=False))
        _frame(painter, rect, look.colors.grid_line, is_first=top == 0)
        painter.fillRect(QRect(left, top, 1, self._line), look.colors.grid_line)
        painter.setFont(look.label)
        painter.setPen(look.colors.ink)
        box = QRectF(rect).adjusted(look.lengths.padding, 0, -look.lengths.padding, 0)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), label
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Announce a click on a balance."""
        point = event.position().toPoint()
        balance = self._balance_at(point.x(), point.y())
        if balance is not None and event.button() == Qt.MouseButton.LeftButton:
            self.balanceClicked.emit(balance.left[0].address)

    def event(self, event: QEvent) -> bool:
        """Show the balance under the mouse in a sentence."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            balance = self._balance_at(event.pos().x(), event.pos().y())
            show_tool_tip(event.globalPos(), self.tool_tip(balance), self)
            return True
        return super().event(event)


def _group_balances(balances: tuple[Balance, ...]) -> list[list[int]]:
    """Group the positions of balances that compare the same rows: each group has its lines."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, balance in enumerate(balances):
        sides = (balance.left, balance.right)
        key = tuple(f"{at}:{cell.row.key}" for at, side in enumerate(sides) for cell in side)
        groups.setdefault(key, []).append(number)
    return list(groups.values())


def _frame(painter: QPainter, rect: QRect, color: QColor, *, is_first: bool) -> None:
    """Draw the lines at the right and below, above the first line of the strip too."""
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color)
    if is_first:
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), color)


def _paint_state(painter: QPainter, look: Look, state: _State, line: int, rect: QRect) -> None:
    """Write what a line says of one balance."""
    box = QRectF(rect).adjusted(look.lengths.padding, 0, -look.lengths.padding, 0)
    if line < 2:
        painter.setPen(look.colors.ink)
        text = (state.left, state.right)[line]
        paint_text(painter, look, text, box, look.normal, box.left(), box.right())
        return
    font = look.bold if state.sign is Sign.UNEQUAL else look.label
    is_short = line == _LINES and look.measure(state.short, font) < box.width()
    text = state.short if is_short else state.difference
    if state.sign is Sign.UNEQUAL:
        side = look.lengths.sign
        at = QRectF(rect.x() + look.lengths.gap, box.center().y() - side / 2, side, side)
        if at.right() + look.lengths.gap + measure_least(look, text, font) <= box.right():
            draw_sign(painter, at, Sign.UNEQUAL, look.colors)
            box.setLeft(at.right() + look.lengths.gap)
    painter.setPen(look.colors.pale if state.sign is Sign.BLANK else look.colors.ink)
    paint_text(painter, look, text, box, font, box.left(), box.right())
