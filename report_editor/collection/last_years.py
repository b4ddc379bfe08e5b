"""Find each office's own report of last year in a folder of them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from report_editor.collection.units import fold_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.collection.report_row import ReportRow
    from report_editor.document import Document


def write_index(rows: Iterable[ReportRow], path: Path) -> None:
    """Write where the reports of each office are to a file, for the processes that check."""
    index: dict[str, list[tuple[int | None, str]]] = {}
    for row in rows:
        if unit := fold_unit(row.organization):
            index.setdefault(unit, []).append((row.year, str(row.file.absolute())))
    path.write_text(json.dumps(index), encoding="ascii")


def find_last_year(index: Path, document: Document) -> tuple[Path | None, str]:
    """Find the report of the year before of the same office.

    Where there is none of that very year but one of another, it is taken: the check says so.

    Returns:
        The file, and a Chinese sentence where there is none, or not only one.
    """
    known = _read_index(index, index.stat().st_mtime_ns).get(fold_unit(document.organization), [])
    wanted = document.year - 1 if document.year else None
    of_year = [file for year, file in known if year == wanted]
    earlier = sorted((y, file) for y, file in known if y and not (wanted and y > wanted))
    candidates = of_year or [file for _, file in earlier[-1:]]
    if not candidates:
        return None, "上年的文件夹里没有找到这个单位的报告，没有作两年之间的核对。"
    if len(candidates) > 1:
        names = "、".join(f"“{Path(each).name}”" for each in candidates[:3])
        return None, (
            f"上年的文件夹里有 {len(candidates)} 份这个单位的报告（{names}），"
            "不知道该用哪一份，没有作两年之间的核对。请只留一份再检查。"
        )
    return Path(candidates[0]), ""


@lru_cache(maxsize=2)
def _read_index(
    path: Path,
    modified_ns: int,  # noqa: ARG001 - an index written anew is read anew
) -> dict[str, list[tuple[int | None, str]]]:
    index: dict[str, list[tuple[int | None, str]]] = json.loads(path.read_text(encoding="ascii"))
    return index
