"""Which way leads from this Qt to the input method of a Linux desktop.

Kylin and UOS name ``fcitx`` in their environment. The Qt of the PySide6 wheels has no such
module, and the desktop's own is built for another Qt and does not load: letters would come out
as they are typed. Fcitx 5 also answers as IBus, which every Qt can speak, so that is tried where
the way that is named leads nowhere; Fcitx 4 has a module of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from PySide6.QtGui import QGuiApplication

_WAYS = "QT_IM_MODULES"
"""The modules to try one after another, separated by semicolons; it goes before the next one."""
_WAY = "QT_IM_MODULE"
_X_METHOD = "XMODIFIERS"
_IBUS = "ibus"
_PLAIN = "compose"
"""Accents and the like, without an input method."""


def prepare(environment: MutableMapping[str, str]) -> None:
    """Lets Qt try IBus where the input method that the desktop names is not to be reached.

    Does nothing where the desktop names no input method. To be called before the application is
    made.

    Args:
        environment: the variables of this process; Qt reads them when it starts.
    """
    named = environment.get(_WAYS, "") or environment.get(_WAY, "")
    ways = [way for way in named.split(";") if way]
    if not ways and "WAYLAND_DISPLAY" not in environment:  # Wayland has a way of its own
        method = environment.get(_X_METHOD, "").partition("@im=")[2]
        ways = [_IBUS, _PLAIN] if method not in ("", "none") else []
    if ways and not {_IBUS, "none"} & set(ways):
        # "xim" is the plain one by another name: it would always serve.
        ways.insert(ways.index("xim") if "xim" in ways else len(ways), _IBUS)
    if ways:
        environment[_WAYS] = ";".join(ways)


def connect(app: QGuiApplication, environment: Mapping[str, str]) -> None:
    """Connects to Fcitx 4 where the desktop names Fcitx and that is the one that runs."""
    if any("fcitx" in environment.get(name, "") for name in (_WAYS, _WAY, _X_METHOD)):
        from report_editor.ui.platform import fcitx4

        fcitx4.connect(app)
