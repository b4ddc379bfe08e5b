"""Sizes of texts, distances and colours come from one file each."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontInfo

import report_editor.ui
from report_editor.ui.widgets.fonts import use_interface_font
from report_editor.ui.widgets.spacing import Space
from report_editor.ui.widgets.type_scale import (
    TEXT_PIXELS,
    Step,
    enlarge_font,
    make_paper_font,
    size_font,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

UI = Path(report_editor.ui.__file__).parent
FILES = sorted(UI.rglob("*.py"))
SIZES = {"setPointSize", "setPointSizeF", "setPixelSize"}
DISTANCES = {
    *("setContentsMargins", "setSpacing", "setHorizontalSpacing", "setVerticalSpacing"),
    *("addSpacing", "setMargin", "setIconSize"),
}
HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
PAPER = {"paper"}
"""Folder of what shows and prints paper, which is white and has sizes of its own."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_size_distance_or_colour_is_set_elsewhere(path: Path) -> None:
    file = path.relative_to(UI)
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    calls = [each for each in nodes if isinstance(each, ast.Call)]
    named = [(_name_of(each), each) for each in calls]
    if file.name != "type_scale.py":
        assert not SIZES & {name for name, _ in named}
    numbers = {name for name, call in named if name in DISTANCES and list(_list_numbers(call))}
    assert not numbers, "distances are steps of widgets/spacing.py, icons of widgets/icons.py"
    if file.name != "accent.py" and not PAPER & set(file.parts):
        texts = [each.value for each in nodes if isinstance(each, ast.Constant)]
        assert not [each for each in texts if isinstance(each, str) and HEX.fullmatch(each)]
        mixed = [call for name, call in named if name == "QColor" and list(_list_numbers(call))]
        assert not mixed


def _name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _list_numbers(call: ast.Call) -> Iterator[float]:
    """List the numbers written down in what a call is given."""
    for given in (*call.args, *(each.value for each in call.keywords)):
        for each in ast.walk(given):
            if isinstance(each, ast.Constant) and isinstance(each.value, int | float):
                yield each.value


@pytest.mark.parametrize("asked", [6.0, 9.0, 10.5, 15.0])
@pytest.mark.usefixtures("chinese_font")
def test_every_step_is_legible_and_follows_the_desktop(qapp: QApplication, asked: float) -> None:
    before = qapp.font()
    try:
        font = QFont(before)
        font.setPointSizeF(asked)
        qapp.setFont(font)
        use_interface_font(qapp)
        sizes = [QFontInfo(size_font(enlarge_font(qapp.font()), each)).pixelSize() for each in Step]
        assert sizes == sorted(sizes)
        assert sizes[0] == max(TEXT_PIXELS, QFontInfo(qapp.font()).pixelSize())
        assert QFontInfo(make_paper_font([before.family()], 100)).pixelSize() >= TEXT_PIXELS
        distances = [each.pixels for each in Space]
        assert distances == sorted(set(distances))
    finally:
        qapp.setFont(before)


@pytest.mark.usefixtures("chinese_font")
def test_distances_grow_with_the_font(qapp: QApplication) -> None:
    before = qapp.font()
    try:
        font = QFont(before)
        font.setPixelSize(13)
        qapp.setFont(font)
        assert [each.pixels for each in Space] == [0, 2, 4, 8, 12, 16, 32]
        font.setPixelSize(26)
        qapp.setFont(font)
        assert [each.pixels for each in Space] == [0, 4, 8, 16, 24, 32, 64]
    finally:
        qapp.setFont(before)
