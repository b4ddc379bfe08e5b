"""Random editing: whatever is typed, pasted or changed elsewhere, widgets and document agree.

As a command, ``python -m tests.ui.editor.random_editing --sequences 1500`` runs many sequences.
"""

from __future__ import annotations

import argparse

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from report_editor.document import (
    FIELDS,
    UNPLACED,
    Change,
    Document,
    Field,
    History,
    Part,
    TextEdit,
)
from report_editor.document.commands import place_paragraph, set_cells, set_field, set_paragraphs
from report_editor.document.unconfirmed import confirm
from report_editor.forms import form
from report_editor.ui.editor.find_bar import FindBar
from report_editor.ui.editor.metadata_page import MetadataPage
from report_editor.ui.editor.narrative_editor import NarrativeEditor
from report_editor.ui.grid import TableView
from report_editor.workbook.read import from_workbook
from report_editor.workbook.report_file import make_report_bytes
from report_editor.workspace.session import Session

FORM = form("2021")
SECTION = "overview"
CELL = "requests.new.natural_person"
SEPARATORS = "\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
DAMAGE = "\0\x07\x7f\x9b\ufdd0\ufdd1\ufdef\ufffe\uffff\U0001fffe\U0010ffff\ud800\udc00"
STRANGE = "\t\u3000\xa0\xad\u200b\u200d\u202e\u2066\ufeff\ufffc\ufffd\ue000e\u0301\u2f00\u3099か"
PLAIN = "甲乙1，。（一）😀𠮷 ab"
hostile = st.text(st.sampled_from(SEPARATORS + DAMAGE + STRANGE + 3 * PLAIN), max_size=8)
texts = st.lists(hostile, max_size=4)
places = st.integers(0, 9999)

