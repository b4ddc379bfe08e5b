"""Column of the export dialog in which one chooses what to export, and how."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from report_editor.exporters.options import PublicationOptions
from report_editor.exporters.registry import WEB_PAGE
from report_editor.ui.dialogs.export_kinds import KindList
from report_editor.ui.widgets.kept_room import keep_room
from report_editor.ui.widgets.spacing import Space, set_margins

CHOICES = {
    "signature": "留出签发人、日期和公章的位置(&S)",
    "draft": "标明“草稿”(&D)",
    "check_code": "最后一页印核对码和二维码(&C)",
}
"""Words for the choices of :class:`PublicationOptions`, by their names."""
_WIDTH, _LEAST_LIST = 20, 4
"""Width of the column and least height of the list, in em."""


class ExportChoice(QWidget):
    """List of the kinds, below it the choices that make a difference for the chosen one."""

    kindChanged = Signal()
    choiceChanged = Signal()

    def __init__(self, *, is_draft: bool, is_signed: bool) -> None:
        """Make the column.

        Args:
            is_draft: Whether the report is proposed as a draft.
            is_signed: Whether it is as it was signed: no form of it is a draft then.
        """
        super().__init__()
        self._is_signed = is_signed
        self.kinds = KindList()
        self.boxes = {name: QCheckBox(words) for name, words in CHOICES.items()}
        self.boxes["signature"].setChecked(True)
        self.boxes["draft"].setChecked(is_draft and not is_signed)
        self.boxes["check_code"].setChecked(True)
        self.copy_button = QPushButton("复制到网站(&W)")
        self.copy_button.setAutoDefault(False)
        em = self.fontMetrics().horizontalAdvance("国")
        self.kinds.setMinimumHeight(_LEAST_LIST * em)
        below = QVBoxLayout()  # as low as it can be: the list is to have the room
        below.setSpacing(Space.HAIR.pixels)
        for name, box in self.boxes.items():
            below.addWidget(box)
            keep_room(box, keeps=not (name == "draft" and is_signed))
            box.toggled.connect(self.choiceChanged)
        below.addWidget(self.copy_button)
        keep_room(self.copy_button)
        layout = QVBoxLayout(self)
        set_margins(layout)
        layout.addWidget(self.kinds, 1)
        layout.addLayout(below)
        self.setFixedWidth(_WIDTH * em)
        self.kinds.currentRowChanged.connect(self._follow_kind)

    @property
    def options(self) -> PublicationOptions:
        """Return what is chosen."""
        return PublicationOptions(**{name: each.isChecked() for name, each in self.boxes.items()})

    def _follow_kind(self) -> None:
        """Offer what makes a difference for the kind that is chosen."""
        kind = self.kinds.kind
        for name, box in self.boxes.items():
            is_useless = name == "draft" and self._is_signed
            box.setVisible(name in kind.choices and not is_useless)
        self.copy_button.setVisible(kind.exporter is WEB_PAGE)
        self.kindChanged.emit()
