"""Count what this year's report costs a clerk, here and on the Word form in LibreOffice Writer.

    python -m tests.benchmarks.effort

Both do the same job: last year's report becomes this year's, with twelve numbers and three
sentences changed, saved, and written as a PDF; once with the numbers read off a paper, once with a
small workbook (台账) open in Calc beside. Ours is counted and pressed in the real window, and what
it gives is checked. Writer's is counted alone: it stands below step by step, each in the quickest
way that was found in Writer 7.4 at 1366 × 768: nothing is asked when a Word file is saved, sums
are added in one thought a number, one thought checks a column.

Thinking (M) is counted alike for both: once for each number that is read off or added to another
(zeros not counted), for each balance that is checked, and for a dialog or what it leaves; twice for
a sentence (find, write), once for one that the program finds, to judge it, and once to write; once
for a place that is found and left as it is.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.keystrokes import Step, measure
from tests.journeys.whole_job import (
    COPY,
    LAST_YEAR,
    STEPS,
    STEPS_FROM_LEDGER,
    do_job,
    find_faults,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 60
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FEE_STATEMENT = "benniandu=本年度 weishouqu=未收取 xinxi=信息 chulifei=处理费 .=。"
CELL = "H P B*4 H"
"""A double click on the number in a cell selects it. In the row Tab is quicker: it selects nothing,
so that Delete takes last year's 0 away. In a column Down is: it arrives behind the 0."""
_BEGIN = (
    Step("打开上年的 Word 文件，文件名由对话框补全", "M Ctrl+O 'yan Down Return"),
    Step("年份全部替换", "M Ctrl+H '2022 Tab '2023 Alt+A Esc"),
)
_TYPE_NUMBERS = (
    Step("行政许可", f"PgDown*5 M {CELL} '18"),
    Step("行政处罚", "M Down*3 Backspace '6"),
    Step("行政强制", "M Down Backspace '1"),
    Step("新收·自然人", f"PgDown M {CELL} '5"),
    Step("新收·商业企业", "M Tab Delete '2"),
    Step("新收·科研机构", "M Tab Delete '1"),
    Step("新收·总计，自己加", "M*2 Tab*4 Delete '8"),
    Step("予以公开·自然人", f"M {CELL} '3"),
    Step("予以公开·商业企业", "M Tab Delete '1"),
    Step("予以公开·科研机构", "M Tab Delete '1"),
    Step("予以公开·总计，自己加", "M*2 Tab*4 Delete '5"),
    Step("部分公开·自然人", "M Tab*3 Delete '1"),
    Step("部分公开·总计", "M Tab*6 Delete '1"),
    Step("不掌握·商业企业", f"PgDown M {CELL} '1"),
    Step("不掌握·总计", "M Tab*5 Delete '1"),
    Step("办理结果总计·自然人，自己加", f"M {CELL} '4"),
    Step("办理结果总计·商业企业，自己加", "M Tab Delete '2"),
    Step("办理结果总计·科研机构", "M Tab Delete '1"),
    Step("办理结果总计·总计，自己加", "M*2 Tab*4 Delete '7"),
    Step("结转下年·自然人", "M Tab*2 Delete '1"),
    Step("结转下年·总计", "M Tab*6 Delete '1"),
)
PUT = f"{COPY} P B*2 Ctrl+V"
"""Copy in Calc and paste where one clicks in Writer: it fills the cells below and beside. The right
hand stays on the mouse."""
_PASTE_NUMBERS = (
    Step("行政许可", f"PgDown*5 M H {PUT}"),
    Step("行政处罚、行政强制", f"M {PUT} H"),
    Step("新收", f"PgDown M H {PUT}"),
    Step("予以公开、部分公开", f"M {PUT} H"),
    Step("不掌握", f"PgDown M H {PUT}"),
    Step("结转下年", f"M {PUT} H"),
    Step("办理结果总计·自然人，自己加", f"M {CELL} '4"),
    Step("办理结果总计·商业企业，自己加", "M Tab Delete '2"),
    Step("办理结果总计·科研机构", "M Tab Delete '1"),
    Step("办理结果总计·总计，自己加", "M*2 Tab*4 Delete '7"),
    Step("粘贴来的字太大、缩到格子外面：选中表三的数字，选样式", "M H P B P B P B*2 P B*2 H"),
    Step("表二的也是", "M H P B P B P B*2 P B*2 H"),
)
_CHECK = (Step("核对四列是否平衡，两列要加", "M*6"),)
_END = (
    Step("改为收费的说明", f"M Ctrl+End Backspace M {FEE_STATEMENT}"),
    Step("主动公开的条数，第一个 49 不是", "M Ctrl+F '49 Return M Return Esc M '56"),
    Step("申请的件数", "M Ctrl+F weijie=未接 Return Esc M jie=接 End Left '8 jian=件"),
    Step("另存为今年的文件", "M Ctrl+Shift+S Right Backspace '3 Return"),
    Step("工具栏上的导出为 PDF", "H P B*2 H M Return"),
)
WRITER = (*_BEGIN, *_TYPE_NUMBERS, *_CHECK, *_END)
WRITER_TYPED_FROM_LEDGER = (
    *_BEGIN,
    *(Step(each.purpose, each.operations.replace("M*2", "M")) for each in _TYPE_NUMBERS),
    *_CHECK,
    *_END,
)
"""The sums stand in the ledger, and need not be added up, but for 办理结果总计, counted alike."""
WRITER_FROM_LEDGER = min(
    WRITER_TYPED_FROM_LEDGER,
    (*_BEGIN, *_PASTE_NUMBERS, *_CHECK, *_END),
    key=lambda steps: measure(steps).seconds,
)
JOBS = {
    "typed from paper": (STEPS, WRITER),
    "from a ledger in Calc": (STEPS_FROM_LEDGER, WRITER_FROM_LEDGER),
}
"""Steps of each job, ours and Writer's."""


