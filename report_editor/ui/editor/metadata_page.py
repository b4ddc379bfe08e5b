"""First tab: who reports on which year, and the text before section 一."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from report_editor.checks.finding import METADATA
from report_editor.common.hidden_characters import name_hidden
from report_editor.document import Field
from report_editor.document.commands import set_field
from report_editor.document.wording import Wording
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.editor.pages import Page, lay_out_page
from report_editor.ui.widgets.labels import Label, OneLineLabel, heading, hint
from report_editor.ui.widgets.severity import SIGN, color, worst
from report_editor.ui.widgets.spacing import Space, set_margins
from report_editor.ui.widgets.text_input import Line
from report_editor.ui.widgets.type_scale import use_text_size

if TYPE_CHECKING:
    from report_editor.checks import Finding
    from report_editor.document import Change, Effect
    from report_editor.workspace.session import Session

_LEAST_LINES = 8
"""Height of the preamble in lines of the interface: on a low screen one scrolls to it."""
_ROWS = (
    (
        (Field.ORGANIZATION, "单位全称(&O)", "例如：青禾县柳溪镇人民政府"),
        (Field.YEAR, "报告年度(&Y)", "四位数字，例如 2025"),
    ),
    ((Field.TITLE, "标题(&T)", ""), (Field.PUBLICATION_DATE, "发布日期(&P)", "例如：2026-01-20")),
    (
        (Field.CONTACT, "联系方式(&L)", "地址、电话等，印在报告末尾；可以不填"),
        (Field.SIGNATORY, "签发人(&I)", "印在签章处；可以不填"),
    ),
)


class MetadataPage(Page):
    """Organization, year, title and the preamble of the report."""

    fieldEntered = Signal()
    """Emitted when another field, or the preamble, gets the keyboard."""

    def __init__(self, session: Session) -> None:
        edition = session.document.form
        preamble = edition.preamble
        self.preamble = NarrativeEditor(session, preamble.key)
        super().__init__(self.preamble)
        self._session = session
        self._document = session.document
        self._lines: dict[Field, Line] = {}
        self._notes: dict[Field, OneLineLabel] = {}
        grid = self._make_fields()
        self.preamble.setAccessibleName(preamble.title)
        lines = self.fontMetrics().lineSpacing()
        self.preamble.setMinimumHeight(_LEAST_LINES * lines)
        self.preamble.invite(f"在这里写{preamble.title}，可以不写。")
        content = QWidget()
        area = self._area = QScrollArea()  # a low window would cut the fields
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(content)
        outside = lay_out_page(self)
        set_margins(outside)
        outside.addWidget(area)
        layout = lay_out_page(content)
        layout.addWidget(heading("基本信息"))
        layout.addWidget(hint(f"本报告使用 {edition.name}（{edition.authority}）。"))
        layout.addSpacing(Space.SMALL.pixels)
        layout.addLayout(grid)
        layout.addWidget(heading(preamble.title))
        layout.addWidget(hint(preamble.help))
        layout.addWidget(self.preamble, 1)
        self.setFocusProxy(self._lines[Field.ORGANIZATION])
        self.preamble.cursorPositionChanged.connect(self._show_cursor)
        for each in (*self._lines.values(), self.preamble):
            each.installEventFilter(self)
        self._show_official_title()
        session.changed.connect(self._on_change)
        session.findingsChanged.connect(self._show_findings)
        self._show_findings()

    def find_field(self) -> Field | None:
        """Return the field that has the keyboard; None where none has it."""
        return next((each for each, line in self._lines.items() if line.hasFocus()), None)

    def line(self, field: Field) -> Line:
        """Return the line of one field."""
        return self._lines[field]

    def _show_cursor(self) -> None:
        """Scroll to the cursor of the preamble, which a low window may not show."""
        rect, content = self.preamble.cursorRect(), self._area.widget()
        place = self.preamble.viewport().mapTo(content, rect.center())
        self._area.ensureVisible(place.x(), place.y(), 0, 2 * rect.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keyboard back later to the line or text that had it last."""
        is_entered = event.type() == QEvent.Type.FocusIn and watched is not self.focusProxy()
        if is_entered and isinstance(watched, QWidget):
            self.setFocusProxy(watched)
            self.fieldEntered.emit()
        return False

    def go_to_finding(self, finding: Finding) -> None:
        """Put the cursor into the line or paragraph of a finding."""
        if finding.section != METADATA:
            self.preamble.go_to_finding(finding)
            return
        name = finding.code.rpartition(".")[2]
        field = Field(name) if name in set(Field) else Field.ORGANIZATION
        self._lines[field].setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines[field].selectAll()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        for name in effect.fields:
            line = self._lines[Field(name)]
            text = self._document.field(Field(name))
            if line.text() != text:
                line.setText(text)
        if effect.fields:
            self._show_official_title()

    def _show_findings(self) -> None:
        """Say under the lines what is wrong with them, in room that is kept for it."""
        findings = [each for each in self._session.active_findings if each.section == METADATA]
        for field, note in self._notes.items():
            about = [each for each in findings if each.code.endswith(f".{field}")]
            gravest = worst([each.severity for each in about])
            note.setText(" ".join(f"{SIGN[each.severity]} {each.message}" for each in about))
            if gravest is not None:
                palette = note.palette()
                palette.setColor(note.foregroundRole(), color(gravest))
                note.setPalette(palette)

    def _make_fields(self) -> QGridLayout:
        """Make the lines of the fields, two in a row."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE.pixels)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for row, fields in enumerate(_ROWS):
            for side, (field, label, example) in enumerate(fields):
                self._add(grid, row, 2 * side, field, label, example)
        return grid

    def _add(
        self, grid: QGridLayout, row: int, column: int, field: Field, label: str, placeholder: str
    ) -> None:
        """Add a label, a line, and room for what is wrong with it."""
        line = Line()
        use_text_size(line)
        line.setText(self._document.field(field))
        line.refused.connect(self.message)
        line.setReadOnly(self._session.read_only)
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(label.partition("(")[0])
        line.setAccessibleDescription(placeholder)
        line.textEdited.connect(lambda text: self._on_edited(field, text))
        line.editingFinished.connect(self._session.history.close_step)
        note = OneLineLabel()
        box = QVBoxLayout()
        box.setSpacing(Space.HAIR.pixels)
        box.addWidget(line)
        box.addWidget(note)
        name = Label(label)
        name.setAccessibleName(label.partition("(")[0])
        name.setBuddy(line)
        grid.addWidget(name, row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        name.setMinimumHeight(line.sizeHint().height())
        grid.addLayout(box, row, column + 1, Qt.AlignmentFlag.AlignTop)
        self._lines[field] = line
        self._notes[field] = note

    def _on_edited(self, field: Field, text: str) -> None:
        if not self._session.do(set_field(self._document, field, text, typing=True)):
            self._lines[field].setText(self._document.field(field))

    def _show_official_title(self) -> None:
        """Show the official title as it is printed in the empty line: nothing needs to be typed."""
        title = "".join(Wording(self._document).split_official_title())
        self._lines[Field.TITLE].setPlaceholderText(name_hidden(title))
