"""Dialogs and messages."""

from __future__ import annotations
