"""What the tests of the window stand on: a Chinese font, a clean clipboard, a grid in the open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pylopdf_fonts_zh_cn
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from report_editor.document import Document, History, Part
from report_editor.forms import form
from report_editor.ui.grid import TableView
from report_editor.workspace import session as session_module
from report_editor.workspace.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from report_editor.checks import Finding

OpenGrid: TypeAlias = Callable[..., tuple[TableView, History]]


@pytest.fixture(scope="session")
def chinese_font(qapp: QApplication) -> None:
    """The bundled font, so that widths and heights are those a user sees."""
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    number = QFontDatabase.addApplicationFont(str(folder / "NotoSansSC-Regular.otf"))
    font = qapp.font()
    font.setFamilies(QFontDatabase.applicationFontFamilies(number))
    qapp.setFont(font)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - needs the application
    """Every test begins and ends with nothing copied."""
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def checks_run_only_when_a_test_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a test takes decides nothing about the marks it sees."""
    monkeypatch.setattr(session_module, "CHECK_DELAY_MS", 24 * 60 * 60 * 1000)


@pytest.fixture
def find() -> Callable[[Session, list[Finding]], None]:
    """Lets the checks of a session have found something."""

    def set_findings(session: Session, findings: list[Finding]) -> None:
        session.findings = findings
        session.findingsChanged.emit()

    return set_findings


@pytest.fixture
def session_of() -> Callable[[QWidget], Session]:
    """Finds the session of the window that a widget is in."""

    def find_session(widget: QWidget) -> Session:
        session = widget.window().findChild(Session)
        assert session is not None
        return session

    return find_session


@pytest.fixture
def open_grid(qtbot: QtBot, chinese_font: None) -> OpenGrid:  # noqa: ARG001
    """Opens a table with the focus in it, a button after it, as the main window would."""
    windows: list[QWidget] = []  # Python deletes what it no longer knows

    def open_table(
        table: str = "requests",
        *,
        edition: str = "2021",
        cells: Mapping[str, str] | None = None,
        stated: Mapping[str, str] | None = None,
        size: tuple[int, int] = (1100, 950),
        read_only: bool = False,
    ) -> tuple[TableView, History]:
        official = form(edition)
        document = Document(official, parts={Part.CELLS: cells or {}, Part.STATED: stated or {}})
        window = QWidget()
        session = Session(document, read_only=read_only)
        session.setParent(window)
        view = TableView(session, official.tables[table])
        windows.append(window)
        qtbot.addWidget(window)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(view, 1)
        layout.addWidget(QPushButton("other", window))
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view, session.history

    return open_table


@pytest.fixture
def neighbour_of() -> Callable[[TableView], QPushButton]:
    """The widget that comes after a grid."""

    def find_button(view: TableView) -> QPushButton:
        button = view.window().findChild(QPushButton)
        assert button is not None
        return button

    return find_button


@pytest.fixture
def editor_of() -> Callable[[TableView], QLineEdit]:
    """Finds the editor that is open in a grid."""

    def find_editor(view: TableView) -> QLineEdit:
        editors = [each for each in view.findChildren(QLineEdit) if each.isVisible()]
        assert len(editors) == 1
        return editors[0]

    return find_editor


@pytest.fixture
def press() -> Callable[..., None]:
    """Presses a key where the keyboard goes: into the open editor, else into the grid."""

    def find_target(view: TableView) -> QWidget:
        return next((each for each in view.findChildren(QLineEdit) if each.isVisible()), view)

    def press_key(
        view: TableView,
        key: Qt.Key | str,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        if not isinstance(key, str):
            QTest.keyClick(find_target(view), key, modifiers)
            return
        for character in key:  # the test library knows no keys beyond Latin
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, modifiers, character)
                QApplication.sendEvent(find_target(view), event)

    return press_key
