"""Look of severities: a sign and a colour that is legible on the palette at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_editor.checks import Finding, Severity, has_blanks
from report_editor.ui.widgets.accent import Tone
from report_editor.ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QIcon

SIGN = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
_ICON = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_TONES = {
    Severity.ERROR: Tone.ERROR,
    Severity.WARNING: Tone.WARNING,
    Severity.INFO: Tone.ACCENT,
}


def color(severity: Severity) -> QColor:
    """Return the colour of text for that severity on the present palette."""
    return _TONES[severity].color


def link_color() -> QColor:
    """Return the colour of text that can be clicked; the system's may be a glaring blue."""
    return Tone.ACCENT.color


def calm_color() -> QColor:
    """Return the colour of text that needs nobody any more, and can still be read (4.5:1)."""
    return Tone.CALM.color


def icon_name(severity: Severity) -> str:
    """Return the name of the drawing for that severity."""
    return _ICON[severity]


def state_icon(findings: Sequence[Finding]) -> QIcon:
    """Return the drawing for the state of a report: the gravest of what is found, else a tick."""
    gravest = worst([each.severity for each in findings])
    if gravest in (None, Severity.INFO) and not has_blanks(findings):
        return icon("balanced")
    gravest = gravest or Severity.INFO
    return icon(icon_name(gravest), color(gravest))


def worst(severities: list[Severity]) -> Severity | None:
    """Return the gravest of some severities; None without any."""
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        if severity in severities:
            return severity
    return None
