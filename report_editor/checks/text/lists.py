"""Find lists of a text whose parts are more than the whole: 共 N 条，其中 A a 条、B b 条."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = re.compile(r"(?<![\d.])(\d{1,9})(件|条|篇|个|次|期|场)[,:;]?(?:其中|包括)(?:包括)?:?")
_ITEM = re.compile(r"(?<![\d.])(\d{1,9})(件|条|篇|个|次|期|场)")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_MARKS = "、,;"
"""Marks between the items of a list, the weakest first."""
_DONE = re.compile(
    r"(?:全年|本年度?|当年|20\d\d年度?|同时|另[有外]?|此外|[共并已均]|累计|按时|依法|[我本全][省市县区局镇乡委办])*"
    r"(?:共|累计)?(?:答复|办结|办理|回复|收到|受理|接收|接到|结转|转[载发入至下]|顺延|推送|召开|举办|开展|组织|更新|公布"
    r"|公开|发布|发放|制作|维护|审核|编发|印发|报送|予以公开|同意公开|被|因)"
)
"""Beginning of a clause on something done."""
_IS_DONE = re.compile(r"(?:申请)?(?:已|均|结转|顺延|转|正在|尚|按)")
"""Words behind the number of an item that make it something else than a part of a whole."""
_LOOSE = re.compile(r"约|余|近\d|等\d|以上|左右|多[件条篇个次期场]")


class WrongList(NamedTuple):
    """A list with the whole that it is more than."""

    whole: int
    unit: str
    numbers: tuple[int, ...]

    @property
    def message(self) -> str:
        """Return the sentence for a finding."""
        total = sum(self.numbers)
        return (
            f"文字写一共 {self.whole} {self.unit}，“其中”各项 "
            f"{' + '.join(map(str, self.numbers))} = {total}，"
            f"多出 {total - self.whole}。请核对这一句的数字。"
        )


def find_wrong_lists(text: str) -> Iterator[WrongList | None]:
    """Yield the lists of a normalised text that are more than the whole, and None between."""
    for match in _LIST.finditer(text):
        yield None
        whole, unit = int(match[1]), match[2]
        end = text.find("。", match.end(), match.end() + 600)
        rest = _BRACKETS.sub("", text[match.end() : end if end >= 0 else match.end() + 600])
        numbers = _read_list(rest, unit)
        if "其中" in rest or len(numbers) < 2 or _LOOSE.search(rest) or max(numbers) > whole:
            continue
        sums = list(accumulate(numbers))
        if whole not in sums and sums[-1] > whole:
            yield WrongList(whole, unit, tuple(numbers))


def _read_list(text: str, unit: str) -> list[int]:
    """Return the numbers of a list, up to the clause that says something else.

    A list in commas ends at a semicolon, one of nouns at the first verb of something done.
    """
    numbers: list[int] = []
    end, strength, has_verbs = 0, 0, False
    for match in _ITEM.finditer(text):
        between = text[end : match.start()]
        mark = max((_MARKS.index(each) for each in between if each in _MARKS), default=0)
        clause = re.split(f"[{_MARKS}]", between)[-1].lstrip(":")
        is_done = _DONE.match(clause) is not None
        is_said = _IS_DONE.match(text, match.end()) is not None
        if not numbers and not is_said:
            has_verbs = is_done
        elif (
            (strength and mark > strength)
            or (is_done and not has_verbs)
            or _IS_DONE.match(text, match.end())
        ):
            break
        else:
            strength = strength or mark
        end = match.end()
        if match[2] == unit:
            numbers.append(int(match[1]))
    return numbers
