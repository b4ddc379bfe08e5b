"""Read the title of a report in the ways that it is printed: whose it is, and of which year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_editor.importers.recognition.folding import make_plain, simplify
from report_editor.importers.recognition.metadata import is_organ, read_year

_LONGEST, _LONGEST_OF_LINES = 300, 60
"""Characters of a title in one text, as long names need, and of one put together from lines."""
_BULLETS = "•●▪◆■·○*#. "
_YEAR = re.compile(
    r"[(【\[]?(?<![0-9])(?P<year>20[0-9]{2}|二[〇○零O0]二[〇○零O0一二三四五六七八九])(?![0-9])"
    r"年?度?[)】\]]?"
)
_KIND = r"(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:报告|年报|总结)"
_SUBJECT = (
    r"(?:(?:政府|政务)?信息公开|政务公开)(?:工作|情况)?(?:的情况)?的?(?:执行情况)?的?" + _KIND
)
_DATED = re.compile(rf"(?P<organ>.*?)(?:(?:关于|的)?(?:本?年度?)?(?:开展)?{_SUBJECT})")
_UNDATED = re.compile(
    r"[^,。;:]{0,30}(?:政府信息|政务)公开(?:工作)?(?:年度(?:工作)?报告|年报)(?:格式|模板|范本)*"
)
_REPORT = re.compile(r"报告|年报|总结")
_SENTENCE = re.compile(r"[。,;:!?]")
_DECORATION = re.compile(r"\((?![^()]*(?:20[0-9]{2}|二[〇○零O0]二))[^()]{1,10}\)$")
"""A word in brackets behind a title: （图解）."""
_BEFORE_ORGAN = re.compile(
    r".*[-_|>»—–/]|附件[0-9一二三四五六七八九十]*[:、.]?|附:|[【\[](?!20[0-9]{2})[^】\]]*[】\]]"
    r"|[^,。;:]{2,6}:"
)
"""Text that may stand before a title in the same line: the site's or a chapter's name."""
_SEPARATORS = re.compile(r"[-_|>»—–/]+")


@dataclass(frozen=True, slots=True)
class Title:
    """A text that is the report's title."""

    text: str
    """As printed, without white space."""
    organization: str
    year: int | None


def read_title(*texts: str) -> Title | None:
    """Return the title that one or more lines together make up; None where they are none."""
    text = "".join("".join(each.split()) for each in texts).lstrip(_BULLETS).strip("《》“”")
    if not text or len(text) > (_LONGEST if len(texts) == 1 else _LONGEST_OF_LINES):
        return None
    plain = make_plain(text)
    ahead = _BEFORE_ORGAN.match(plain)
    if ahead and len(plain) == len(text) and _REPORT.search(plain, ahead.end()):
        return read_title(text[ahead.end() :])
    years = list(_YEAR.finditer(plain))
    if not years:
        return Title(text, "", None) if _UNDATED.fullmatch(plain) else None
    is_one = len({match["year"] for match in years}) == len(_REPORT.findall(plain)) == 1
    return _read_dated(text, plain, years) if is_one else None


def _read_dated(text: str, plain: str, years: list[re.Match[str]]) -> Title | None:
    """Read a title apart from its years, which may stand anywhere in it."""
    shown = text if len(text) == len(plain) else plain
    for match in reversed(years):
        plain = plain[: match.start()] + plain[match.end() :]
        shown = shown[: match.start()] + shown[match.end() :]
    plain = _DECORATION.sub("", plain)
    about = "关于" if plain.startswith("关于") else ""
    dated = _DATED.fullmatch(plain, len(about))
    if dated is None or _SENTENCE.search(dated["organ"]) or "关于" in dated["organ"]:
        return None
    organ = shown[dated.start("organ") : dated.end("organ")]
    if about and organ and not is_organ(organ):
        return None  # 关于做好… is the heading of a notice
    return Title(text, _strip_brackets(organ), read_year(years[0]["year"]))


def find_title(text: str) -> Title | None:
    """Return the title inside a longer text, such as the title of a page with the site's name."""
    pieces = [simplify(text)[:200], *_SEPARATORS.split(simplify(text)[:200])]
    titles = (read_title(piece) for piece in pieces)
    return next((title for title in titles if title and title.year), None)


def _strip_brackets(organ: str) -> str:
    """Strip quotation marks around a name, and brackets that are not closed within it."""
    organ = organ.strip("《》“”")
    for opening, closing in ("()", "（）"):
        if organ.count(opening) != organ.count(closing):
            organ = organ.strip(opening + closing)
    return organ
