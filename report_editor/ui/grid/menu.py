"""The context menu of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWhatsThis

from report_editor.ui.grid import clipboard

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.ui.grid.view import TableView


def context_menu(view: TableView) -> QMenu:
    """What can be done with the selection; what makes no sense now is greyed."""
    menu = QMenu(view)
    can = view.possible()
    has_text = clipboard.has_text(QGuiApplication.clipboard().mimeData())
    standard = QKeySequence.StandardKey

    def add(
        text: str,
        act: Callable[[], object],
        *,
        enabled: bool,
        key: QKeySequence.StandardKey | None = None,
    ) -> None:
        action = menu.addAction(text)
        action.triggered.connect(act)
        action.setEnabled(enabled)
        if key is not None:
            action.setShortcut(key)

    add("剪切", view.cut, enabled=can.change, key=standard.Cut)
    add("复制", view.copy, enabled=can.copy, key=standard.Copy)
    add(
        "粘贴",
        view.paste,
        enabled=can.change and has_text,
        key=standard.Paste,
    )
    add("清除", view.clear_selection, enabled=can.change, key=standard.Delete)
    menu.addSeparator()
    add("空白填 0", view.fill_zero_selection, enabled=can.fill_zero)
    add("采用计算值", view.accept_totals, enabled=can.accept_totals)
    menu.addSeparator()
    add(
        "说明",
        lambda: QWhatsThis.showText(
            view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()),
            view.tool_tip(view.current_cell()),
            view,
        ),
        enabled=True,
    )
    return menu