def main() -> None:
    """Do the job in the window, count both, print."""
    from report_editor.ui.shell.app import dress, make_window
    from report_editor.workspace.background import wait_for_work

    if len(sys.argv) > 1 or not SAMPLES.is_dir():
        raise SystemExit(f"{__doc__}\nThe published reports are needed beside the checkout.")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    dress(app)
    for ours, _writer in JOBS.values():
        with tempfile.TemporaryDirectory() as folder:
            os.environ |= {"HOME": folder, "REPORT_EDITOR_HOME": str(Path(folder) / "home")}
            downloads = Path(folder) / "Downloads"
            downloads.mkdir()
            shutil.copy(SAMPLES / LAST_YEAR, downloads)
            window = make_window(None)
            window.activateWindow()
            do_job(window, wait, ours)
            if faults := find_faults(window, Path(folder)):
                raise SystemExit(f"the job was not done: {faults}")
            window.close()
            wait(window.isHidden)
            wait_for_work()
    print(describe())
    sys.stdout.flush()
    os._exit(0)  # the window need not be taken down


def wait(condition: Callable[[], bool]) -> None:
    """Run the window until something is so."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        QTest.qWait(10)
        if time.monotonic() > end:
            raise TimeoutError


def describe() -> str:
    """Return both counts of each job and what they are to each other."""
    lines = ["| job | program | keys | clicks | think | seconds |", "|---|---|---|---|---|---|"]
    for job, (ours, writer) in JOBS.items():
        for name, steps in (("Report Editor", ours), ("LibreOffice Writer", writer)):
            effort = measure(steps)
            think = effort.operators["M"]
            counts = f"{effort.keys} | {effort.clicks} | {think} | {effort.seconds:.1f}"
            lines.append(f"| {job} | {name} | {counts} |")
    lines.append("")
    for job, (ours, writer) in JOBS.items():
        share = measure(ours).seconds / measure(writer).seconds
        lines.append(f"{job}: {share:.2f} of Writer's seconds")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
