"""Explanation of why a report cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_editor.workspace.session import Session

READ_ONLY = "这份报告以只读方式打开，不能修改。要修改，请另存为一份新文件。"
FINAL = "这份报告已经定稿，不能修改。要修改，请先用“文件 › 撤回定稿”。"


def explain_read_only(session: Session) -> str:
    """Return a sentence on why a report cannot be changed; empty where it can."""
    if session.is_file_read_only:
        return READ_ONLY
    return FINAL if session.read_only else ""
