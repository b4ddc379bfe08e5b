"""Read the title of a report in the ways that it is printed: whose it is, and of which year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_editor.importers.recognition.folding import make_plain, simplify
from report_editor.importers.recognition.metadata import is_organ, read_year

_LONGEST, _LONGEST_OF_LINES = 300, 240
"""Characters of a title in one text, as long names need, and of one put together from lines."""
_MARKS = re.compile(r"[^\w《〈「『“(\[【〔〖]+")
"""Bullets and other signs before a title."""
_QUOTES = ("《》", "〈〉", "「」", "『』", "“”")
_BRACKETS = str.maketrans("[]【】〔〕〖〗", "()" * 4)
_YEAR = re.compile(
    r"\(?(?<![0-9])(?P<year>20[0-9]{2}|二[〇○零O0]二[〇○零O0一二三四五六七八九])(?![0-9])"
    r"\)?年?度?(?:1月(?:1日)?[-—–至到]+12月(?:31日)?)?\)?"
)
_KIND = r"(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:总结报告|报告|年报|总结)"
_SUBJECT = (
    r"(?:关于|的)?(?:本?年度?)?(?:开展)?"
    r"(?:(?:(?<!人民)政府|政务)?信息公开|政务公开)"
    r"(?:工作|情况)?(?:的情况)?的?(?:执行情况)?的?" + _KIND
)
_DATED = re.compile(rf"(?P<organ>.*?)《?{_SUBJECT}》?")
_DATED_BEHIND = re.compile(_SUBJECT)
_UNDATED = re.compile(
    r"[^,。;:]{0,30}(?:政府信息|政务)公开(?:工作)?(?:年度(?:工作)?报告|年报)(?:格式|模板|范本)*"
)
_REPORT = re.compile(r"总结报告|报告|年报|总结")
_SENTENCE = re.compile(r"[。,;:!?]")
_DECORATION = re.compile(r"[》”]?\((?![^()]*(?:20[0-9]{2}|二[〇○零O0]二))(?P<words>[^()]{1,20})\)$")
"""A word in brackets behind a title, or the organ: （图解）."""
_DATE = r"20[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
_DATE_BEHIND = re.compile(rf"\({_DATE}(?:[-—–至到]+{_DATE})?\)$")
_ASIDE = re.compile(r"\([^()]*\)")
_AHEAD = re.compile(
    r".*[-_|>»—–/]|附件[0-9一二三四五六七八九十]*[:、.]?|附:"
    r"|\((?!20[0-9]{2}|二[〇○零O0]二)(?P<words>[^()]*)\)|[^,。;:]{2,6}:"
)
"""Text that may stand before a title in the same line: the site's or a chapter's name."""
_BEHIND = re.compile(r"(?<=报告|年报|总结)[-_|>»—–/][^()。]{2,30}$")
"""Name of the site behind a title."""
_SEPARATORS = re.compile(r"[-_|>»—–/]+")


@dataclass(frozen=True, slots=True)
class Title:
    """A text that is the report's title."""

    text: str
    """As printed, without white space."""
    organization: str
    year: int | None
    beside: tuple[str, ...] = ()
    """Texts around the title in its lines that are no part of it."""


def read_title(*texts: str) -> Title | None:
    """Return the title that one or more lines together make up; None where they are none."""
    text = "".join("".join(each.split()) for each in texts)
    marks = _MARKS.match(text)
    text = _strip_quotes(text[marks.end() :] if marks else text)
    if not text or len(text) > (_LONGEST if len(texts) == 1 else _LONGEST_OF_LINES):
        return None
    plain = make_plain(text).translate(_BRACKETS)
    if len(plain) == len(text):
        for pattern in (_AHEAD, _BEHIND):
            match = pattern.match(plain) if pattern is _AHEAD else pattern.search(plain)
            if match and _can_be_beside(match, plain):
                found = read_title(text[: match.start()] + text[match.end() :])
                return found and _add_beside(found, match, text)
    years = list(_YEAR.finditer(_DATE_BEHIND.sub("", plain)))
    if not years:
        return Title(text, "", None) if _UNDATED.fullmatch(plain) else None
    is_one = len({match["year"] for match in years}) == len(_REPORT.findall(plain)) == 1
    return _read_dated(text, plain, years) if is_one else None


def is_aside(text: str) -> bool:
    """Check whether a line is a remark in brackets, such as a date: no part of a broken title."""
    plain = simplify(text).translate(_BRACKETS)
    return bool(_ASIDE.fullmatch(plain)) and not _YEAR.fullmatch(plain)


def _can_be_beside(match: re.Match[str], plain: str) -> bool:
    """Check whether a text before or behind a title is no part of one."""
    rest = plain[: match.start()] + plain[match.end() :]
    is_titled = _YEAR.search(match[0]) and _REPORT.search(match[0])
    return bool(_REPORT.search(rest)) and not is_titled


def _add_beside(title: Title, match: re.Match[str], text: str) -> Title:
    """Return a title with a text beside it; one in brackets may be the organ that it lacks."""
    words = match.groupdict().get("words") or ""
    organ = title.organization or (words if is_organ(words) else "")
    beside = (text[match.start() : match.end()], *title.beside)
    return Title(title.text, organ, title.year, beside)


def _read_dated(text: str, plain: str, years: list[re.Match[str]]) -> Title | None:
    """Read a title apart from its years, which may stand anywhere in it."""
    shown = text if len(text) == len(plain) else plain
    year = read_year(years[0]["year"])
    for match in reversed(years):
        if match is years[0] and _DATED_BEHIND.fullmatch(plain, match.end()):
            before = plain[: match.start()]
            if is_organ(before) and not before.startswith("关于"):
                return Title(text, _strip_brackets(shown[: match.start()]), year)
        plain = plain[: match.start()] + plain[match.end() :]
        shown = shown[: match.start()] + shown[match.end() :]
    plain = _DATE_BEHIND.sub("", plain)
    decoration = _DECORATION.search(plain)
    plain = _DECORATION.sub("", plain)
    about = "关于" if plain.startswith("关于") else ""
    dated = _DATED.fullmatch(plain, len(about))
    if dated is None or _SENTENCE.search(dated["organ"]) or "关于" in dated["organ"]:
        return None
    organ = shown[dated.start("organ") : dated.end("organ")]
    if about and organ and not is_organ(organ):
        return None  # 关于做好… is the heading of a notice
    if not organ and decoration and is_organ(decoration["words"]):
        organ = shown[decoration.start("words") : decoration.end("words")]
    return Title(text, _strip_brackets(organ), year)


def find_title(text: str) -> Title | None:
    """Return the title inside a longer text, such as the title of a page with the site's name."""
    pieces = [simplify(text)[:200], *_SEPARATORS.split(simplify(text)[:200])]
    titles = (read_title(piece) for piece in pieces)
    return next((title for title in titles if title and title.year), None)


def _strip_quotes(text: str) -> str:
    """Strip quotation marks around a text."""
    while len(text) > 1 and any(text[0] + text[-1] == pair for pair in _QUOTES):
        text = text[1:-1]
    return text


def _strip_brackets(organ: str) -> str:
    """Strip quotation marks around a name, and brackets that are not closed within it."""
    organ = _strip_quotes(organ).lstrip("《")
    for opening, closing in ("()", "（）"):
        if organ.count(opening) != organ.count(closing):
            organ = organ.strip(opening + closing)
    return organ
