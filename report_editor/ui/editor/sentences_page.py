"""Sentences that reports need again and again, with the numbers of this one's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from report_editor.common.utf16 import take_utf16_units
from report_editor.document.template_sentences import fill, insert_sentence, list_unknown
from report_editor.files.user_lists import UserList, list_entries, read_bundled, read_own
from report_editor.ui.dialogs.list_dialog import edit_list
from report_editor.ui.widgets.labels import hint
from report_editor.ui.widgets.search_list import ListEntry, SearchList
from report_editor.ui.widgets.type_scale import use_text_size
from report_editor.workspace.text_offers import KEY

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from report_editor.document import Change, Effect
    from report_editor.ui.editor.narrative_editor import NarrativeEditor
    from report_editor.workspace.session import Session


_MOST = 300
"""Sentences that are listed."""


class SentencesPage(QWidget):
    """List of the user's sentences; Enter puts one where the cursor of the text is."""

    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._templates: list[str] = []
        self._target: tuple[NarrativeEditor, str] | None = None
        self.sentences = SearchList("常用句", "输入几个字找句子，按回车插入")
        use_text_size(self.sentences.list)
        self.sentences.list.setAlternatingRowColors(True)
        self.sentences.chosen.connect(self._insert)
        self.edit = QPushButton("编辑常用句(&Q)…")
        self.edit.clicked.connect(self._change_list)
        buttons = QHBoxLayout()
        buttons.addWidget(self.edit)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(hint("插入光标所在的位置。句子里的数取自表格，确认以前跟着表格改。"))
        layout.addWidget(self.sentences, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.sentences)
        session.changed.connect(self._on_change)

    def follow(self, editor: NarrativeEditor | None, section: str = "") -> None:
        """Put sentences into the text of a section from now on; None for no text."""
        self._target = (editor, section) if editor is not None else None

    def showEvent(self, event: QShowEvent) -> None:
        """List the sentences as they are now."""
        super().showEvent(event)
        self._read()

    def _on_change(self, _change: Change, effect: Effect) -> None:
        if self.isVisible() and (effect.cells or effect.form):
            self._show()

    def _read(self) -> None:
        """Read the list, which is a file that may have changed, and show it."""
        self._templates = list_entries(read_sentences())[:_MOST]
        self._show()

    def _show(self) -> None:
        """List the sentences that the edition has numbers for."""
        document = self._session.document
        self.sentences.show_entries(
            [
                ListEntry(fill(document, each), each)
                for each in self._templates
                if not list_unknown(document.form, each)
            ]
        )

    def _insert(self, template: str) -> None:
        if self._target is None:
            self.message.emit("请先打开一段文字，把光标放到要插入的地方。")
            return
        if self._session.read_only:
            self.message.emit("这份报告以只读方式打开，不能插入。")
            return
        self._session.commit()
        editor, section = self._target
        block = editor.textCursor().block()
        units = editor.textCursor().position() - block.position()
        paragraph, at = block.blockNumber(), len(take_utf16_units(block.text(), units))
        document = self._session.document
        change = insert_sentence(document, section, paragraph, at, template)
        self._session.history.close_step()
        if self._session.do(change):
            self._session.history.close_step()
            end = at + len(fill(document, template))
            editor.select(paragraph, end, end)
            editor.setFocus()
            self.message.emit(f"插入了常用句，请看一遍：选中它按 {KEY} 确认，不要就按 Ctrl+Z。")

    def _change_list(self) -> None:
        is_kept = edit_list(
            UserList.SENTENCES,
            "编辑常用句",
            "一行一句。{ } 里写表格的行和列，插入时换成表里的数，例如：收到申请{新收·总计}件。"
            "前面有 # 的行不用。",
            read_sentences(),
            self,
        )
        if is_kept:
            from report_editor.checks.text.statements import forget_sentences

            forget_sentences()
            self._session.check_again()
            self._read()
            self._name_unknown()

    def _name_unknown(self) -> None:
        """Say which placeholders no table has: such a sentence is not listed."""
        form = self._session.document.form
        names = [name for each in self._templates for name in list_unknown(form, each)]
        if names:
            listed = "、".join(f"{{{each}}}" for each in names[:3])
            self.message.emit(f"表格里没有 {listed}，用到它的句子没有列出。请改成表里的行和列。")


def read_sentences() -> str:
    """Return the user's own list, the program's as long as there is none."""
    own = read_own(UserList.SENTENCES)
    return "\n".join(list_entries(read_bundled(UserList.SENTENCES))) if own is None else own
