"""Check whether there is a screen before Qt is asked: it ends the whole process where none is."""

from __future__ import annotations

import ctypes
import os
import sys


def has_display() -> bool:
    """Check whether Qt will find a screen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or platform.split(":")[0] not in ("", "xcb"):
        return True
    if os.environ.get("WAYLAND_DISPLAY") and not platform:
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False  # Qt needs it as well
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not is_refused
