"""Read organization, year and dates of a report from the texts of a source."""

from __future__ import annotations

import re
from collections import Counter
from os.path import commonprefix
from typing import TYPE_CHECKING

from report_editor.importers.recognition.folding import make_plain, simplify, split_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ORGAN = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|厅|院|处|镇|乡|街道|街道办事处|中心|公司|大学|学校|医院|部|署|会|区|县|市|省|所|站|队)$"
)
_SHORTEST_ORGAN = 3
_TORN = re.compile(r"[省市州盟县区镇乡]?(?:人民政府|政府|委员会|办公室|办事处)|街道")
_DATE = r"(20[0-9]{2})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})"
_PUBLISHED = re.compile(
    rf"(?:发布|发表|公开|更新|公布|上传|刊登|录入)(?:时间|日期)[\s:|\[(]*{_DATE}"
)
_MADE = re.compile(rf"(?:发文|成文|生成|印发)(?:时间|日期)[\s:|]*{_DATE}")
_AHEAD_OF_DATE = re.compile(
    r"(?:[^\s:]{1,8}\s*:\s*[^\s:]*\s+)*(?:(?:发布|发表|公开|更新|公布|上传|刊登|录入)?(?:日期|时间)\s*:)?[\s\[(]*"
)
"""Text that may stand ahead of the date of publication in its line: 来源：某镇."""
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
_SENTENCE = re.compile(r"[。,;:!?《》]")
_YEAR_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_CONTACT = re.compile(r"\(([^()]*(?:地址|电话|邮编)[^()]*(?:\([^()]*\)[^()]*)*)\)")
_CITED = re.compile(
    r"(?:20[0-9]{2}年度?)?(?P<organ>[^,。、;:《》()\s0-9]{3,40}?)(?:\([^()]{2,30}\))?(?:20[0-9]{2}年度?)?"
    r"(?:政府|政务)?信息公开(?:工作|情况)?的?(?:年度)?(?:工作)?(?:报告|年报)"
    r"|由(?P<author>[^,。、;:《》()\s]{3,30}?)(?:(?:负责|牵头|组织)?(?:编制|编写|撰写)"
    r"|(?:按照|依照|根据|依据|结合)[^。]{4,60}(?:编制|编写|撰写))"
)
_ANNOUNCING = re.compile(
    r".*(?:(?:公布|发布|编制|编写|撰写|制定|形成)了?|(?:现|予以|社会)公开|(?:现|特)将|根据)"
)
_OURSELVES = ("我", "本", "该", "各", "全")
_CONTACT_IN_SENTENCE = re.compile(
    r"联系(?:人|方式)?[^。()]{0,60}?[,;:。](?P<line>(?:[^。(),;:]{0,6}(?:地址|电话|邮编))\s*:[^。()]{6,200})"
)
_REGIONS = tuple("省市州盟县區区縣")


def is_organ(text: str) -> bool:
    """Check whether a short line looks like the name of an organ."""
    plain = simplify(text)
    is_name = _SHORTEST_ORGAN <= len(plain) <= 30 and not _SENTENCE.search(plain)
    is_name = is_name and not split_number(text).style  # a heading may end like a name
    return is_name and bool(_ORGAN.search(plain))


def begins_torn(organ: str) -> bool:
    """Check whether a name is but the end of one that was broken over two lines: 镇人民政府."""
    return len(organ) < _SHORTEST_ORGAN or bool(_TORN.match(simplify(organ)))


def find_publication_date(text: str) -> str:
    """Return the date of a line such as 发布时间：2023-01-30, or an empty text."""
    return _format_iso(_PUBLISHED.search(make_plain(text)))


def find_creation_date(text: str) -> str:
    """Return the date of a line such as 成文日期：2023-01-12, which comes before publication."""
    return _format_iso(_MADE.search(make_plain(text)))


def find_headline_date(text: str) -> str:
    """Return the date of a line under a headline: 2023-01-18 10:20 来源：…, （2024年1月5日）."""
    return _format_iso(_HEADLINE_DATE.fullmatch(make_plain(text).strip()))


def find_page_date(text: str) -> str:
    """Return the only date of a line that a page prints beside its headline; empty if of another.

    2024年01月20日 (点击: ) or 信息来源：某镇 2024-01-16 09:20 【字号】; not 归档时间：….
    """
    plain = make_plain(text).strip().lstrip("•●▪◆■· ")
    dates = list(re.finditer(_DATE, plain))
    if len(dates) != 1 or not _AHEAD_OF_DATE.fullmatch(plain[: dates[0].start()]):
        return ""
    return _format_iso(dates[0])


def read_year(text: str) -> int:
    """Return the year that four digits say, in figures or characters (二〇二三)."""
    return int(text.translate(_YEAR_DIGITS))


def is_month(text: str) -> bool:
    """Check whether a line is a month of a year alone, as on a cover."""
    return bool(_MONTH.fullmatch(simplify(text)))


def find_issuer(text: str) -> str:
    """Return the organ that a line such as 信息来源：… names; empty if it names none."""
    plain = make_plain(text)
    match = _ISSUER.search(plain)
    if match is None or not is_organ(match[1]):
        return ""
    return _restore_print(text, plain)[match.start(1) : match.end(1)]


def find_signed_date(text: str) -> str:
    """Return the date that a line consists of, as 2024-01-17; empty if it is none."""
    return _format_iso(_SIGNED.fullmatch(make_plain(text).strip()))


def find_reported_year(paragraphs: Iterable[str]) -> int | None:
    """Return the year that a text reports on: the statistics period, else the year named most."""
    periods: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for text in paragraphs:
        plain = make_plain(text)
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
        plain = make_plain(text)
        match = _CONTACT_IN_SENTENCE.search(plain)
        if match and len(plain) == len(text):
            return " ".join(text[match.start("line") : match.end("line")].split())
    return ""


def find_cited_organ(paragraphs: Iterable[str]) -> str:
    """Return the organ that a text names as the report's: 现公布甲县水务局2023年政府信息公开…."""
    for text in paragraphs:
        plain = make_plain(text)
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