KEYS = [
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
]
MODIFIERS = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
]
_WRITTEN = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Backspace: "\b"}


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    """Press and release a key, as the window system says it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def compose(widget: QWidget, shown: str, committed: str) -> None:
    """Let an input method show a text while it composes, and hand over another."""
    QApplication.sendEvent(widget, QInputMethodEvent(shown, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(committed)
    QApplication.sendEvent(widget, event)


class TextMachine(RuleBasedStateMachine):
    """One text section in its editor, with all that changes it from inside and from elsewhere."""

    editor: NarrativeEditor

    @initialize(overview=texts, unplaced=texts)
    def open(self, overview: list[str], unplaced: list[str]) -> None:
        texts = {SECTION: overview, "problems": ["全年公开49条。"], UNPLACED: unplaced}
        parts = {Part.UNCONFIRMED: {"overview:1": "1"}}
        self.session = Session(Document(FORM, parts=parts, texts=texts))
        self.editor = NarrativeEditor(self.session, SECTION)
        self.editor.resize(600, 300)

    @property
    def document(self) -> Document:
        return self.session.document

    @property
    def history(self) -> History:
        return self.session.history

    # ------------------------------------------------------------ in the editor

    @rule(text=hostile)
    def type(self, text: str) -> None:
        for character in text:
            press(self.editor, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)

    @rule(key=st.sampled_from(KEYS), modifiers=st.sampled_from(MODIFIERS))
    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        press(self.editor, key, modifiers, _WRITTEN.get(key, ""))

    @rule(shown=hostile, committed=hostile)
    def compose(self, shown: str, committed: str) -> None:
        compose(self.editor, shown, committed)

    @rule(text=hostile, html=st.booleans())
    def paste(self, text: str, *, html: bool) -> None:
        data = QMimeData()
        data.setText(text)
        if html:
            data.setHtml("<p>" + "".join(f"&#{ord(each)};" for each in text) + "</p>")
        if self.editor.canInsertFromMimeData(data):
            self.editor.insertFromMimeData(data)

    @rule(text=hostile)
    def insert_as_a_screen_reader_does(self, text: str) -> None:
        self.editor.textCursor().insertText(text)

    # What is drawn must not depend on what widgets say: fonts and layouts may come late.

    @rule(anchor=places, position=places)
    def move_the_cursor(self, anchor: int, position: int) -> None:
        """Anywhere, also between the halves of a surrogate pair."""
        count = self.editor.document().characterCount()
        cursor = self.editor.textCursor()
        cursor.setPosition(anchor % count)
        cursor.setPosition(position % count, QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)

    # ------------------------------------------------------------ elsewhere

    @rule(steps=st.integers(1, 3))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.history.undo()

    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.history.redo()

    @rule()
    def pause(self) -> None:
        self.history.close_step()

    @rule(paragraphs=texts)
    def replace(self, paragraphs: list[str]) -> None:
        self.history.do(set_paragraphs(self.document, SECTION, paragraphs, "替换"))

    @precondition(lambda self: self.document.paragraphs(UNPLACED))
    @rule(text=hostile, section=st.sampled_from([SECTION, "problems"]))
    def place(self, text: str, section: str) -> None:
        self.history.do(place_paragraph(self.document, 0, section, text))

    @rule()
    def fix(self) -> None:
        self.history.do(confirm(self.document, SECTION, ["1"]))

    @rule(at=st.lists(places, max_size=3), new=st.lists(texts, min_size=3, max_size=3))
    def change_many_paragraphs(self, at: list[int], new: list[list[str]]) -> None:
        """One step of several edits, as a replacement everywhere makes."""
        count = len(self.document.paragraphs(SECTION))
        shown = list(self.document.paragraphs(SECTION))
        edits = []
        chosen = sorted({each % (count + 1) for each in at}, reverse=True)
        for index, after in zip(chosen, new, strict=False):
            edits.append(TextEdit(SECTION, index, tuple(shown[index : index + 1]), tuple(after)))
        self.history.do(Change("全部替换", tuple(edits)))

    # ------------------------------------------------------------ what always holds

    @invariant()
    def editor_and_document_agree(self) -> None:
        if not hasattr(self, "session"):
            return
        shown, held = self.editor.paragraphs(), self.document.paragraphs(SECTION)
        assert shown == held or (shown == () and held == ("",)), "an empty line looks like none"
        units = len("\n".join(held).encode("utf-16-le")) // 2
        assert self.editor.document().characterCount() == units + 1

    def save(self) -> None:
        assert from_workbook(make_report_bytes(self.document)).document == self.document

    def teardown(self) -> None:
        if hasattr(self, "session"):
            while self.history.undo():
                self.editor_and_document_agree()
            while self.history.redo():
                self.editor_and_document_agree()
            self.save()
            self.editor.deleteLater()


class LineMachine(RuleBasedStateMachine):
    """The fields of the metadata, a cell of a table and the find bar."""

    @initialize(fields=st.dictionaries(st.sampled_from(FIELDS), hostile), raw=hostile)
    def open(self, fields: dict[Field, str], raw: str) -> None:
        parts: dict[Part, dict[str, str]] = {Part.CELLS: {CELL: raw}}
        parts[Part.FIELDS] = {str(key): text for key, text in fields.items()}
        self.session = Session(Document(FORM, parts=parts))
        self.document, self.history = self.session.document, self.session.history
        self.page = MetadataPage(self.session)
        self.grid = TableView(self.session, FORM.tables["requests"])
        self.bar = FindBar(self.session)
        self.grid.go_to(CELL)

    def _line(self, where: Field | str) -> QLineEdit:
        """Return a line of the page, the editor of the cell, or the line of the find bar."""
        if isinstance(where, Field):
            return self.page.line(where)
        if where == "find":
            return self.bar.line
        if not self._open_editors():
            self.grid.go_to(CELL)
            self.grid.edit(self.grid.currentIndex())
        return self._open_editors()[0]

    def _open_editors(self) -> list[QLineEdit]:
        return [each for each in self.grid.findChildren(QLineEdit) if not each.isHidden()]

    lines = st.sampled_from([*FIELDS, "cell", "cell", "find"])

    @rule(where=lines, text=hostile)
    def type(self, where: Field | str, text: str) -> None:
        for character in text:
            line = self._line(where)
            press(line, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)

    @rule(where=lines, key=st.sampled_from([*KEYS[2:4], *KEYS[8:]]))
    def press(self, where: Field | str, key: Qt.Key) -> None:
        press(self._line(where), key, Qt.KeyboardModifier.NoModifier, _WRITTEN.get(key, ""))

    @rule(where=lines, shown=hostile, committed=hostile)
    def compose(self, where: Field | str, shown: str, committed: str) -> None:
        compose(self._line(where), shown, committed)

    @rule(where=lines, text=hostile | st.sampled_from(["1\u20282", "长" * 999, "长" * 1001]))
    def paste(self, where: Field | str, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._line(where).paste()

    @rule(where=lines, at=st.integers(0, 9))
    def move_the_cursor(self, where: Field | str, at: int) -> None:
        self._line(where).setCursorPosition(at)

    @rule(finish=st.booleans())
    def leave_the_cell(self, *, finish: bool) -> None:
        key = Qt.Key.Key_Return if finish else Qt.Key.Key_Escape
        press(self._line("cell"), key, Qt.KeyboardModifier.NoModifier, "")

    @rule(undo=st.booleans())
    def undo_or_redo(self, *, undo: bool) -> None:
        self.grid.commit_pending()
        step = self.history.undo if undo else self.history.redo
        step()

    @rule(name=st.sampled_from(FIELDS), text=hostile | st.just("长" * 1200))
    def change_a_field_elsewhere(self, name: Field, text: str) -> None:
        self.history.do(set_field(self.document, name, text))

    @rule(raw=hostile)
    def change_the_cell_elsewhere(self, raw: str) -> None:
        self.grid.commit_pending()
        self.history.do(set_cells(self.document, {CELL: raw}))

    @invariant()
    def lines_and_document_agree(self) -> None:
        if not hasattr(self, "session"):
            return
        for name in FIELDS:
            assert self.page.line(name).text() == self.document.field(name)
        for editor in self._open_editors():
            if editor.isModified():
                assert editor.text().strip() == self.document.raw(CELL)

    def save(self) -> None:
        self.grid.commit_pending()
        assert from_workbook(make_report_bytes(self.document)).document == self.document

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.save()
            for widget in (self.page, self.grid, self.bar):
                widget.deleteLater()
            QApplication.processEvents()


def choose_settings(sequences: int, steps: int) -> settings:
    """Return how much is tried, without bounds of time."""
    return settings(
        max_examples=sequences,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def main() -> None:
    """Run as many sequences as asked for on each machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=1500)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("machines", nargs="*", default=["TextMachine", "LineMachine"])
    arguments = parser.parse_args()
    application = QApplication([])
    for name in arguments.machines:
        machine = globals()[name]
        run_state_machine_as_test(
            machine, settings=choose_settings(arguments.sequences, arguments.steps)
        )
        print(f"{name}: {arguments.sequences} sequences in step")
    application.quit()


if __name__ == "__main__":
    main()
