"""Let the numbers of all texts follow the tables: shown in a sheet, changed as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.workspace.text_offers import KEY, STEP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from report_editor.workspace.session import Session


def follow_tables(session: Session, parent: QWidget) -> str:
    """Show the numbers that could follow the tables, and change those chosen.

    Returns:
        A Chinese sentence on what was done, or why there is nothing to do; empty where nothing was
        chosen.
    """
    from report_editor.ui.editor.proposed_changes import ask_and_replace, propose

    waiting = [each for each in session.links if not each.is_right]
    places = [each.place for each in waiting if each.place.better]
    notes: tuple[str, ...] = ()
    if len(places) < len(waiting):
        doubtful = len(waiting) - len(places)
        notes = (f"另有 {doubtful} 处可能是两个数中的一个，请到那里按 {KEY} 选。",)
    if not places:
        return "".join(notes) or "文字里的数字和表格一致，没有要跟着改的。"
    count = ask_and_replace(session, propose(session.document, STEP, places, notes), parent)
    return f"{count} 处数字跟着表格改了，可撤销（Ctrl+Z）。" if count else ""
