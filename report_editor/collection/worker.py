"""Read and check one report after the other in a process of its own.

A request is the arguments of :func:`examine`, the answer ``{"report": …}``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from report_editor.checks import check
from report_editor.collection.fingerprints import find_prints, list_sentences
from report_editor.collection.last_years import find_last_year
from report_editor.collection.own_tables import refuse_own_table
from report_editor.collection.report_row import pack_report
from report_editor.common.problem import Problem
from report_editor.importers.serving import serve
from report_editor.workspace.opening import open_here

if TYPE_CHECKING:
    from report_editor.document import Document


def main() -> NoReturn:
    """Examine what the parent asks for; run as a process of its own."""
    serve(lambda request: examine(**request))


def examine(
    path: str,
    last_year: str = "",
    last_years: str = "",
    *,
    prints: bool = False,
    sentences: bool = False,
) -> dict[str, Any]:
    """Read and check a report; return the answer.

    Args:
        path: File.
        last_year: File of the report to compare with; empty for none.
        last_years: Index of :mod:`report_editor.collection.last_years`; empty for none.
        prints: Set where texts are to be compared with those of others.
        sentences: Set where the sentences are wanted, to show what two reports share.

    Raises:
        Problem: It cannot be read, or is no report.
    """
    opened = open_here(Path(path))
    if not opened.is_own:
        refuse_own_table(Path(path))
    document = opened.document
    last, note = _open_last_year(last_year) if last_year else None, ""
    if last_years:
        file, note = find_last_year(Path(last_years), document)
        try:
            last = open_here(file).document if file else None
        except Problem as problem:
            note = f"上年的报告没有读出来，没有作两年之间的核对：{problem}"
    found = check(document, last)
    packed = pack_report(
        Path(path),
        opened,
        found,
        note,
        find_prints(document) if prints else (),
        list_sentences(document) if sentences else (),
    )
    return {"report": packed}


@lru_cache(maxsize=1)
def _open_last_year(path: str) -> Document:
    return open_here(Path(path)).document


if __name__ == "__main__":
    main()
