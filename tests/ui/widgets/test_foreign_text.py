"""Whatever a text holds, Qt shows it as it is: in labels, tool tips, titles and menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as QtOfGui
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from report_editor.common.hidden_characters import name_hidden
from report_editor.ui.widgets.foreign_text import (
    make_menu_text,
    make_tool_tip,
    set_title,
    set_tool_tip,
)
from report_editor.ui.widgets.labels import Label, Link, LinkLabel, heading, hint, sentence

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MARKUP = "<img src=file://q/z> &amp; &lt;b&gt; <b>粗</b> &S [*] {0} %1"
pieces = st.sampled_from(
    ["<b>", "</b>", "<img src=q>", "<br/>", "<!--", "-->", "<p style='color:red'>", "&lt;", "&amp;"]
)
marks = st.sampled_from("<>&;\"'\n [*]%{}\u202e\u200b\x00\x1b年")
texts = st.lists(st.one_of(pieces, marks, st.characters()), max_size=30).map("".join)
each_text = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(shown: str) -> str:
    """What Qt shows of a text for which it decides by itself whether it is markup."""
    if not QtOfGui.mightBeRichText(shown):
        return shown
    document = QTextDocument()
    document.setHtml(shown)
    return document.toPlainText()


def squeeze(text: str) -> str:
    """A text without its blanks, which a tool tip with markup in it does not keep."""
    return "".join(text.split())


@given(texts)
@each_text
def test_a_tool_tip_is_read_as_its_text(qtbot: QtBot, text: str) -> None:  # noqa: ARG001
    assert squeeze(read(make_tool_tip(text))) == squeeze(name_hidden(text))


@given(texts, texts)
@each_text
def test_so_is_one_with_a_title(qtbot: QtBot, title: str, text: str) -> None:  # noqa: ARG001
    shown = squeeze(read(make_tool_tip(text, title)))
    assert shown == squeeze(name_hidden(title) + name_hidden(text))


@given(texts, texts)
@each_text
def test_words_to_click_are_read_as_their_text(qtbot: QtBot, words: str, rest: str) -> None:
    label = LinkLabel()
    qtbot.addWidget(label)
    label.show_parts([Link("requests.new.total", words), rest])
    assert label.textFormat() is Qt.TextFormat.RichText
    assert squeeze(read(f"<qt>{label.text()}</qt>")) == squeeze(
        name_hidden(words) + name_hidden(rest)
    )


@pytest.mark.parametrize("make", [Label, heading, hint, sentence])
def test_a_label_never_takes_a_text_for_a_page(qtbot: QtBot, make: type[Label]) -> None:
    label, plain = make("x"), QLabel("x")
    qtbot.addWidget(label)
    qtbot.addWidget(plain)
    label.setText(MARKUP)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_tool_tip_that_is_no_markup_stays_as_it_is(qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    set_tool_tip(button, "收起规则说明（Esc）")
    assert button.toolTip() == "收起规则说明（Esc）"
    set_tool_tip(button, "a < b & c")
    assert button.toolTip() == "a < b & c"


def test_a_name_cannot_turn_its_own_direction(qtbot: QtBot) -> None:
    label = Label("report\u202excod.exe")
    qtbot.addWidget(label)
    assert label.text() == "report[U+202E]xcod.exe"


@pytest.mark.parametrize("name", ["年报[*].xlsx", "[*][*]", "a[*]", "[*", "年报\n2024"])
@pytest.mark.parametrize("is_changed", [True, False])
def test_a_title_says_the_name_and_whether_it_is_saved(
    qtbot: QtBot, name: str, is_changed: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    set_title(window, name, shows_changes=True)
    window.setWindowModified(is_changed)
    shown = window.windowHandle().title()
    assert shown.startswith(name.replace("\n", " ") + "*" * is_changed)
    assert not shown[len(name) :].startswith("**")


def test_an_entry_of_a_menu_has_no_key_of_its_own(qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    action = QAction(make_menu_text("A&B 县\n“&C”"), button)
    button.setDefaultAction(action)
    assert action.text() == "A&&B 县 “&&C”"
    assert button.shortcut().isEmpty()
