"""Read organization, year, title and dates of a report from the texts of a source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING

from report_editor.common.plain_chinese import plain_chinese
from report_editor.importers.recognition.folding import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TITLE = re.compile(
    r"(?P<before>.*?)(?P<year>(?<![0-9])20[0-9]{2}(?![0-9]))年?度?(?P<after>.*?)"
    r"(?:(?:政府|政务)?信息公开|政务公开)(?:工作|情况)?的?(?:年度)?(?:工作)?(?:报告|年报|总结)"
)
_BARE_TITLE = re.compile(
    r"[^,。;:]{0,30}(?:政府信息|政务)公开(?:工作)?(?:年度(?:工作)?报告|年报)(?:格式|模板|范本)*"
)
_ORGAN = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|厅|院|处|镇|乡|街道|街道办事处|中心|公司|大学|学校|医院|部|署|会|区|县|市|省|所|站|队)$"
)
_DATE = r"(20[0-9]{2})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})"
_PUBLISHED = re.compile(rf"(?:发布|公开|更新|公布)(?:时间|日期)[\s:|\[(]*{_DATE}")
_MADE = re.compile(rf"(?:发文|成文|生成|印发)(?:时间|日期)[\s:|]*{_DATE}")
_HEADLINE_DATE = re.compile(
    rf"(?:来源\s*:.{{0,40}}?\s)?(?:(?:时间|日期)\s*:)?\s*\(?{_DATE}\s*日?(?:\s*[0-9:]{{4,8}})?\)?"
    r"(?:\s*(?:来源|作者|字[体号]|浏览|访问|阅读|点击).{0,60})?"
)
_MONTH = re.compile(
    r"\(?(?:20[0-9]{2}|二[〇○零]二[〇○零一二三四五六七八九])年[0-9一二三四五六七八九十]{1,2}月\)?"
)
_ISSUER = re.compile(
    r"(?:信息来源|来源|发布机构|发布单位|发布部门|公开主体|责任部门)\s*[:|][\s|]*([^\s|:,。]{3,40})"
)
_SIGNED = re.compile(rf"{_DATE}\s*日?")
_PERIOD = re.compile(
    r"(?<![0-9])(20[0-9]{2})\s*年\s*(?:1\s*月\s*1\s*日\s*(?:起)?\s*[至到—–\-]|12\s*月\s*31\s*日)"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年")
_SENTENCE = re.compile(r"[。,;:!?]")
_CONTACT = re.compile(r"\(([^()]*(?:地址|电话|邮编)[^()]*(?:\([^()]*\)[^()]*)*)\)")
_BEFORE_ORGAN = re.compile(
    r".*[-_|>»—–/]|附件[0-9一二三四五六七八九十]*[:、.]?|附:|[【\[][^】\]]*[】\]]"
    r"|(?:信息|文件|公文)?(?:名称|标题|题名):"
)
"""Text that may stand before a title in the same line: the site's or a chapter's name."""
_CITED = re.compile(
    r"(?:20[0-9]{2}年度?)?(?P<organ>[^,。、;:《》()\s0-9]{3,40}?)(?:20[0-9]{2}年度?)?"
    r"(?:政府|政务)信息公开(?:工作|情况)?的?(?:年度)?(?:工作)?(?:报告|年报)"
    r"|由(?P<author>[^,。、;:《》()\s]{3,30}?)(?:负责)?编制"
)
_ANNOUNCING = re.compile(
    r".*(?:(?:公布|发布|编制|编写|撰写|制定|形成)了?|(?:现|予以|社会)公开|(?:现|特)将|根据)"
)
_OURSELVES = ("我", "本", "该", "各", "全")
_CONTACT_IN_SENTENCE = re.compile(
    r"联系(?:人|方式)?[^。()]{0,60}?[,;:。](?P<line>(?:[^。(),;:]{0,6}(?:地址|电话|邮编))\s*:[^。()]{6,200})"
)
_REGIONS = tuple("省市州盟县區区縣")
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Title:
    """A text that is the report's title."""

    text: str
    """As printed, without white space."""
    organization: str
    year: int | None


def read_title(*texts: str) -> Title | None:
    """Return the title that one or more lines together make up; None where they are none."""
    text = "".join("".join(each.split()) for each in texts).strip("《》“”")
    if not text or len(text) > _LONGEST_TITLE:
        return None
    plain = plain_chinese(text)
    match = _TITLE.fullmatch(plain)
    if match and (ahead := _BEFORE_ORGAN.match(match["before"])) and len(plain) == len(text):
        return read_title(text[ahead.end() :])
    if match is None:
        return Title(text, "", None) if _BARE_TITLE.fullmatch(plain) else None
    if _SENTENCE.search(match["before"] + match["after"]):
        return None
    shown = _restore_print(text, plain)
    organ = shown[: match.end("before")] or shown[match.start("after") : match.end("after")]
    return Title(text, organ.strip("《》“”()（）").removesuffix("关于"), int(match["year"]))


