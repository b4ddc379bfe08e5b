"""Dialog of 工具 › 核对纸面: whether a paper shows what the report holds, by its check code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from report_editor.checks import Severity
from report_editor.common.problem import Problem
from report_editor.ui.widgets.foreign_text import set_title
from report_editor.ui.widgets.labels import hint, sentence
from report_editor.ui.widgets.severity import SIGN, color
from report_editor.ui.widgets.text_input import OneLine
from report_editor.workspace.background import in_background, start
from report_editor.workspace.verification import verify_paper

if TYPE_CHECKING:
    from report_editor.workspace.session import Session


class VerifyDialog(QDialog):
    """Line for the code, which may be typed, pasted or scanned, and the outcome below it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, "核对纸面")
        self._document, self._path = session.document.copy(), session.path
        self._asked = 0
        """Counts the questions: only the answer to the last one is shown."""
        self.code = OneLine()
        self.code.setPlaceholderText("例如：A3F-7K9M-2XQ")
        # A hand scanner types letters, which an input method would take for pinyin.
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.outcome = sentence("")
        self.outcome.setAccessibleName("核对结果")
        self.outcome.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        rows = QFormLayout()
        rows.addRow("核对码(&C)", self.code)
        buttons = QDialogButtonBox()
        self.verify_button = buttons.addButton("核对", QDialogButtonBox.ButtonRole.ActionRole)
        self.verify_button.setDefault(True)
        self.verify_button.clicked.connect(lambda _checked: start(self, self._verify()))
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(
                "输入纸面最后一页下方的核对码，不分大小写，横线可以不写；"
                "也可以用扫码枪扫旁边的二维码。核对的是这里现在的内容，没有保存的修改也算在内。"
            )
        )
        layout.addLayout(rows)
        layout.addWidget(self.outcome, 1)
        layout.addWidget(buttons)
        width = self.fontMetrics().horizontalAdvance("国") * 36
        self.resize(width, layout.totalHeightForWidth(width))
        self.code.textEdited.connect(lambda _text: self.outcome.clear())
        self.code.setFocus()

    async def _verify(self) -> None:
        """Compare with the report and with its earlier versions, whose disk may be slow."""
        self._asked += 1
        asked, text = self._asked, self.code.text()
        self.code.selectAll()  # the next paper can be scanned at once
        self._show("正在核对……", None)
        try:
            verdict = await in_background(lambda: verify_paper(self._document, text, self._path))
        except Problem as problem:
            words, severity = f"{SIGN[Severity.WARNING]} {problem}", Severity.WARNING
        else:
            sign = "✓" if verdict.is_same else SIGN[Severity.ERROR]
            words = f"{sign} {verdict.sentence}"
            severity = Severity.INFO if verdict.is_same else Severity.ERROR
        if asked == self._asked:
            self._show(words, severity)

    def _show(self, words: str, severity: Severity | None) -> None:
        palette = self.palette()
        if severity is not None:
            palette.setColor(self.outcome.foregroundRole(), color(severity))
        self.outcome.setPalette(palette)
        self.outcome.setText(words)
        self.adjustSize()
