"""Read the numbers that this program wrote as CSV, also after Excel or WPS has saved them."""

from __future__ import annotations

import csv
import io

from report_editor.common.formula_guard import unguard
from report_editor.document.number_rows import NumberRowsError, from_rows, has_numbers
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits
from report_editor.importers.readers.text.encoding import decode
from report_editor.importers.recognised import Recognition


def read_own_numbers(data: bytes, name: str) -> Recognition | None:
    """Read the numbers of a report; None where a file holds no such rows.

    Raises:
        ImportProblem: they are not those of one report, or there are far too many.
    """
    if not name.lower().endswith(".csv"):
        return None
    limits.check_size(data)
    lines = csv.reader(io.StringIO(decode(data), newline=""))
    try:
        headings = [each.strip() for each in next(lines, [])]
        if not has_numbers(headings):
            return None
        rows = [
            dict(zip(headings, map(unguard, line), strict=False)) for line in lines if any(line)
        ]
        document = from_rows(rows)
    except (csv.Error, NumberRowsError) as error:
        why = str(error) if isinstance(error, NumberRowsError) else "引号没有成对"
        raise ImportProblem(
            f"“{name}”里的数据表读不出一份报告：{why}。请重新导出一次，或者确认选对了文件。"
        ) from error
    note = "按本程序的 CSV 数据表读入：只有表格里的数字，没有文字部分。"
    return Recognition(document, [note])
