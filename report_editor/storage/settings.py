"""Remember the window and the user's choices from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from report_editor.storage.json_files import read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path

Value: TypeAlias = "str | int | float | bool | list[str]"
Kind = TypeVar("Kind", str, int, float, bool, list[str])

FILE_NAME = "settings.json"


class Settings:
    """Values by name, read once and written when asked."""

    def __init__(self, folder: Path) -> None:
        """Read the file in the user's config folder; a damaged one is set aside."""
        self._file = folder / FILE_NAME
        self._values: dict[str, Value] = read_json(self._file)

    def get(self, name: str, default: Kind) -> Kind:
        """Return the value remembered; ``default`` where there is none or of another type."""
        value = self._values.get(name)
        if type(value) is not type(default):
            return default
        if isinstance(value, list) and not all(isinstance(each, str) for each in value):
            return default
        return value

    def set(self, name: str, value: Value) -> None:
        """Remember a value; :meth:`save` writes it."""
        self._values[name] = value

    def save(self) -> None:
        """Write all values; from any thread.

        Raises:
            WriteProblem: They could not be written.
        """
        write_json(self._file, dict(self._values))
