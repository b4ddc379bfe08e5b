"""A part of a form's TOML file that names file and key when it is wrong."""

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
        self.path = path
        self.key = key


class Node:
    """A TOML table with the place it stands at."""

    def __init__(self, path: Path, key: str, data: dict[str, Any]) -> None:
        self._path = path
        self._key = key
        self._data = data

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def error(self, key: str, message: str) -> FormError:
        """The error to raise for a mistake at a key of this node."""
        return FormError(self._path, ".".join(part for part in (self._key, key) if part), message)

    def only(self, *keys: str) -> None:
        """Refuses keys that mean nothing here: a misspelt key must not be passed over."""
        for key in self._data:
            if key not in keys:
                raise self.error(key, "this key is not known")

    def unique(self, key: str, values: list[str]) -> None:
        """Refuses a key that names two things."""
        for value in values:
            if values.count(value) > 1:
                raise self.error(key, f"{value!r} stands here twice")

    def text(self, key: str, *, empty: bool = False) -> str:
        """The text at a key; with ``empty`` it may have no characters."""
        value = self._data.get(key)
        if not isinstance(value, str) or not (value or empty):
            raise self.error(key, "needs a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at a key, empty where the key is missing."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error(key, "needs a list of texts")
        return tuple(value)

    def integer(self, key: str) -> int:
        """The whole number at a key."""
        value = self._data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, "needs a whole number")
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        """The list of widths at a key, each above 0."""
        value = self._data.get(key)
        if not isinstance(value, list) or not all(
            isinstance(each, int | float) and each > 0 for each in value
        ):
            raise self.error(key, "needs a list of numbers above 0")
        return tuple(float(each) for each in value)

    def choice(self, key: str, kinds: type[E]) -> E:
        """The text at a key as a member of an enumeration."""
        text = self.text(key)
        try:
            return kinds(text)
        except ValueError:
            known = ", ".join(kinds)
            raise self.error(key, f"{text!r} is none of {known}") from None

    def node(self, key: str) -> Node:
        """The TOML table at a key."""
        value = self._data.get(key)
        if not isinstance(value, dict):
            raise self.error(key, "needs a table")
        return Node(self._path, f"{self._key}.{key}" if self._key else key, value)

    def nodes(self, key: str) -> tuple[Node, ...]:
        """The list of TOML tables at a key, empty where the key is missing."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.error(key, "needs a list of tables")
        here = f"{self._key}.{key}" if self._key else key
        return tuple(
            Node(self._path, f"{here}[{number}]", each) for number, each in enumerate(value)
        )

    def lines(self, key: str) -> tuple[tuple[Node, ...], ...]:
        """The list of lists of TOML tables at a key."""
        value = self._data.get(key)
        if not isinstance(value, list) or not all(isinstance(each, list) for each in value):
            raise self.error(key, "needs a list of lines")
        return tuple(
            Node(self._path, f"{self._key}.{key}", {"line": line}).nodes("line") for line in value
        )
