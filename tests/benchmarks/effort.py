"""Count what this year's report costs a clerk, here and on the Word form in LibreOffice Writer.

    python -m tests.benchmarks.effort

Both do the same job: last year's report becomes this year's, with twelve numbers and three
sentences changed, saved, and written as a PDF. Ours is counted and pressed in the real window, and
what it gives is checked. Writer's is counted alone: it stands below step by step, each in the
quickest way that Writer has. Thinking (M) is counted alike for both: once for each number that is
read off or added up (zeros not counted) and for each side of a balance that is checked, twice for a
sentence (find, write), once for a dialog.
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
from tests.journeys.whole_job import LAST_YEAR, STEPS, do_job, find_faults

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 60
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FEE_STATEMENT = "benniandu=本年度 weishouqu=未收取 xinxi=信息 chulifei=处理费 .=。"
CELL = "H P B*4 H"
"""A double click on the number in a cell selects it. For the cells beside, Tab is quicker: it
selects nothing in Writer (seen in 7.4), so that Delete takes last year's 0 away."""
WRITER = (
    Step("打开上年的 Word 文件", "M Ctrl+O 'yanlong-2022.docx Return"),
    Step("另存为今年的文件，仍用 Word 格式", "M Ctrl+Shift+S 'yanlong-2023 Return Return"),
    Step("年份全部替换", "M Ctrl+H '2022 Tab '2023 Alt+A Esc"),
    Step("行政许可", f"PgDown*2 M {CELL} '18"),
    Step("行政处罚", "M Tab*2 Delete '6"),
    Step("行政强制", "M Tab*2 Delete '1"),
    Step("新收·自然人", f"PgDown M {CELL} '5"),
    Step("新收·商业企业", "M Tab Delete '2"),
    Step("新收·科研机构", "M Tab Delete '1"),
    Step("新收·总计，自己加", "M*3 Tab*4 Delete '8"),
    Step("予以公开·自然人", f"M {CELL} '3"),
    Step("予以公开·商业企业", "M Tab Delete '1"),
    Step("予以公开·科研机构", "M Tab Delete '1"),
    Step("予以公开·总计，自己加", "M*3 Tab*4 Delete '5"),
    Step("部分公开·自然人", f"M {CELL} '1"),
    Step("部分公开·总计", "M Tab*6 Delete '1"),
    Step("不掌握·商业企业", f"PgDown M {CELL} '1"),
    Step("不掌握·总计", "M Tab*5 Delete '1"),
    Step("办理结果总计·自然人，自己加", f"M*2 {CELL} '4"),
    Step("办理结果总计·商业企业，自己加", "M*2 Tab Delete '2"),
    Step("办理结果总计·科研机构", "M Tab Delete '1"),
    Step("办理结果总计·总计，自己加", "M*3 Tab*4 Delete '7"),
    Step("结转下年·自然人", f"M {CELL} '1"),
    Step("结转下年·总计", "M Tab*6 Delete '1"),
    Step("核对四列是否平衡", "M*8"),
    Step("改为收费的说明", f"M Ctrl+End Backspace M {FEE_STATEMENT}"),
    Step("主动公开的条数", "M Ctrl+F '49 Return*2 Esc M '56"),
    Step("申请的件数", "M Ctrl+F weijie=未接 Return Esc M jie=接 End Left '8 jian=件"),
    Step("保存，仍用 Word 格式", "Ctrl+S Return"),
    Step("工具栏上的导出为 PDF", "H P B*2 H M Return"),
)


def main() -> None:
    """Do the job in the window, count both, print."""
    from report_editor.ui.shell.app import dress, make_window

    if len(sys.argv) > 1 or not SAMPLES.is_dir():
        raise SystemExit(f"{__doc__}\nThe published reports are needed beside the checkout.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "REPORT_EDITOR_HOME": str(Path(folder) / "home")}
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        app = QApplication(sys.argv[:1])
        app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        dress(app)
        downloads = Path(folder) / "Downloads"
        downloads.mkdir()
        shutil.copy(SAMPLES / LAST_YEAR, downloads)
        window = make_window(None)
        window.show()
        window.activateWindow()
        do_job(window, wait)
        if faults := find_faults(window, Path(folder)):
            raise SystemExit(f"the job was not done: {faults}")
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
    """Return both counts and what they are to each other."""
    lines = ["| | keys | clicks | think | seconds |", "|---|---|---|---|---|"]
    for name, steps in (("Report Editor", STEPS), ("LibreOffice Writer", WRITER)):
        effort = measure(steps)
        think = effort.operators["M"]
        lines.append(
            f"| {name} | {effort.keys} | {effort.clicks} | {think} | {effort.seconds:.1f} |"
        )
    ours, theirs = measure(STEPS), measure(WRITER)
    lines += ["", f"seconds: {ours.seconds / theirs.seconds:.2f} of Writer's"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
