"""Work of a clerk from last year's file to this year's paper, by keys alone.

Last year's file is the report of 巖垅鄉 of 2022, in traditional characters and full of zeros.
"""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.journeys.keystrokes import KeyPresser, Step
from tests.ui.grid.clipboards import put_libreoffice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from report_editor.ui.shell.window import MainWindow

LAST_YEAR = "yanlong-2022.txt"
NUMBERS = {
    "disclosure.licensing.decisions": 18,
    "disclosure.penalties.decisions": 6,
    "disclosure.coercion.decisions": 1,
    "requests.new.natural_person": 5,
    "requests.granted.natural_person": 3,
    "requests.partial.natural_person": 1,
    "requests.carried_out.natural_person": 1,
    "requests.new.business": 2,
    "requests.granted.business": 1,
    "requests.unable_not_held.business": 1,
    "requests.new.research": 1,
    "requests.granted.research": 1,
}
SENTENCES = {
    ("overview", 10): "截至2023年12月31日,巖垅鄉政府及部門主動公開政府信息56條。",
    ("overview", 14): "2023年度我鄉接到提出公開政府信息的申請8件。",
    ("other_matters", 0): "本年度未收取信息处理费。",
}
_BEGIN = (
    Step("开始写：在下载里找到的上年报告", "M Return"),
    Step("看读取结果，新建", "@RolloverDialog M Return @"),
)
_TYPE_NUMBERS = (
    Step("行政许可", "M PgDown '18 Return"),
    Step("行政处罚", "M '6 Return"),
    Step("行政强制", "M '1"),
    Step("到表三第一个空白", "F5"),
    Step("新收·自然人", "M '5 Tab"),
    Step("新收·商业企业", "M '2 Tab"),
    Step("新收·科研机构", "M '1 Return"),
    Step("予以公开·自然人", "Return M '3 Tab"),
    Step("予以公开·商业企业", "M '1 Tab"),
    Step("予以公开·科研机构", "M '1 Return"),
    Step("部分公开·自然人", "M '1 PgDown"),
    Step("不掌握·商业企业", "M PgDown Right '1"),
    Step("结转下年·自然人", "M Ctrl+Down Left '1"),
)
COPY = "~P ~B ~P ~B ~Ctrl+C"
"""In the ledger a range is dragged over and copied."""
_PASTE_NUMBERS = (
    Step("台账里表二的三行", f"M ~Alt+Tab ~H {COPY} ~H ~Alt+Tab ^disclosure Ctrl+V"),
    Step("看放在了哪里", "M"),
    Step("台账里表三的五行", f"M ~Alt+Tab ~H {COPY} ~H ~Alt+Tab ^requests Ctrl+PgDown Ctrl+V"),
    Step("看放在了哪里，粘贴", "@PasteSheet M Return @"),
)
_END = (
    Step("报送前检查，其余的填 0", "F9 M Alt+Z"),
    Step("六没有写收费：照写上的一句", "F5 M Ctrl+Return"),
    Step("第一个 49 不改", "F5 M"),
    Step("第二个 49 是主动公开的条数", "F5 M '56"),
    Step("未接到申请，表里是 8 件：照改", "F5 M Ctrl+Return"),
    Step("看还剩什么，保存并导出 PDF", "Ctrl+E @ExportDialog M Return Return @"),
)
STEPS = (*_BEGIN, *_TYPE_NUMBERS, *_END)
"""Work by keys in the window, from the start page on; the numbers are read off a paper."""
STEPS_FROM_LEDGER = (*_BEGIN, *_PASTE_NUMBERS, *_END)
"""The same, where the numbers stand in a small workbook that is open in Calc."""
LEDGER = {
    "disclosure": [["行政许可", "18"], ["行政处罚", "6"], ["行政强制", "1"]],
    "requests": [
        ["事项", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        ["新收政府信息公开申请", *"5210008"],
        ["予以公开", *"3110005"],
        ["部分公开", *"1000001"],
        ["本机关不掌握相关政府信息", *"0100001"],
        ["结转下年度继续办理", *"1000001"],
    ],
}
"""Rows that had something to count, as an office notes them."""
_CHANCE = random.Random(0)  # noqa: S311 - Calc leaves nothing to it
BLOCKS = {name: partial(put_libreoffice, _CHANCE, rows) for name, rows in LEDGER.items()}


class MouseWatch(QObject):
    """Counts the events of a mouse, or of its wheel, that reach anything in the program."""

    _KINDS = frozenset(
        {
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Count an event and let it pass."""
        self.count += event.type() in self._KINDS
        return False


def do_job(
    window: MainWindow,
    wait: Callable[[Callable[[], bool]], None],
    steps: Sequence[Step] = STEPS,
) -> int:
    """Press all keys of the job; return how many events came from a mouse.

    The file is found while she reads the page: that takes less than the thought that is counted.
    """
    wait(lambda: LAST_YEAR in window.stack.start.first.accessibleDescription())
    app, watch = QApplication.instance(), MouseWatch()
    assert app is not None
    app.installEventFilter(watch)
    presser = KeyPresser(window, steps, BLOCKS)
    try:
        wait(lambda: presser.is_done)
    except Exception as error:
        raise AssertionError(f"it stands still before {presser.position}") from error
    finally:
        app.removeEventFilter(watch)
    return watch.count


def find_faults(window: MainWindow, home: Path) -> list[str]:
    """Return what in the window, or in the files that were written, is not as it should be.

    The files are written beside last year's, among the downloads of the ``home``.
    """
    assert window.session is not None
    document = window.session.document
    faults = [key for key, number in NUMBERS.items() if document.number(key) != number]
    faults += [
        f"{section} {at}"
        for (section, at), words in SENTENCES.items()
        if document.paragraphs(section)[at] != words
    ]
    faults += [key for key in document.form.cells if document.number(key) is None]
    faults += [each.message for each in window.session.active_errors]
    if window.session.is_dirty:
        faults.append("not saved")
    for ending in (".xlsx", ".pdf"):
        if len(list(home.glob(f"Downloads/*{ending}"))) != 1:
            faults.append(f"no {ending}")
    return faults
