"""Labels of pages and dialogs: titles, explanations, sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def heading(text: str) -> QLabel:
    """Make the title of a page."""
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.35)
    font.setBold(True)
    label.setFont(font)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


def hint(text: str) -> QLabel:
    """Make a label for an explanation of several lines."""
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def sentence(text: str) -> QLabel:
    """Make a label of several lines whose text can be selected and copied."""
    label = hint(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
