"""Words on both sides of a count, and which of them say what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks.text.claim_words import GENERAL, REST, SPECIFIC, WITHDRAWN, Kind, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBERS = frozenset({Kind.COUNT, Kind.OTHER_NUMBER})
_BLOCKING = frozenset({Kind.ELSE, Kind.MATTER, Kind.TIME})


@dataclass(slots=True)
class Item:
    """Words beside a count."""

    left: list[Token]
    right: list[Token]
    end: int
    """Position behind the words on the right."""

    def kinds(self) -> set[Kind]:
        """Return the parts of speech beside the count."""
        return {token.kind for token in (*self.left, *self.right)}

    def is_of_something_else(self) -> bool:
        """Check whether other matters, a time or a single channel stand beside the count."""
        kinds = self.kinds()
        return bool(kinds & _BLOCKING) or (Kind.CHANNEL in kinds and not _has_channels(self))


def find_rest(item: Item) -> str:
    """Return the key of a count of 其他 or 撤回 alone, empty where it is of anything else."""
    words = [each for each in (*item.left, *item.right) if each.kind is not Kind.APPLICATION]
    kinds = {each.kind for each in words} - {Kind.PART, Kind.FURTHER, Kind.JOIN, Kind.PAUSE}
    keys = {Kind.REST: REST, Kind.WITHDRAWN: WITHDRAWN}
    return keys.get(next(iter(kinds)), "") if len(kinds) == 1 else ""


def _has_channels(item: Item) -> bool:
    """Check whether several channels are named (书面及网上申请): it is counted over all of them."""
    kinds = [each.kind for each in (*item.left, *item.right)]
    pairs = zip(kinds, kinds[1:], kinds[2:], strict=False)
    joined = {(Kind.CHANNEL, each, Kind.CHANNEL) for each in (Kind.JOIN, Kind.PAUSE)}
    return Kind.CHANNELS in kinds or any(each in joined for each in pairs)


def choose_subjects(item: Item, text: str, count: Token) -> list[Token]:
    """Return the words that say what is counted, those of one kind that are joined together."""
    left = [each for each in item.left if each.kind in SPECIFIC]
    right = [each for each in item.right if each.kind in SPECIFIC]
    general = [each for each in (*item.left, *item.right) if each.kind in GENERAL]
    if not left:
        if right:
            return right[:1]
        return general[-1:] if general and general[-1] in item.left else general[:1]
    if right and "、" in text[left[-1].end : count.start]:
        return right[:1]
    chosen = [left[-1]]
    rest = item.left[: item.left.index(left[-1])]
    is_joined = False
    for token in reversed(rest):
        if token.kind in (Kind.JOIN, Kind.PAUSE):
            is_joined = True
        elif token.kind is chosen[0].kind and is_joined:
            chosen.insert(0, token)
            is_joined = False
        elif token.kind is Kind.RESULT and chosen[0].key.startswith("group:"):
            chosen.insert(0, token)  # the reason: 因本机关不掌握无法提供
        elif token.kind is not Kind.APPLICATION:
            break
    outcomes = [each for each in left if each.kind is Kind.OUTCOME]
    if chosen[0].kind is Kind.CASE and outcomes:
        return []
    return chosen


def find_carried(words: Sequence[Token], index: int) -> bool | None:
    """Say whether 上年结转 right behind a count is included in it or comes on top of it."""
    kinds = [each.kind for each in words[index + 1 : index + 5]]
    for at, token in enumerate(words[index + 1 : index + 5]):
        if token.kind is Kind.CARRIED and token.key == "carried_in":
            between = kinds[:at]
            if Kind.FURTHER in between:
                return False
            return True if Kind.PART in between else None
        if token.kind in NUMBERS:
            break
    return None
