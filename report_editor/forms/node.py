"""A part of a form's TOML file that names file and key when it is wrong.

Written by hand: ``tomllib`` gives plain dictionaries, and a schema library would be a dependency
for this one kind of file whose rules (spans, sums, addresses) it could not express anyway.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

E = TypeVar("E", bound=StrEnum)


class FormError(ValueError):
    """A form's file is wrong; the text names the file, the key and the mistake."""

    def __init__(self, path: Path, key: str, message: str) -> None:
        super().__init__(f"{path.name}: {key}: {message}" if key else f"{path.name}: {message}")
        self.key = key


class Node:
    """A TOML table with the key under which it stands in its file."""

    def __init__(self, path: Path, key: str, data: dict[str, Any]) -> None:
        self._path = path
        self._key = key
        self._data = data

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def error(self, key: str, message: str) -> FormError:
        """Return the error to raise for a mistake at a key of this node."""
        return FormError(self._path, self._full(key), message)

    def only(self, *keys: str) -> None:
        """Refuse keys that mean nothing here: a misspelt key must not be passed over."""
        for key in self._data:
            if key not in keys:
                raise self.error(key, "this key is not known")

    def unique(self, key: str, values: list[str]) -> None:
        """Refuse a name that stands for two things."""
        for value in values:
            if values.count(value) > 1:
                raise self.error(key, f"{value!r} stands here twice")

    def text(self, key: str, *, default: str | None = None, empty: bool = False) -> str:
        """Return the text at a key, or ``default``; with ``empty`` it may have no characters."""
        value = self._data.get(key, default)
        if not isinstance(value, str) or not (value or empty or key not in self):
            raise self.error(key, "needs a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts at a key, empty where the key is missing."""
        return tuple(self._list(key, self._data.get(key, []), str, "texts"))

    def integer(self, key: str, *, default: int | None = None, least: int = 0) -> int:
        """Return the whole number at a key, or ``default``."""
        value = self._data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.error(key, f"needs a whole number, {least} or more")
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return the list of widths at a key, each above 0."""
        values = self._list(key, self._data.get(key), (int, float), "numbers above 0")
        if any(each <= 0 for each in values):
            raise self.error(key, "needs a list of numbers above 0")
        return tuple(map(float, values))

    def choice(self, key: str, kinds: type[E]) -> E:
        """Return the text at a key as a member of an enumeration."""
        text = self.text(key)
        try:
            return kinds(text)
        except ValueError:
            known = ", ".join(kinds)
            raise self.error(key, f"{text!r} is none of {known}") from None

    def node(self, key: str) -> Node:
        """Return the TOML table at a key."""
        value = self._data.get(key)
        if not isinstance(value, dict):
            raise self.error(key, "needs a table")
        return Node(self._path, self._full(key), value)

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Return the list of TOML tables at a key, empty where the key is missing."""
        return self._nodes(key, self._data.get(key, []))

    def node_rows(self, key: str) -> tuple[tuple[Node, ...], ...]:
        """Return the list of lists of TOML tables at a key."""
        rows = self._list(key, self._data.get(key), list, "rows")
        return tuple(self._nodes(f"{key}[{row}]", items) for row, items in enumerate(rows))

    def _nodes(self, key: str, value: object) -> tuple[Node, ...]:
        return tuple(
            Node(self._path, f"{self._full(key)}[{number}]", each)
            for number, each in enumerate(self._list(key, value, dict, "tables"))
        )

    def _list(self, key: str, value: object, kind: type | tuple[type, ...], what: str) -> list[Any]:
        if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
            raise self.error(key, f"needs a list of {what}")
        return value

    def _full(self, key: str) -> str:
        return ".".join(part for part in (self._key, key) if part)
