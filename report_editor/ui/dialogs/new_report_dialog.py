"""Dialog that asks for what a new report needs: an organization and a year."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from report_editor.document import Document, Field, Part
from report_editor.forms import form_for_year
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import Label, hint
from report_editor.ui.widgets.text_input import OneLine
from report_editor.workspace.last_year import get_year_due_now

FIRST_YEAR = 2019
"""First report year that an edition of the form exists for."""


class NewReportDialog(QDialog):
    """Dialog for organization and year; the year decides the edition of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Propose the year whose report is due."""
        super().__init__(parent)
        set_title(self, "新建年度报告")
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        self.organization = OneLine()
        self.organization.setPlaceholderText("例如：青禾县柳溪镇人民政府")
        self.organization.refused.connect(self._show_refusal)
        self.organization.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 30)
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, today.year + 1)
        self.year.setValue(get_year_due_now())
        self.year.setSuffix(" 年")
        self._edition = Label()
        self._refusal = hint("")
        self._refusal.hide()
        rows = QFormLayout()
        rows.addRow("单位全称(&O)", self.organization)
        rows.addRow(self._refusal)
        rows.addRow("报告年度(&Y)", self.year)
        rows.addRow("格式", self._edition)
        buttons = QDialogButtonBox()
        buttons.addButton("新建", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint("单位名称请写全称，与公章一致。以后可以在“基本信息”里修改。"))
        layout.addLayout(rows)
        layout.addWidget(buttons)
        self.year.valueChanged.connect(self._show_edition)
        self._show_edition()

    def make_document(self) -> Document:
        """Make a blank report for what was given."""
        fields = {Field.YEAR: str(self.year.value())}
        if organization := self.organization.text().strip():
            fields[Field.ORGANIZATION] = organization
        parts = {Part.FIELDS: {str(key): text for key, text in fields.items()}}
        return Document(form_for_year(self.year.value()), parts=parts)

    def _show_edition(self) -> None:
        edition = form_for_year(self.year.value())
        self._edition.setText(f"{edition.name}（{edition.authority}）")

    def _show_refusal(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.show()
