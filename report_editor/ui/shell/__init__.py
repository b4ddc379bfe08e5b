"""Main window: start page, menus, status bar, commands."""

from __future__ import annotations
