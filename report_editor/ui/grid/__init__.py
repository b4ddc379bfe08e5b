"""Official tables as grids to fill in."""

from __future__ import annotations

from report_editor.ui.grid.view import TableView

__all__ = ["TableView"]
