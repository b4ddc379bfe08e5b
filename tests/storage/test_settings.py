"""Choices that are remembered from one start to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from report_editor.storage.settings import Settings
from tests.storage.any_json import json_values

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "config")
    settings.set("zoom", 1.5)
    settings.set("columns", ["一", "\ud800"])
    settings.set("shown", True)
    settings.save()
    again = Settings(tmp_path / "config")
    assert again.get("zoom", 1.0) == 1.5
    assert again.get("columns", [""]) == ["一", "\ud800"]
    assert again.get("shown", False)
    assert again.get("never set", "default") == "default"


@pytest.mark.slow
@given(value=json_values)
def test_a_setting_of_another_type_counts_as_none(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    folder = tmp_path_factory.mktemp("config")
    (folder / "settings.json").write_text(json.dumps({"name": value}), encoding="utf-8")
    settings = Settings(folder)
    assert type(settings.get("name", 7)) is int
    assert type(settings.get("name", True)) is bool
    assert all(isinstance(each, str) for each in settings.get("name", ["x"]))
