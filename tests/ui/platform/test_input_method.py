"""Chinese can be typed on desktops whose input method this Qt has no module for."""

from __future__ import annotations

import pytest

from report_editor.ui.platform.input_method import prepare


@pytest.mark.parametrize(
    ("environment", "ways"),
    [
        # Kylin and UOS, Fcitx 4 or 5
        ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5;ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "ibus;xim"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus;compose"),
        ({"QT_IM_MODULE": "ibus"}, "ibus"),
        # what goes before stays before
        ({"QT_IM_MODULES": "wayland;fcitx", "QT_IM_MODULE": "xim"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULES": "ibus;fcitx"}, "ibus;fcitx"),
        # nobody asked for an input method, or somebody for none
        ({}, None),
        ({"QT_IM_MODULE": ""}, None),
        ({"QT_IM_MODULE": "none"}, "none"),
        ({"XMODIFIERS": "@im=none"}, None),
        ({"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"}, None),
    ],
)
def test_qt_is_told_to_try_ibus_as_well(environment: dict[str, str], ways: str | None) -> None:
    prepare(environment)
    assert environment.get("QT_IM_MODULES") == ways


def test_it_may_be_said_twice() -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    prepare(environment)
    once = dict(environment)
    prepare(environment)
    assert environment == once