def find_title(text: str) -> Title | None:
    """Return the title inside a longer text, such as the title of a page with the site's name."""
    plain = simplify(text)[:200]
    match = _TITLE.search(plain)
    return read_title(plain[match.start() : match.end()]) if match else None


def is_organ(text: str) -> bool:
    """Check whether a short line looks like the name of an organ."""
    plain = simplify(text)
    return 3 <= len(plain) <= 30 and not _SENTENCE.search(plain) and bool(_ORGAN.search(plain))


def find_publication_date(text: str) -> str:
    """Return the date of a line such as 发布时间：2023-01-30, or an empty text."""
    return _format_iso(_PUBLISHED.search(plain_chinese(text)))


def find_creation_date(text: str) -> str:
    """Return the date of a line such as 成文日期：2023-01-12, which comes before publication."""
    return _format_iso(_MADE.search(plain_chinese(text)))


def find_headline_date(text: str) -> str:
    """Return the date of a line under a headline: 2023-01-18 10:20 来源：…, （2024年1月5日）."""
    return _format_iso(_HEADLINE_DATE.fullmatch(plain_chinese(text).strip()))


def is_month(text: str) -> bool:
    """Check whether a line is a month of a year alone, as on a cover."""
    return bool(_MONTH.fullmatch(simplify(text)))


def find_issuer(text: str) -> str:
    """Return the organ that a line such as 信息来源：… names; empty if it names none."""
    plain = plain_chinese(text)
    match = _ISSUER.search(plain)
    if match is None or not is_organ(match[1]):
        return ""
    return _restore_print(text, plain)[match.start(1) : match.end(1)]


def find_signed_date(text: str) -> str:
    """Return the date that a line consists of, as 2024-01-17; empty if it is none."""
    return _format_iso(_SIGNED.fullmatch(plain_chinese(text).strip()))


def find_reported_year(paragraphs: Iterable[str]) -> int | None:
    """Return the year that a text reports on: the statistics period, else the year named most."""
    periods: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for text in paragraphs:
        plain = plain_chinese(text)
        periods.update(int(match[1]) for match in _PERIOD.finditer(plain))
        years.update(int(match[1]) for match in _YEAR.finditer(plain))
    for found in (periods, years):
        ranked = found.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
    return None


def find_contact(paragraphs: Iterable[str]) -> str:
    """Return address and telephone from a preamble, in brackets or at the end of a sentence."""
    for text in paragraphs:
        half = text.replace("（", "(").replace("）", ")")
        if match := _CONTACT.search(half):
            return " ".join(text[match.start(1) : match.end(1)].split())
        plain = plain_chinese(text)
        match = _CONTACT_IN_SENTENCE.search(plain)
        if match and len(plain) == len(text):
            return " ".join(text[match.start("line") : match.end("line")].split())
    return ""


def find_cited_organ(paragraphs: Iterable[str]) -> str:
    """Return the organ that a text names as the report's: 现公布甲县水务局2023年政府信息公开…."""
    for text in paragraphs:
        plain = plain_chinese(text)
        for match in _CITED.finditer(plain):
            group = "organ" if match["organ"] else "author"
            organ = _ANNOUNCING.sub("", match[group])
            if is_organ(organ) and not organ.startswith(_OURSELVES):
                end = match.end(group)
                return _restore_print(text, plain)[end - len(organ) : end]
    return ""


def complete_name(organization: str, paragraphs: Sequence[str]) -> str:
    """Complete an organ's name by the region before it, where the text always writes it so.

    A title often says 洪泽区人民政府 and the text 由淮安市洪泽区人民政府…, 与淮安市洪泽区人民政府…:
    what all these have in common before the name belongs to it if it ends as a region does.
    """
    if len(organization) < 3:
        return organization
    named = re.compile(f"(?={re.escape(organization)})")
    longer = set()
    for text in paragraphs:
        bare = "".join(text.split())
        befores = (bare[max(0, m.start() - 8) : m.start()] for m in named.finditer(bare))
        longer |= {before for before in befores if before.endswith(_REGIONS)}
    if len(longer) < 2:
        return organization
    backwards = [before[::-1] for before in longer]
    shared = commonprefix(backwards)[::-1]  # noqa: RUF071 - of characters, not of folders
    return shared + organization if len(shared) >= 3 else organization


def _restore_print(text: str, plain: str) -> str:
    """Return a text as printed where its plain form has as many characters, else the latter."""
    return text if len(text) == len(plain) else plain


def _format_iso(match: re.Match[str] | None) -> str:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""
