"""A small sample of the random editing; the command of that file runs many sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.ui.editor.random_editing import LineMachine, TextMachine, choose_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.slow
@pytest.mark.parametrize("machine", [TextMachine, LineMachine])
def test_widgets_and_document_agree_whatever_happens(
    machine: type[RuleBasedStateMachine],
    qapp: QApplication,  # noqa: ARG001 - the widgets need it
) -> None:
    run_state_machine_as_test(machine, settings=choose_settings(8, 20))
