"""The tabs: one page a section, and one for the metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from report_editor.document import Part
from report_editor.document.balances import find_broken_balances
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.grid import TableView
from report_editor.ui.widgets.severity import link_color

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.checks import Finding
    from report_editor.document import Effect, History
    from report_editor.document.balances import BalanceState
    from report_editor.forms import Section, Table


class Page(Protocol):
    """What the window asks of every tab."""

    def commit_pending(self) -> None:
        """Puts text still in an open editor into the document."""

    def show_effect(self, effect: Effect) -> None:
        """Paints what a change made different."""

    def set_findings(self, findings: list[Finding]) -> None:
        """Marks what the checks found."""

    def set_zoom(self, percent: int) -> None:
        """Shows the content larger or smaller."""

    def go_to(self, finding: Finding) -> None:
        """Shows the place a finding speaks of and puts the cursor there."""


def heading(text: str) -> QLabel:
    """A page's title."""
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.35)
    font.setBold(True)
    label.setFont(font)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


def sentence(text: str) -> QLabel:
    """Something to be read, that may take several lines."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def hint(text: str) -> QLabel:
    """A sentence of explanation under a title."""
    label = QLabel(text)
    label.setWordWrap(True)
    return label


class TextPage(QWidget):
    """A section written as text."""

    def __init__(self, history: History, section: Section, parent: QWidget | None = None) -> None:
        """Shows one text section."""
        super().__init__(parent)
        self.section = section
        self.editor = NarrativeEditor(history, section.key)
        self.editor.setAccessibleName(section.heading)
        self.editor.setPlaceholderText(
            f"在这里写“{section.title}”。行首写“一、”“（一）”“1.”会自动变成相应的标题样式。"
        )
        layout = QVBoxLayout(self)
        layout.addWidget(heading(section.heading))
        layout.addWidget(hint(section.help))
        layout.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)

    def commit_pending(self) -> None:
        """Puts text still being composed into the document."""
        self.editor.commit_pending()

    def show_effect(self, effect: Effect) -> None:
        """Follows a change made elsewhere."""
        self.editor.show_effect(effect)

    def set_findings(self, findings: list[Finding]) -> None:
        """Marks the paragraphs found."""
        self.editor.set_findings(findings)

    def set_zoom(self, percent: int) -> None:
        """Shows the text larger or smaller."""
        self.editor.set_zoom(percent)

    def go_to(self, finding: Finding) -> None:
        """Puts the cursor into the paragraph."""
        self.editor.go_to(finding.paragraph)


class TablePage(QWidget):
    """A section that is one of the official tables."""

    message = Signal(str)
    selectionSummary = Signal(str)

    def __init__(
        self, history: History, section: Section, table: Table, parent: QWidget | None = None
    ) -> None:
        """Shows one table section."""
        super().__init__(parent)
        self.section = section
        self._document = history.document
        self._table = table
        self.grid = TableView(history, table)
        self.grid.setAccessibleName(section.heading)
        self.grid.message.connect(self.message)
        self.grid.selectionSummary.connect(self.selectionSummary)
        self.balance = QLabel()
        self.balance.setWordWrap(True)
        self.balance.setTextFormat(Qt.TextFormat.RichText)
        self.balance.setAccessibleName("勾稽关系")
        # One column out of balance takes the total with it: room for two lines and never more,
        # so that the table keeps its size while numbers are typed.
        self.balance.setText("✖ 国<br>✖ 国")
        self.balance.setMinimumHeight(self.balance.sizeHint().height())
        self.balance.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.balance.linkActivated.connect(self.grid.go_to)
        layout = QVBoxLayout(self)
        layout.addWidget(heading(section.heading))
        self._hint = hint(section.help)
        layout.addWidget(self._hint)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.balance)
        self.balance.setVisible(bool(table.balances))
        self._show_balances()
        self.setFocusProxy(self.grid)

    def commit_pending(self) -> None:
        """Puts the text of an open cell into the document."""
        self.grid.commit_pending()

    def show_effect(self, effect: Effect) -> None:
        """Paints the cells that changed and the balances they take part in."""
        self.grid.show_effect(effect)
        if effect.cells:
            self._show_balances()

    def set_findings(self, findings: Iterable[Finding]) -> None:
        """Marks the cells found."""
        self.grid.set_findings(findings)

    def set_zoom(self, percent: int) -> None:
        """Shows the table larger or smaller."""
        self.grid.set_zoom(percent)

    def show_last_year(self, shown: bool) -> None:
        """Shows last year's numbers in the cells, and says what they are."""
        self.grid.show_last_year(shown)
        words = "格子右边的小字是上年的数字。"
        known = shown and bool(self._document.entries(Part.PREVIOUS))
        self._hint.setText(self.section.help + (words if known else ""))

    def go_to(self, finding: Finding) -> None:
        """Puts the cell cursor on the first cell the finding names."""
        if finding.cells:
            self.grid.go_to(finding.cells[0])
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Takes the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "balance"):
            self._show_balances()

    def _show_balances(self) -> None:
        if not self._table.balances:
            return
        broken = [
            state
            for state in find_broken_balances(self._document)
            if state.balance.table == self._table.key
        ]
        if not broken:
            self.balance.setText(f"✔ {len(self._table.balances)} 列全部平衡：{self._rule()}。")
            return
        first, *others = broken
        lines = [self._link(first, first.words)]
        if len(others) == 1:
            lines.append(self._link(others[0], others[0].words))
        elif others:
            names = "、".join(self._link(each, each.balance.column.short) for each in others)
            lines.append(f"还有 {len(others)} 列不平衡：{names}。")
        self.balance.setText("<br>".join(f"✖ {line}" for line in lines))

    def _link(self, state: BalanceState, words: str) -> str:
        """Words that lead to a column, the tool tip and the list of findings say the rest."""
        ink = link_color().name()
        return f'<a href="{state.balance.left[0].address}" style="color:{ink}">{words}</a>'

    def _rule(self) -> str:
        balance = self._table.balances[0]
        left, right = (
            " + ".join(cell.row.short for cell in side) for side in (balance.left, balance.right)
        )
        return f"{left} = {right}"
