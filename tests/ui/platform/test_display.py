"""A screen that is not there is known before Qt ends the process."""

from __future__ import annotations

import sys

import pytest

from report_editor.ui.platform.display import has_display

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a screen is a matter of X here"
)


@pytest.mark.parametrize(
    ("platform", "wayland", "display", "found"),
    [
        ("offscreen", "", "", True),
        ("vnc:size=800x600", "", "", True),
        ("", "wayland-0", "", True),
        ("xcb", "wayland-0", "", False),
        ("", "", "", False),
        ("", "", ":987", False),
        ("xcb", "", ":987", False),
    ],
)
def test_where_a_window_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, platform: str, wayland: str, display: str, found: bool
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    monkeypatch.setenv("DISPLAY", display)
    assert has_display() == found
