"""Listen to a program as a screen reader does, over AT-SPI, and press keys of the X server.

It runs under the system's Python, which has the bindings of AT-SPI: PyPI has none. It prints a line
of JSON for each event that a screen reader speaks, and takes commands from its standard input, a
JSON list each: ``["press", "Control_L", "F9"]``, ``["write", "12"]``, ``["list", "push button"]``.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
from typing import Any

import gi  # type: ignore[import-not-found, unused-ignore]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found, unused-ignore]  # noqa: E402

PROGRAM = "report-editor"
EVENTS = {
    "object:state-changed:focused": "focus",
    "object:announcement": "announcement",
}
NAMES = "object:property-change:accessible-name"
"""Not told, but only who listens to it learns that a name heard before is outdated."""
MOST_BYTES = 4096
"""Length of the commands taken at once: a pipe passes so much without cutting it."""
MOST_LETTERS = 100
DEEPEST = 40
"""Levels below the window that are looked through for things of a role."""


class Keyboard:
    """Keys of the X server, found by their names."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))

    def press(self, *names: str) -> None:
        """Press the last key while the others are held."""
        *held, key = map(self._find, names)
        for code in held:
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
        Atspi.generate_keyboard_event(key, None, Atspi.KeySynthType.PRESSRELEASE)
        for code in reversed(held):
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)

    def _find(self, name: str) -> int:
        symbol = self._x.XStringToKeysym(name.encode("ascii"))
        return int(self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol)))


def describe(thing: Any) -> dict[str, Any]:
    """Return what a screen reader can say of a thing."""
    return {
        "name": thing.get_name(),
        "role": thing.get_role_name(),
        "description": thing.get_description(),
        "value": Atspi.Text.get_text(thing, 0, MOST_LETTERS)
        if "Text" in thing.get_interfaces()
        else "",
        "states": sorted(each.value_nick for each in thing.get_state_set().get_states()),
    }


def hear(event: Any) -> None:
    """Print an event, unless another program caused it or what it speaks of has gone."""
    kind = EVENTS.get(event.type)
    if kind is None or (kind == "focus" and not event.detail1):
        return
    try:
        if event.source.get_application().get_name() == PROGRAM:
            said = {"words": event.any_data} if kind == "announcement" else {}
            tell(kind, **describe(event.source), **said)
    except GLib.Error:
        return


def list_things(role: str) -> list[dict[str, Any]]:
    """Return all things of a role that are shown in the program."""
    found: list[dict[str, Any]] = []

    def look(thing: Any, depth: int) -> None:
        for at in range(thing.get_child_count() if depth < DEEPEST else 0):
            child = thing.get_child_at_index(at)
            if child is None:
                continue
            if child.get_role_name() == role:
                found.append(describe(child))
            if child.get_state_set().contains(Atspi.StateType.SHOWING):
                look(child, depth + 1)

    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(at)
        if program is not None and program.get_name() == PROGRAM:
            look(program, 0)
    return [each for each in found if "showing" in each["states"]]


def tell(kind: str, **more: Any) -> None:
    print(json.dumps({"told": kind, **more}), flush=True)


def main() -> None:
    """Listen and obey until the standard input ends."""
    Atspi.init()
    keyboard = Keyboard()
    listener = Atspi.EventListener.new(hear)
    for event in (*EVENTS, NAMES):
        listener.register(event)

    def obey(_source: object, _condition: Any) -> bool:
        received = os.read(0, MOST_BYTES)
        for line in received.splitlines():
            command, *words = json.loads(line)
            if command == "press":
                keyboard.press(*words)
            elif command == "write":
                for letter in words[0]:
                    keyboard.press(letter)
            else:
                tell("list", things=list_things(words[0]))
        if not received:
            Atspi.event_quit()
        return bool(received)

    GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, obey)
    tell("listening")
    Atspi.event_main()


if __name__ == "__main__":
    main()
