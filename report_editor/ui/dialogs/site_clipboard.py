"""Put the report on the clipboard as the editors of sites keep it: 复制到网站."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from report_editor.ui.widgets.mime import make_mime_data
from report_editor.workspace.background import in_background

if TYPE_CHECKING:
    from report_editor.exporters.options import PublicationOptions
    from report_editor.workspace.session import Session


async def copy_for_site(
    session: Session, options: PublicationOptions
) -> tuple[str, tuple[str, ...]]:
    """Copy a report that was checked; return what was done, and what was left out or replaced."""
    from report_editor.exporters.web.site_copy import make_site_copy

    document = session.document.copy()
    copied = await in_background(lambda: make_site_copy(document, options))
    QGuiApplication.clipboard().setMimeData(make_mime_data(copied.markup, copied.text))
    errors = len(session.active_errors)
    warning = f"报告里还有 {errors} 个错误，发布前请先改正。" if errors else ""
    return f"已复制整份报告，请到网站后台的编辑框里粘贴。{warning}", copied.notes
