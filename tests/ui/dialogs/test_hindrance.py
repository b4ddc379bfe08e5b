"""A button that cannot be pressed has its reason beside it, in words that are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_editor.ui.dialogs.final_dialog import FinalDialog
from report_editor.ui.dialogs.reason_dialog import ReasonDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("kind", ["final", "reason"])
def test_what_is_missing_is_said_until_it_is_there(qtbot: QtBot, kind: str) -> None:
    dialog: FinalDialog | ReasonDialog
    dialog = FinalDialog("1234", "", "") if kind == "final" else ReasonDialog("少 1 件")
    qtbot.addWidget(dialog)
    dialog.show()
    line, button = dialog.hindrance, dialog.accept_button
    assert not button.isEnabled()
    assert line.isVisible()
    assert ("签发人" if kind == "final" else "理由") in line.text()
    assert line.text() == line.full_text()
    assert button.toolTip()
    place = button.mapTo(dialog, button.rect().topLeft())
    if isinstance(dialog, FinalDialog):
        dialog.by.setText("张三")
    else:
        dialog.reason.setPlainText("核对过")
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    assert button.isEnabled()
    assert line.text() == button.toolTip() == ""
    assert button.mapTo(dialog, button.rect().topLeft()) == place
