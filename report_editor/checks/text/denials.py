"""Find the sentences that deny what a table counts: 未接到…申请, and write them with a number.

A denial is a claim of 0. It is one only where the whole clause is understood: who (我乡), the
negation directly before the verb, and one thing at the end of the clause (申请, 行政复议). The same
sentence without the negation and with 0件 is then read by the grammar of claims, which knows the
years, organs and other matters. No library reads such sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_editor.checks.memory import TextMemory
from report_editor.checks.text.claim_grammar import read_claims
from report_editor.checks.text.claim_scope import is_short_for
from report_editor.checks.text.claim_text import hide_names, prepare_counts
from report_editor.checks.text.claim_words import THIS_YEAR, Kind
from report_editor.document.limits import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_editor.checks.text.claim import Claim

_LONGEST_SENTENCE = 300
_SENTENCE = re.compile(r"[^。!?\n]+")
_PART = re.compile(r"[^;]+")
_CLAUSE = re.compile(r"[^,]+")

_NOT = r"(?:[尚并从还暂]?未曾?|没有?|从没有?)"
_PEOPLE = (
    r"公民|自然人|法人|其[他它]组织|社会公众|公众|申请人|单位[、和及或]个人|个人[、和及或]单位"
    r"|[、和及与或]|或者|以及"
)
"""Those who apply; where they are some of all, the grammar of claims knows which."""
_OPENNESS = r"政府信息公开|政务公开|信息公开|公开政府信息|公开信息|政府信息|依申请公开"
_OURS = r"本(?:机关|单位|级|部门)|[我本][省市县区旗镇乡局委厅办]"
_REQUEST = (
    rf"(?:{_PEOPLE}|{_OPENNESS}|任何|有关|相关|关于|要求|提出|提交|向|{_OURS}|的){{0,20}}申请"
)
_CASE = (
    rf"(?:{_OPENNESS}|任何|有关|相关|关于|因|由|针对|涉及|工作|申请|事项|事务|方面|问题|答复"
    rf"|引起|引发|导致|产生|提起|提出|被|对|{_OURS}|的){{0,20}}(?:行政)?(?:复议|诉讼)(?:案件|案)?"
)
_DENIAL = re.compile(
    rf"(?P<not>{_NOT})(?:收到|接到|接收){_REQUEST}"
    rf"|(?P<no_request>无|没有){_REQUEST}"
    rf"|(?P<not_case>{_NOT})(?:(?:发生|出现|产生|收到|有|涉及)|(?=因|被)){_CASE}"
    rf"|(?P<no_case>无|没有){_CASE}"
)
"""Match a denial up to the end of its clause; the groups are the words that deny."""
_VERBS = {"no_request": "收到", "no_case": "有"}
"""Verbs that take the place of the denying word where it has none behind it."""

_LEAD = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|\d{1,2}\))?(?:[^,:]{0,30}(?:情况|方面|工作):)?"
)
_SUBJECT = re.compile(
    rf"截[至止]|在|{THIS_YEAR}年度?|1月1日起?|[至到]|本年度?|今年|当年|全年|年内|12月31日|年?[底末]|期间"
    r"|[我本](?:机关|单位|级|部门)|[我本全](?=[省市县区旗镇乡局委厅办村院校]|街道|中心)"
    r"|人民政府|政府|办公室|机关|共"
)
"""Words of a clause before the denial; what is left of it has to be a name of the organ."""
_FURTHER = re.compile(r"(?:未|没有|无)[^,;]*(?:申请|复议|诉讼|费)[^,;]*")
"""A clause that may stand behind a denial that becomes a number: it denies something by itself."""
_KINDS = frozenset({Kind.RECEIVED, Kind.APPLICANT, Kind.CASE})
_NONE = "0件"


@dataclass(frozen=True, slots=True)
class Denial:
    """A clause that says that something did not happen."""

    start: int
    """Position of the word that denies, in the normalised paragraph."""
    verb_start: int
    """Position behind it."""
    end: int
    """Position behind the last word of what is denied."""
    verb: str
    """Verb to be written where the denying word was; empty where one follows."""
    claim: Claim
    """Claim that the sentence makes with 0件 in the place of the denial."""


_remembered: TextMemory[tuple[Denial, ...]] = TextMemory(2 * MAX_TEXT)
"""Denials of the last checks: the paragraphs of a report, as they are and as they were."""


def find_denials(paragraph: str, year: int | None, organ: str) -> Iterator[Denial | None]:
    """Yield the denials of a normalised paragraph, and None now and then for an interruption."""
    if not re.search("[未无没]", paragraph):
        return
    known = _remembered.find(paragraph, (year, organ))
    if known is None:
        found = []
        for each in _find_anew(paragraph, year, organ):
            if each is not None:
                found.append(each)
            yield each
        _remembered.keep(paragraph, tuple(found), (year, organ))
    else:
        yield from known


def _find_anew(paragraph: str, year: int | None, organ: str) -> Iterator[Denial | None]:
    for match in _SENTENCE.finditer(paragraph):
        yield None
        if len(match[0]) > _LONGEST_SENTENCE or "公开" not in match[0]:
            continue
        text = hide_names(match[0], year)
        for start, verb_start, end, verb in _find_in_sentence(match[0], text, organ):
            words = f"{match[0][:start]}{verb}{match[0][verb_start:end]}"
            claim = _read(words, match[0][end:], year, organ)
            if claim is not None:
                at = match.start()
                yield Denial(at + start, at + verb_start, at + end, verb, claim)


def _find_in_sentence(plain: str, text: str, organ: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield where the clauses of a sentence deny something, and the verb that they need.

    ``text`` is the sentence as it is read, with its years and brackets hidden.
    """
    for part in _PART.finditer(text):
        clauses = list(_CLAUSE.finditer(text, *part.span()))
        for index, clause in enumerate(clauses):
            lead = _LEAD.match(plain, *clause.span()) if index == 0 else None
            begin = lead.end() if lead else clause.start()
            denial = _find_in_clause(text, begin, clause.end(), organ)
            further = clauses[index + 1][0] if index + 1 < len(clauses) else ""
            if denial is None:
                if not _is_subject(text[begin : clause.end()], organ):
                    break
            elif further and not _FURTHER.fullmatch(further):
                break
            else:
                yield denial


def _find_in_clause(
    text: str, start: int, end: int, organ: str
) -> tuple[int, int, int, str] | None:
    for match in re.finditer(r"[尚并从还暂未没无]", text[start:end]):
        at = start + match.start()
        if found := _DENIAL.fullmatch(text, at, end):
            name = next(
                each for each in ("not", "no_request", "not_case", "no_case") if found[each]
            )
            is_known = _is_subject(text[start:at], organ)
            return (at, found.end(name), end, _VERBS.get(name, "")) if is_known else None
    return None


def _is_subject(words: str, organ: str) -> bool:
    return is_short_for(_SUBJECT.sub("", words), organ)


def _read(words: str, behind: str, year: int | None, organ: str) -> Claim | None:
    """Return the claim of a sentence with 0件 in it, None where it is not certain."""
    sentence = f"{words}{_NONE}{behind}"
    if prepare_counts(sentence) != sentence:
        return None  # several counts are told together: it is not certain which is which
    for claim in read_claims(sentence, year, organ):
        if claim is not None and claim.at == len(words):
            return claim if claim.kind in _KINDS else None
    return None
