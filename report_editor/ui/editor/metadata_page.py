"""The first tab: who reports on which year, and the text before section 一."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from report_editor.document import Field
from report_editor.document.commands import set_field
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.editor.pages import heading, hint
from report_editor.ui.editor.undo_keys import Line
from report_editor.ui.widgets.severity import SIGN, color, worst

if TYPE_CHECKING:
    from report_editor.checks import Finding
    from report_editor.document import Effect, History
    from report_editor.forms import Section

METADATA = "basics"
"""The section key of findings about the metadata."""


class MetadataPage(QWidget):
    """Organization, year, title and what else belongs to the report as a whole."""

    def __init__(self, history: History, preamble: Section, parent: QWidget | None = None) -> None:
        """Shows the metadata; ``preamble`` is the form's unnumbered first section."""
        super().__init__(parent)
        self._history = history
        self._lines: dict[Field, QLineEdit] = {}
        self._notes: dict[Field, QLabel] = {}
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setColumnStretch(1, 3)
        form.setColumnStretch(3, 1)
        rows = (
            (
                (
                    Field.ORGANIZATION,
                    "单位全称(&O)",
                    "例如：青禾县柳溪镇人民政府",
                ),
                (Field.YEAR, "报告年度(&Y)", "四位数字，例如 2025"),
            ),
            (
                (Field.TITLE, "标题(&T)", ""),
                (Field.PUBLICATION_DATE, "发布日期(&P)", "例如：2026-01-20"),
            ),
            (
                (
                    Field.CONTACT,
                    "联系方式(&L)",
                    "地址、电话等，印在报告末尾；可以不填",
                ),
                (Field.SIGNATORY, "签发人(&I)", "印在签章处；可以不填"),
            ),
        )
        for row, fields in enumerate(rows):
            for side, (field, label, example) in enumerate(fields):
                self._add(form, row, 2 * side, field, label, example)
        self.preamble = NarrativeEditor(history, preamble.key)
        self.preamble.setAccessibleName(preamble.title)
        layout = QVBoxLayout(self)
        layout.addWidget(heading("基本信息"))
        layout.addWidget(hint(self._form_sentence()))
        layout.addLayout(form)
        layout.addWidget(heading(preamble.title))
        layout.addWidget(hint(preamble.help))
        layout.addWidget(self.preamble, 1)
        self.setFocusProxy(self._lines[Field.ORGANIZATION])
        self._show_title_hint()

    def line(self, field: Field) -> QLineEdit:
        """The line of one basic."""
        return self._lines[field]

    def commit_pending(self) -> None:
        """Puts text still being composed into the document."""
        self.preamble.commit_pending()

    def show_effect(self, effect: Effect) -> None:
        """Follows a change made elsewhere."""
        for name in effect.fields:
            line = self._lines[Field(name)]
            text = self._history.document.field(Field(name))
            if line.text() != text:
                line.setText(text)
        if effect.fields:
            self._show_title_hint()
        self.preamble.show_effect(effect)

    def set_findings(self, findings: list[Finding]) -> None:
        """Says under the lines what is wrong with them."""
        self.preamble.set_findings(findings)
        mine = [each for each in findings if each.section == METADATA]
        for field, note in self._notes.items():
            about = [each for each in mine if each.code.endswith(f".{field}")]
            note.setVisible(bool(about))
            gravest = worst([each.severity for each in about])
            if gravest is not None:
                palette = note.palette()
                palette.setColor(note.foregroundRole(), color(gravest))
                note.setPalette(palette)
                note.setText("\n".join(f"{SIGN[each.severity]} {each.message}" for each in about))

    def set_zoom(self, percent: int) -> None:
        """Shows the preamble larger or smaller."""
        self.preamble.set_zoom(percent)

    def go_to(self, finding: Finding) -> None:
        """Puts the cursor into the line or paragraph the finding speaks of."""
        if finding.section != METADATA:
            self.preamble.go_to(finding.paragraph)
            return
        name = finding.code.rpartition(".")[2]
        field = Field(name) if name in set(Field) else Field.ORGANIZATION
        self._lines[field].setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines[field].selectAll()

    def set_read_only(self, read_only: bool) -> None:
        """Allows reading only."""
        for line in self._lines.values():
            line.setReadOnly(read_only)
        self.preamble.setReadOnly(read_only)

    def _add(
        self, form: QGridLayout, row: int, column: int, field: Field, label: str, placeholder: str
    ) -> None:
        """Label, line, and room for what is wrong with it."""
        line = Line(self._history.document.field(field))
        line.setPlaceholderText(placeholder)
        line.setMaxLength(200)
        line.setAccessibleName(label.partition("(")[0])
        line.setAccessibleDescription(placeholder)
        line.textEdited.connect(lambda text: self._edited(field, text))
        line.editingFinished.connect(self._history.close_step)
        note = QLabel()
        note.setWordWrap(True)
        note.hide()
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addWidget(line)
        box.addWidget(note)
        name = QLabel(label)
        name.setBuddy(line)
        form.addWidget(name, row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        name.setMinimumHeight(line.sizeHint().height())
        form.addLayout(box, row, column + 1, Qt.AlignmentFlag.AlignTop)
        self._lines[field] = line
        self._notes[field] = note

    def _edited(self, field: Field, text: str) -> None:
        self._history.do(set_field(self._history.document, field, text, typing=True))

    def _show_title_hint(self) -> None:
        """The official title stands in the empty line: nothing needs to be typed."""
        self._lines[Field.TITLE].setPlaceholderText(self._history.document.official_title)

    def _form_sentence(self) -> str:
        edition = self._history.document.form
        return f"本报告使用 {edition.name}（{edition.authority}）。"
