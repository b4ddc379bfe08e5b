"""Room that a widget keeps while it is hidden, so that nothing beside it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def keep_room(widget: QWidget, *, keeps: bool = True) -> None:
    """Let a widget keep its room while it is hidden, or no longer."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(keeps)
    widget.setSizePolicy(policy)
