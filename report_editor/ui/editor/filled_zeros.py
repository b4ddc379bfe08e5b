"""Fill the blank cells of all tables with 0 in one step, and show which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.document.blank_cells import count_by_table, fill_blanks, list_fillable
from report_editor.document.uncertain import list_missing
from report_editor.ui.editor.pages import TablePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report_editor.ui.editor.pages import Page
    from report_editor.workspace.session import Session


def fill_with_zeros(session: Session, pages: Iterable[Page]) -> str:
    """Fill the blank cells, select them in their tables, and run the checks.

    Returns:
        A Chinese sentence on what was filled and what was left; empty where nothing was.
    """
    document = session.document
    blanks = list_fillable(document)
    counts, missing = count_by_table(document, blanks), list_missing(document)
    if not blanks or not session.do(fill_blanks(document, blanks)):
        return ""
    for page in sorted(pages, key=lambda each: each.isVisible()):  # its sums are shown last
        if isinstance(page, TablePage) and page.section.key in blanks:
            page.grid.select_addresses(blanks[page.section.key])
    session.check_now()
    left = f"没有从上年报告带来的 {len(missing)} 格没有填，请看检查结果。" if missing else ""
    return f"填了 0，可撤销（Ctrl+Z）：{counts}，在表里都选中了。{left}"
