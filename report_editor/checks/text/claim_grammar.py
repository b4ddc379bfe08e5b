"""Read what a paragraph claims of applications and cases: who or what, how many.

A claim is a count with the words that say what it counts, before it (收到申请 20件) or behind it
(2件 结转下年度). A count of which this is not certain makes no claim: it has words of other
matters, of a channel, of another year or another organ beside it, or text that is not understood.
No library reads such sentences; the vocabulary is in ``claim_words``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from report_editor.checks.memory import TextMemory
from report_editor.checks.text.claim import Claim, Context
from report_editor.checks.text.claim_item import (
    NUMBERS,
    Item,
    choose_subjects,
    find_carried,
    find_rest,
)
from report_editor.checks.text.claim_scope import (
    is_any_answer,
    is_of_other_application,
    is_of_others,
)
from report_editor.checks.text.claim_text import BLANK, hide_names, prepare_counts
from report_editor.checks.text.claim_words import (
    GENERAL,
    REST,
    SPECIFIC,
    THIS_YEAR,
    WITHDRAWN,
    Kind,
    Token,
    divide_into_words,
)
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCE = re.compile(r"[^。!?\n]*[。!?\n]?")
_COUNTED = re.compile(r"\d(?:件|宗|份|条|起|项|例)|[收转结复理持正供年度]\d")
_FILLER = re.compile(
    r"(?:政府|信息|公开|事项|案件|数量?|总数|总量|总计|共计|合计|累计|共有|发生|共|为|是|有|计|达|的|了|全年|年内|本年度?"
    r"|当年|均|已|引起|引发|提起|件数|情况|类|办理|答复|处理|结果|年度|,|:)*"
)
_WHOLE = re.compile(r"(?:一?共|合计|总计|共计|应办)")
_APPLIED = re.compile(
    r"(?:提出|提交|政府|信息公开|政务公开|依申请公开|申请|申请公开|数量?|总?量|件数|共计|共有|共|为|有|计|类|的|和|及|来自|由|是|属于?|、|,|:|\0)*"
)
_FARTHEST = 24
"""Most characters between a count and what it counts that are not understood."""

_AFTER = 160
_LONGEST_SENTENCE = 1500
_STEP = 40
"""Words after which reading may be interrupted."""

_OF_APPLICATIONS = GENERAL | {Kind.RESULT}
_ENDS = frozenset({Kind.COMMA, Kind.PAUSE, Kind.SEMICOLON, Kind.OPEN, Kind.CLOSE})
_RECEIVED_AND_CARRIED = {"", "carried_in"}
_BOUNDS = NUMBERS | {Kind.OPEN, Kind.SEMICOLON}
_ABOUT_OPENNESS = re.compile(r"信息公开|依申请公开|政务公开|公开申请")
_remembered: TextMemory[tuple[Claim | None, ...]] = TextMemory(2 * MAX_TEXT)
"""Claims of the last checks: the paragraphs of a report, as they are and as they were."""
_ALL_ABOUT_IT = re.compile(r"(?:均|都|全部)[^。,;\d]{0,8}信息公开")


def read_claims(paragraph: str, year: int | None, organ: str) -> Iterator[Claim | None]:
    """Yield the claims of a normalised paragraph, and None now and then for an interruption."""
    context = (year, organ)
    known = _remembered.find(paragraph, context)
    if known is None:
        found = []
        for claim in _read_anew(paragraph, year, organ):
            found.append(claim)
            yield claim
        _remembered.keep(paragraph, tuple(found), context)
    else:
        yield from known


def _read_anew(paragraph: str, year: int | None, organ: str) -> Iterator[Claim | None]:
    plain = prepare_counts(paragraph)
    if not _COUNTED.search(plain):
        return
    text = hide_names(plain, year)
    is_all_about_it = _ALL_ABOUT_IT.search(text) is not None
    reader = _Reader(plain, text, organ, is_all_about_it=is_all_about_it)
    for match in _SENTENCE.finditer(text):
        for start in range(match.start(), match.end(), _LONGEST_SENTENCE):
            end = min(start + _LONGEST_SENTENCE, match.end())
            yield from reader.read(start, end)
            yield None


@dataclass(slots=True)
class _Reader:
    """Reads one sentence after the other and remembers what the paragraph is about."""

    plain: str
    text: str
    organ: str
    cases: list[Claim] = field(default_factory=list)
    """Claims of cases whose outcomes may follow."""
    has_requests: bool = False
    """True once something was claimed of applications."""
    is_all_about_it: bool = False
    """True if the paragraph says at some place that all of it is on information."""
    taken: int = 0
    """Position up to which the words belong to counts that were read."""

    def read(self, start: int, end: int) -> Iterator[Claim | None]:
        """Yield the claims between two positions, the beginning and the end of a sentence."""
        if not _COUNTED.search(self.text, start, end):
            return
        words: list[Token] = []
        for token in divide_into_words(self.text, start, end):
            words.append(token)
            if len(words) % _STEP == 0:
                yield None
        context = Context()
        for index, token in enumerate(words):
            if token.kind is Kind.COUNT:
                claim = self._read_count(words, index, context, start)
                context.note_claim(claim)
                if claim is not None:
                    if claim.kind is Kind.CASE:
                        self.cases.append(claim)
                    self.has_requests = self.has_requests or claim.kind in GENERAL
                yield claim or self._give_up(token)
            else:
                before = words[index - 1] if index else None
                if is_of_other_application(token, before, self.text, start):
                    context.is_other_matter = True
                else:
                    context.note_word(token, before)
            if index % _STEP == 0:
                yield None

    def _give_up(self, count: Token) -> Claim:
        """Return a count of which nothing is claimed for certain."""
        words = self.plain[count.start : count.end]
        return Claim(Kind.COUNT, (), self._number(count), count.start, words, "")

    def _read_count(
        self, words: Sequence[Token], index: int, context: Context, start: int
    ) -> Claim | None:
        """Return the claim that a count makes, None if it is not certain."""
        count, item = words[index], self._gather(words, index)
        if item.is_of_something_else() or context.year != THIS_YEAR:
            return None
        if not item.left and not item.right and index:
            return self._read_whole(words, index, context)
        if key := find_rest(item):
            return self._read_rest(count, item, context, key)
        if subjects := choose_subjects(item, self.text, count):
            return self._read_subjects(words, index, item, subjects, context, start)
        if context.is_other_matter:
            return None
        return self._read_applications(words, index, item, start)

    def _read_subjects(
        self,
        words: Sequence[Token],
        index: int,
        item: Item,
        subjects: Sequence[Token],
        context: Context,
        start: int,
    ) -> Claim | None:
        """Return the claim on what the words beside a count name, None if it is not certain."""
        count = words[index]
        if Kind.FURTHER in item.kinds() and self.text[item.end : item.end + 1] == "、":
            return None  # 其余8件为不予公开、无法提供
        first, kind = subjects[0], subjects[-1].kind
        before, behind = min(first.start, count.start), max(subjects[-1].end, count.end)
        gap = self.text[subjects[-1].end : count.start] or self.text[count.end : first.start]
        is_far = len(gap.replace(BLANK, "")) > _FARTHEST
        is_other = context.is_other_matter and kind in _OF_APPLICATIONS
        if kind is Kind.ANSWERED and first.start < count.start:
            is_other = is_other or not is_any_answer(first, item, self.text, start)
        if is_far or is_other or is_of_others(self.text, start, before, self.organ):
            return None
        self.taken = behind
        if kind in GENERAL and item.right and item.right[-1].kind is Kind.APPLICATION:
            behind = item.end
        claim = Claim(
            kind=kind,
            keys=tuple(dict.fromkeys(each.key for each in subjects)),
            number=self._number(count),
            at=count.start,
            words=self.plain[before:behind],
            after=self.plain[max(item.end, count.end) :][:_AFTER],
            within=context.scope,
            is_part=any(each.kind is Kind.PART for each in item.left),
            has_withdrawn="撤回" in self.text,
            with_carried=find_carried(words, index),
        )
        return self._check(claim, item, gap, start, is_exact=bool(context.outer))

    def _read_whole(self, words: Sequence[Token], index: int, context: Context) -> Claim | None:
        """Read 共 22件 behind what was received and carried in, results, or two kinds of cases."""
        count = words[index]
        if not _WHOLE.fullmatch(self.text, words[index - 1].end, count.start):
            return None
        whole = Claim(
            kind=Kind.RECEIVED,
            keys=("",),
            number=self._number(count),
            at=count.start,
            words=self.plain[words[index - 1].end : count.end],
            after=self.plain[count.end :][:_AFTER],
            with_carried=True,
        )
        if len(context.results) > 1:
            return replace(whole, kind=Kind.ANSWERED, with_carried=None)
        if len(context.applicants) > 1:
            keys = dict.fromkeys(key for each in context.applicants for key in each.keys)
            return replace(whole, kind=Kind.APPLICANT, keys=tuple(keys), with_carried=None)
        if context.last is not None and context.last.kind is Kind.CASE:
            keys = dict.fromkeys(key for each in self.cases for key in each.keys)
            return replace(whole, kind=Kind.CASE, keys=tuple(keys)) if len(keys) > 1 else None
        return whole if context.counted >= _RECEIVED_AND_CARRIED else None

    def _read_rest(self, count: Token, item: Item, context: Context, key: str) -> Claim | None:
        """Read 其他3件 at the end of a list of results, or 撤回2件."""
        is_other = context.is_other_matter or (key == REST and not context.results)
        is_result = context.scope is not None and context.scope.kind is Kind.RESULT
        is_about = is_result or self.has_requests or self.text.find("申请", 0, count.end) >= 0
        if is_other or (key == WITHDRAWN and not is_about):
            return None
        named = (each for each in item.left if each.kind in (Kind.REST, Kind.WITHDRAWN))
        start = min(each.start for each in (*named, count))
        return Claim(
            kind=Kind.RESULT,
            keys=(key,),
            number=self._number(count),
            at=count.start,
            words=self.plain[start : max(item.end, count.end)],
            after=self.plain[count.end :][:_AFTER],
            within=context.scope,
            listed=context.results,
        )

    def _number(self, count: Token) -> int:
        return int(re.sub(r"\D", "", self.text[count.start : count.end]))

    def _gather(self, words: Sequence[Token], index: int) -> Item:
        """Return the words before a count, back to another count, and those right behind it."""
        right: list[Token] = []
        end = words[index].end
        for token in words[index + 1 :]:
            if token.kind in NUMBERS:
                right.clear()  # these words belong to the next count
                end = words[index].end
                break
            if token.kind in _ENDS:
                end = token.start if right else end
                break
            right.append(token)
            end = token.end
        is_named = any(each.kind in SPECIFIC for each in right)
        left: list[Token] = []
        depth, has_comma = 0, False
        last = index - 1
        if self._is_alone_in_brackets(words, index):
            last -= 1  # 过程性信息(3件)
        for at in range(last, -1, -1):
            token = words[at]
            if token.kind is Kind.CLOSE:
                depth += 1
            elif depth:
                depth -= token.kind is Kind.OPEN
            elif token.kind in _BOUNDS or token.start < self.taken:
                break
            elif token.kind is Kind.COMMA:
                between = self.text[token.end : words[index].start]
                has_subject = any(each.kind in SPECIFIC | GENERAL for each in left)
                if (
                    has_comma
                    or has_subject
                    or is_named
                    or not _FILLER.fullmatch(between.replace("其中", ""))
                ):
                    break
                has_comma = True
            else:
                left.append(token)
        return Item(left[::-1], right, end)

    def _is_alone_in_brackets(self, words: Sequence[Token], index: int) -> bool:
        """Check whether a count stands in brackets with nothing beside it."""
        around = self.text[words[index].start - 1 : words[index].end + 1]
        return index > 0 and around.startswith("(") and around.endswith(")")

    def _read_applications(
        self, words: Sequence[Token], index: int, item: Item, start: int
    ) -> Claim | None:
        """Read a count of which only 信息公开申请 is said: all of them, in one way or another."""
        kinds = item.kinds()
        named = next((each for each in item.left[::-1] if each.kind is Kind.APPLICATION), None)
        count = words[index]
        if named is None or kinds & {Kind.PART, Kind.FURTHER, Kind.WITHDRAWN, Kind.EACH}:
            return None
        if not _FILLER.fullmatch(self.text[named.end : count.start]):
            return None
        clause = re.split(r"[,;:。]", self.text[start : named.end])[-1]
        if not _ABOUT_OPENNESS.search(clause) or len(clause) > _FARTHEST:
            return None
        if is_of_others(self.text, start, named.start, self.organ):
            return None
        return Claim(
            kind=Kind.HANDLED,
            keys=("",),
            number=self._number(count),
            at=count.start,
            words=self.plain[named.start : count.end],
            after=self.plain[count.end :][:_AFTER],
            with_carried=find_carried(words, index),
        )

    def _check(
        self, claim: Claim, item: Item, gap: str, start: int, *, is_exact: bool
    ) -> Claim | None:
        """Return the claim where what is special to its kind is certain too."""
        kinds, before = item.kinds(), self.text[:start]
        sentence = self.text[start : start + _LONGEST_SENTENCE].partition("。")[0]
        general = tuple(each.kind for each in item.left if each.kind in GENERAL)
        if Kind.WITHDRAWN in kinds:
            is_rest = claim.keys == ("group:其他处理",)
            return replace(claim, keys=(REST,)) if is_rest else None
        if claim.kind in GENERAL:
            is_known = Kind.APPLICATION in kinds or claim.kind is Kind.ANSWERED
            if not is_known and _FILLER.fullmatch(gap):
                is_known = self.has_requests
                if claim.kind is Kind.RECEIVED:
                    is_known = "申请" in before + sentence or "new" in claim.keys
            is_some = claim.is_part and claim.kind is Kind.RECEIVED and "new" not in claim.keys
            is_some = is_some or Kind.FURTHER in kinds
            return replace(claim, others=general) if is_known and not is_some else None
        if claim.kind is Kind.RESULT:
            return _add_column(claim, item)
        if claim.kind is Kind.OUTCOME:
            return self._find_cases(claim, item, is_exact=is_exact)
        if claim.kind is Kind.CASE:
            is_about = _ABOUT_OPENNESS.search(sentence) is not None
            if not is_about and not general:
                is_about = self.has_requests or bool(_ABOUT_OPENNESS.search(before))
                is_about = is_about or self.is_all_about_it
            is_some = Kind.PART in kinds and not claim.is_of_cases
            if "应诉" in claim.words:  # of all matters, where nothing else is said
                is_about = _ABOUT_OPENNESS.search(sentence) is not None
            return claim if is_about and not is_some else None
        is_sure = claim.kind is not Kind.APPLICANT or (
            _APPLIED.fullmatch(gap) and ("申请" in sentence or claim.within)
        )
        return claim if is_sure else None

    def _find_cases(self, claim: Claim, item: Item, *, is_exact: bool) -> Claim | None:
        """Return the outcome of cases with the cases it is of."""
        named = [each.key for each in item.left if each.kind is Kind.CASE]
        if named:
            keys = tuple(dict.fromkeys(named))
            cases = replace(claim, kind=Kind.CASE, keys=keys, within=None)
            self.cases.append(cases)
            return replace(claim, within=cases)
        if is_exact and claim.within is not None and claim.is_of_cases:
            return replace(claim, within=replace(claim.within, within=None))
        if not self.cases:
            return None
        every = tuple(dict.fromkeys(key for each in self.cases for key in each.keys))
        last = self.cases[-1]
        return replace(claim, within=replace(last, within=replace(last, keys=every)))


def _add_column(claim: Claim, item: Item) -> Claim | None:
    """Return a claim of results with the applicants that it is of, None if they are not certain."""
    columns = [each.key for each in item.left if each.kind is Kind.APPLICANT]
    if claim.within is not None and claim.within.kind is Kind.APPLICANT:
        columns.extend(claim.within.keys)
    if len(columns) > 1:
        return None
    return replace(claim, column=columns[0] if columns else "")
