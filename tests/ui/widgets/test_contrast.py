"""Every text can be read: 4.5:1 at least, in light and dark and on the palettes of desktops."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette

from report_editor.checks import Severity
from report_editor.forms import CellRole
from report_editor.ui.grid.colors import Colors
from report_editor.ui.grid.marks import Sign
from report_editor.ui.widgets.accent import ON_SELECTION, SELECTION, Tone, accent
from report_editor.ui.widgets.icons import icon
from report_editor.ui.widgets.legible_palette import (
    LEAST_CONTRAST,
    measure_contrast,
    mend_palette,
    use_legible_palette,
)
from report_editor.ui.widgets.severity import calm_color, color, link_color

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup
LIGHT = QPalette(QColor("#efefef"), QColor("#efefef"))
DARK = QPalette(QColor("#323232"), QColor("#323232"))


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QPalette]:
    """Palette as Fusion makes it, mended, while the application has it."""
    before = qapp.palette()
    given = QPalette(LIGHT if request.param == "light" else DARK)
    given.setColor(ROLE.Highlight, QColor("#308cc6"))
    given.setColor(ROLE.HighlightedText, QColor("white"))
    given.setColor(ROLE.Base, QColor("#ffffff" if request.param == "light" else "#242424"))
    qapp.setPalette(given)
    mended = mend_palette(given, calm_color())
    qapp.setPalette(mended)
    yield mended
    qapp.setPalette(before)


def test_contrast_is_measured_as_defined() -> None:
    black, white = QColor("black"), QColor("white")
    assert measure_contrast(black, white) == pytest.approx(21)
    assert measure_contrast(white, black) == pytest.approx(21)
    assert measure_contrast(QColor("#767676"), white) == pytest.approx(4.54, abs=0.01)
    assert measure_contrast(QColor(0, 0, 0, 0), white) == pytest.approx(1)


def test_chosen_rows_and_empty_fields_can_be_read(palette: QPalette) -> None:
    for group, (text, ground) in product(
        (GROUP.Active, GROUP.Inactive),
        ((ROLE.HighlightedText, ROLE.Highlight), (ROLE.PlaceholderText, ROLE.Base)),
    ):
        contrast = measure_contrast(palette.color(group, text), palette.color(group, ground))
        assert contrast >= LEAST_CONTRAST, (group, text)


@pytest.mark.parametrize("ground", ["#0078d7", "#3daee9", "#ffd700", "#1f1f1f", "#e95420", "white"])
@pytest.mark.parametrize("text", ["white", "black"])
def test_a_desktop_keeps_its_colours_where_they_can_be_read(text: str, ground: str) -> None:
    given = QPalette(LIGHT)
    given.setColor(ROLE.Highlight, QColor(ground))
    given.setColor(ROLE.HighlightedText, QColor(text))
    mended = mend_palette(given, QColor("#666666"))
    pair = mended.color(ROLE.HighlightedText), mended.color(ROLE.Highlight)
    assert measure_contrast(*pair) >= LEAST_CONTRAST
    if measure_contrast(QColor(text), QColor(ground)) >= LEAST_CONTRAST:
        assert pair == (QColor(text), QColor(ground))
    for role in (ROLE.Text, ROLE.Base, ROLE.Window, ROLE.Button):
        assert mended.color(role) == given.color(role)


def test_it_follows_the_system_without_end(qapp: QApplication) -> None:
    before = qapp.palette()
    try:
        use_legible_palette(qapp)
        first = qapp.palette()
        qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
        assert qapp.palette() == first
        chosen, ground = first.color(ROLE.HighlightedText), first.color(ROLE.Highlight)
        assert measure_contrast(chosen, ground) >= LEAST_CONTRAST
    finally:
        qapp.setPalette(before)


def test_our_own_texts_can_be_read(palette: QPalette) -> None:
    grounds = [palette.color(each) for each in (ROLE.Base, ROLE.Window, ROLE.AlternateBase)]
    texts = {each.name: color(each) for each in Severity}
    texts |= {"link": link_color(), "calm": calm_color()}
    for (name, text), ground in product(texts.items(), grounds):
        assert measure_contrast(text, ground) >= LEAST_CONTRAST, (name, ground.name())
    assert measure_contrast(ON_SELECTION, SELECTION) >= LEAST_CONTRAST


def test_texts_can_be_read_on_what_marks_them(palette: QPalette) -> None:
    """The grounds of last year's words, of a line of the source, and under the mouse."""
    tones = (Tone.GROUND_OF_GONE, Tone.GROUND_OF_NEW, Tone.GROUND_IN_HAND)
    text = palette.color(ROLE.Text)
    for ground in (*(each.color for each in tones), accent(0.2)):
        assert measure_contrast(text, ground) >= LEAST_CONTRAST, ground.name()
    for strength in (0.05, 0.08, 0.16):
        assert measure_contrast(calm_color(), accent(strength)) >= LEAST_CONTRAST, strength


def test_every_number_of_a_table_can_be_read(palette: QPalette) -> None:
    colors = Colors(palette)
    for role, signs, selected, crossed in product(
        CellRole, ((), *((each,) for each in Sign)), (False, True), (False, True)
    ):
        ground = colors.ground(role, signs, selected=selected, crossed=crossed)
        assert measure_contrast(colors.ink, ground) >= LEAST_CONTRAST, (role, signs)
        if role in (CellRole.INPUT, CellRole.TOTAL):
            assert measure_contrast(colors.pale, ground) >= LEAST_CONTRAST, (role, signs, selected)
            for sign in signs:  # drawn, but a printed total that differs is written in its colour
                least = LEAST_CONTRAST if sign is Sign.UNEQUAL or not selected else 3.0
                assert measure_contrast(colors.accent(sign), ground) >= least, (role, sign)


def test_a_drawing_is_seen_in_a_chosen_row(palette: QPalette) -> None:
    drawing = icon("info", color(Severity.INFO))
    image = drawing.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Selected).toImage()
    ground = palette.color(ROLE.Highlight)
    drawn = [image.pixelColor(x, y) for x, y in product(range(16), range(16))]
    inks = [QColor(each.rgb()) for each in drawn if each.alpha() > 128]
    assert inks
    assert all(measure_contrast(each, ground) >= LEAST_CONTRAST for each in inks)
