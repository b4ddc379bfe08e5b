"""A stand-in for Fcitx 4 on a bus of its own: letters are composed, a space makes them 政府.

    python tests/ui/platform/fake_fcitx4.py ADDRESS

Says ``ready`` once it is there, and then each key that it was offered.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject

METHOD = """<interface name="org.fcitx.Fcitx.InputMethod"><method name="CreateICv3">
<arg name="name" direction="in" type="s"/><arg name="pid" direction="in" type="i"/>
<arg name="context" direction="out" type="i"/><arg name="enabled" direction="out" type="b"/>
</method></interface>"""
CONTEXT = """<interface name="org.fcitx.Fcitx.InputContext">
<method name="FocusIn"/><method name="FocusOut"/>
<method name="SetCursorRect"><arg direction="in" type="i"/><arg direction="in" type="i"/>
<arg direction="in" type="i"/><arg direction="in" type="i"/></method>
<method name="ProcessKeyEvent"><arg name="key" direction="in" type="u"/>
<arg name="code" direction="in" type="u"/><arg name="state" direction="in" type="u"/>
<arg name="kind" direction="in" type="i"/><arg name="time" direction="in" type="u"/>
<arg name="taken" direction="out" type="i"/></method>
<signal name="CommitString"><arg name="text" type="s"/></signal>
<signal name="ForwardKey"><arg type="u"/><arg type="u"/><arg type="i"/></signal>
</interface>"""
PATH = "/inputcontext_7"
BACKSPACE = 0xFF08


class Fake(QDBusVirtualObject):
    """All objects of the service."""

    def __init__(self) -> None:
        super().__init__()
        self._composing = ""

    def introspect(self, path: str) -> str:
        """What an object can do."""
        return CONTEXT if path == PATH else METHOD

    def handleMessage(  # noqa: N802 - Qt's name
        self, message: QDBusMessage, connection: QDBusConnection
    ) -> bool:
        """Answers a call."""
        answer: list[object] = []
        if message.member() == "CreateICv3":
            answer = [7, True]
        elif message.member() == "ProcessKeyEvent":
            key, _code, _state, kind, _time = message.arguments()
            answer = [int(not kind and self._takes(key, connection))]
        elif message.member() == "Introspect":
            return False
        reply = message.createReply()
        reply.setArguments(answer)
        connection.send(reply)
        return True

    def _takes(self, key: int, connection: QDBusConnection) -> bool:
        print(f"key {key}", flush=True)
        if ord("a") <= key <= ord("z"):
            self._composing += chr(key)
            return True
        if key == ord(" ") and self._composing:
            self._composing = ""
            signal = QDBusMessage.createSignal(PATH, "org.fcitx.Fcitx.InputContext", "CommitString")
            signal.setArguments(["政府"])
            connection.send(signal)
            return True
        return False


def main() -> None:
    """Serves until it is ended."""
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(sys.argv[1], "fake")
    fake = Fake()
    bus.registerVirtualObject("/", fake, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    bus.registerService("org.fcitx.Fcitx")
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
