"""Connection of this Qt to the input method of a Linux desktop.

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

_MODULES = "QT_IM_MODULES"
"""Variable with the modules to try in turn, separated by semicolons; it goes before the next."""
_MODULE = "QT_IM_MODULE"
_X_METHOD = "XMODIFIERS"
_IBUS = "ibus"
_PLAIN = "compose"
"""Module for accents and the like, without an input method."""


def prepare(environment: MutableMapping[str, str]) -> None:
    """Let Qt try IBus where the input method that the desktop names is not to be reached.

    Does nothing where the desktop names no input method. Call it before the application is made.

    Args:
        environment: the variables of this process; Qt reads them when it starts.
    """
    named = environment.get(_MODULES, "") or environment.get(_MODULE, "")
    modules = [each for each in named.split(";") if each]
    if not modules and "WAYLAND_DISPLAY" not in environment:  # Wayland has a way of its own
        method = environment.get(_X_METHOD, "").partition("@im=")[2]
        modules = [_IBUS, _PLAIN] if method not in ("", "none") else []
    if modules and not {_IBUS, "none"} & set(modules):
        # "xim" is the plain one by another name: it would always serve.
        modules.insert(modules.index("xim") if "xim" in modules else len(modules), _IBUS)
    if modules:
        environment[_MODULES] = ";".join(modules)


def connect(app: QGuiApplication, environment: Mapping[str, str]) -> None:
    """Connect to Fcitx 4 where the desktop names Fcitx and that is the one that runs."""
    if any("fcitx" in environment.get(name, "") for name in (_MODULES, _MODULE, _X_METHOD)):
        from report_editor.ui.platform import fcitx4

        fcitx4.connect(app)
