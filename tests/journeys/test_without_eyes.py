"""The window tells a screen reader where one is, what stands there, and what has changed.

The program runs in a process of its own, on a screen and a session bus of its own, and is heard
over AT-SPI, as Orca hears it. The keys come from the X server.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.clerk_in_a_process import PATIENCE_SECONDS, Program

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM_PYTHON = "/usr/bin/python3"
BUS = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
BESIDE = f'"$@" & trap "kill $!" EXIT; {SYSTEM_PYTHON} tests/journeys/screen_reader.py'
"""Runs a program and the screen reader beside it; the program ends with the reader."""
ENVIRONMENT = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

pytestmark = pytest.mark.slow


def find_missing() -> str:
    """Return what this machine lacks, empty where all is there."""
    for program in ("Xvfb", "dbus-run-session", SYSTEM_PYTHON):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if not BUS.exists():
        return "at-spi2-core is not installed"
    look = subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False)
    return look.stderr.decode(errors="replace").strip().rpartition("\n")[2]


class Ear:
    """Blind clerk at the window: presses keys and hears what it tells."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def _send(self, *words: str) -> None:
        pipe = self._program.process.stdin
        assert pipe
        pipe.write(json.dumps(words) + "\n")
        pipe.flush()

    def press(self, *keys: str) -> None:
        """Press the last key while the others are held."""
        self._send("press", *keys)

    def write(self, digits: str) -> None:
        """Press a key for each digit."""
        self._send("write", digits)

    def hear_focus(self, name: str, role: str) -> dict[str, Any]:
        """Return what is told of the next thing with the focus whose name begins like this."""
        return self._program.told(
            "focus", lambda told: told["role"] == role and told["name"].startswith(name)
        )

    def hear_words(self, words: str) -> str:
        """Return the next announcement with these words."""
        return str(self._program.told("announcement", lambda told: words in told["words"])["words"])

    def list(self, role: str) -> list[dict[str, Any]]:
        """Return all things of a role that are shown."""
        self._send("list", role)
        things: list[dict[str, Any]] = self._program.told("list")["things"]
        return things

    def wait_for(self, role: str, name: str) -> None:
        """Look again until there is a thing of this role and name."""
        end = time.monotonic() + PATIENCE_SECONDS
        while name not in [each["name"] for each in self.list(role)]:
            assert time.monotonic() < end, name


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen of its own, whose number Xvfb chooses: nobody else can have taken it."""
    if missing := find_missing():
        pytest.skip(missing)
    number, chosen = os.pipe()
    command = ["Xvfb", "-displayfd", str(chosen), "-screen", "0", "1366x768x24", "-noreset"]
    with subprocess.Popen(command, pass_fds=[chosen], stderr=subprocess.DEVNULL) as server:
        os.close(chosen)
        with os.fdopen(number, encoding="ascii") as pipe:
            yield f":{pipe.readline().strip()}"
        server.terminate()


@pytest.fixture
def ear(own_file: Path, display: str) -> Iterator[Ear]:
    """A screen reader beside the program with the example open."""
    program = Program(
        own_file,
        *("opened", "stay", "stay_active"),
        environment={**ENVIRONMENT, "DISPLAY": display},
        command=("dbus-run-session", "--", "bash", "-c", BESIDE, "bash"),
    )
    with program:
        program.told("ready")
        ear = Ear(program)
        ear.list("frame")
        yield ear


def go_to_requests(ear: Ear) -> dict[str, Any]:
    """Go to 表三 by keys; return what is told of its first cell."""
    for _ in range(3):
        ear.press("Control_L", "Next")
    ear.hear_focus("三、收到和处理政府信息公开申请情况", "table")
    return ear.hear_focus("一、本年新收政府信息公开申请数量，自然人", "table cell")


def test_a_cell_tells_row_column_value_and_state(ear: Ear) -> None:
    first = go_to_requests(ear)
    row = "一、本年新收政府信息公开申请数量"
    balance = "自然人：新收 9 + 结转 1 = 10，办理 9 + 结转下年 0 = 9，相差 1"
    assert first["name"] == f"{row}，自然人：9；{balance}"
    assert first["description"] == ""
    assert {"focused", "selected"} <= set(first["states"])
    ear.press("Right")
    assert ear.hear_focus(row, "table cell")["name"] == f"{row}，商业企业：2"
    ear.press("End")
    total = ear.hear_focus(f"{row}，总计", "table cell")
    assert total["name"].startswith(f"{row}，总计：12")
    assert total["description"] == "由程序计算"
    ear.press("Left")
    ear.hear_focus(f"{row}，其他组织：0", "table cell")
    ear.press("Delete")
    ear.press("Left")
    ear.hear_focus(f"{row}，法律服务机构", "table cell")
    ear.press("Right")
    assert ear.hear_focus(f"{row}，其他组织", "table cell")["name"] == f"{row}，其他组织：空白"


def test_a_change_of_balance_is_announced_once_the_number_is_typed(ear: Ear) -> None:
    go_to_requests(ear)
    ear.write("12")
    editor = ear.hear_focus("一、本年新收政府信息公开申请数量，自然人", "text")
    assert "editable" in editor["states"]
    ear.press("Return")
    said = ear.hear_words("自然人")
    assert said.startswith("自然人：新收 12 + 结转 1 = 13，办理 9 + 结转下年 0 = 9，相差 4。总计：")
    ear.hear_focus("二、上年结转政府信息公开申请数量，自然人：1", "table cell")
    ear.press("Up")
    name = ear.hear_focus("一、本年新收政府信息公开申请数量，自然人", "table cell")["name"]
    assert name == (
        "一、本年新收政府信息公开申请数量，自然人：12；"
        "自然人：新收 12 + 结转 1 = 13，办理 9 + 结转下年 0 = 9，相差 4"
    )
    ear.write("8")
    ear.press("Return")
    assert ear.hear_words("自然人").startswith(
        "自然人：新收 8 + 结转 1 = 9，办理 9 + 结转下年 0 = 9，平衡。"
    )


def test_tabs_findings_and_buttons_have_names(ear: Ear) -> None:
    ear.wait_for("page tab", "三、收到和处理政府信息公开申请情况，1 处要看")
    for role in ("push button", "check box", "menu item", "page tab", "text", "table", "combo box"):
        things = ear.list(role)
        assert things, role
        assert [each for each in things if not each["name"] or "&" in each["name"]] == []
    ear.press("F9")
    assert ear.hear_focus("", "list item")["name"] == "✖ 错误：1 处"
    ear.press("Down")
    assert "表三“自然人”一列不平衡" in ear.hear_focus("", "list item")["name"]
    ear.press("Return")
    ear.hear_focus("一、本年新收政府信息公开申请数量，自然人：9", "table cell")


def test_what_is_done_is_announced(ear: Ear) -> None:
    go_to_requests(ear)
    ear.press("Delete")
    ear.press("Control_L", "s")
    assert ear.hear_words("保存") == "已保存“示例报告.xlsx”。"
