"""Remember what was read of texts from one check to the next, within a bound of characters.

lru_cache bounds how many texts there are, not how long they are.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

Result = TypeVar("Result")

_ENTRY = 100
"""Characters that an entry costs besides its own."""


_MOST_CONTEXTS = 4


class TextMemory(Generic[Result]):
    """Results by text and by whatever else they depend on."""

    def __init__(self, most: int) -> None:
        """Keep results of at most so many characters; those nobody asked for longest go first."""
        self._most = most
        self._results: OrderedDict[tuple[str, Hashable], Result] = OrderedDict()
        self._size = 0

    def find(self, text: str, context: Hashable = None) -> Result | None:
        """Return what was kept for a text, None where nothing was."""
        result = self._results.pop((text, context), None)
        if result is not None:
            self._results[text, context] = result  # now it is the last to go
        return result

    def keep(self, text: str, result: Result, context: Hashable = None) -> Result:
        """Keep a result, which must not be None; return it."""
        if self._results.pop((text, context), None) is None:
            self._size += len(text) + _ENTRY
        self._results[text, context] = result
        while self._size > self._most:
            self._size -= len(self._results.popitem(last=False)[0][0]) + _ENTRY
        return result


class Contexts:
    """Tokens for what results depend on: an equal context has the same one, which is quick to hash.

    Only the last contexts are known; one that comes again later gets another token.
    """

    def __init__(self) -> None:
        self._known: deque[tuple[Hashable, object]] = deque(maxlen=_MOST_CONTEXTS)

    def find_token(self, context: Hashable) -> object:
        """Return the token of a context."""
        for known, token in tuple(self._known):
            if known == context:
                return token
        token = object()
        self._known.append((context, token))
        return token
