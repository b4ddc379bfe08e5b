"""Divide the title of a report into lines of about the same length that cut no word.

By hand: a library that knows Chinese words brings a dictionary of megabytes, and the words of
titles are few.
"""

from __future__ import annotations

import re
from itertools import pairwise

from report_editor.exporters.typeset.line_breaking import find_breaks

_WORDS = re.compile(
    "政府信息公[开開]|政[务務]公[开開]|信息公[开開]|工作|年度[报報]告|年度|[报報]告|"
    "人民政府|[办辦]公室|[办辦]公[厅廳]|[办辦]事[处處]|委[员員][会會]|管理局|服[务務]中心|"
    "[0-9０-９]+年|[0-9A-Za-z０-９]+|《[^》]{1,12}》"
)
"""Words of titles, before and after which a line may end."""
_COMPOUNDS = re.compile(
    "市[场場]|城市|城[乡鄉]|住房|建[设設]|[监監]督|管理|[乡鄉]村|[乡鄉][镇鎮]|自然|[资資]源|生[态態]|[环環]境|"
    "[卫衛]生|健康|[应應]急|交通|[运運][输輸]|[农農][业業]|[农農]村|退役|[军軍]人|事[务務]|人力|社[会會]|保障|"
    "文化|旅[游遊]|[综綜]合|行政|[执執]法|[审審]批|[发發]展|改革|科[学學]|技[术術]|工[业業]|信息|[数數]据|數據|"
    "[医醫][疗療]|民族|宗教|[机機][关關]|[经經][济濟]|[开開][发發]|高新|[园園][区區]|社[区區]|[风風]景|名[胜勝]|"
    "[区區]域|[县縣]域|市[区區]|[国國]有|[资資][产產]|金融|地方|[体體]育|[广廣]播|[电電][视視]|[统統][计計]|"
    "[审審][计計]|公安|司法|民政|[财財]政|[税稅][务務]|水利|林[业業]|草原|[粮糧]食|物[资資]|[储儲][备備]|[气氣]象"
)
"""Words in names of organs, in which no line ends: 市 / 场 is no end of a city's name."""
_YEARS = "(?:[0-9０-９]{4}|[二三][〇○零一二三四五六七八九]{3})\\s?年度?"
_SUBJECT = re.compile(
    f"({_YEARS})?\\s?(关于|關於)?({_YEARS})?\\s?(政府|政[务務])?信息公[开開](工作)?(情[况況])?的?"
    f"({_YEARS}|年度)?(工作)?[报報]告([（(]{_YEARS}[)）])?$"
)
"""End of a usual title, before which the name of the organ stands."""
_DIVISIONS = re.compile(
    "自治[区區]|自治[州县縣旗]|特[别別]行政[区區]|街道|地[区區]|[省市县縣区區旗镇鎮乡鄉盟州]"
)
"""Endings of the names of administrative divisions, after which a line may end."""
_YEAR = re.compile(f"{_YEARS}(?![0-9０-９])")
_BLANK, _BREAK = re.compile(" +"), re.compile(" {2,}|　")
_INSIDE, _ANYWHERE, _BESIDE, _JOINT = 100.0, 40.0, 20.0, 6.0
"""Cost of beginning a line inside a word, anywhere, beside a compound, and between words."""
_LINE, _ACROSS = 4.0, 12.0
"""Cost of a further line, and of one that begins in the organ's name and goes on after it."""


def split_title(title: str, longest: int) -> list[str]:
    """Divide a title at the least cost into lines of so many full-width characters at most.

    Two blanks, or one of full width, are a break that was set by hand; a single one is where a
    line ends best if the title needs more than one.
    """
    parts = (part.strip() for part in _BREAK.split(title))
    return [line for part in parts if part for line in _split(part, longest)]


def _split(title: str, longest: int) -> list[str]:
    if len(title) <= longest:
        return [title]
    subject = _SUBJECT.search(title)
    name = subject.start() if subject else 0
    cost = _rate_breaks(title, name)
    total = [0.0] + [float("inf")] * len(title)
    starts = [0] * (len(title) + 1)
    """For each index, the least cost of a line that ends there, and where that line starts."""
    ideal = len(title) / -(-len(title) // longest)
    for end in range(1, len(title) + 1):
        for start in range(max(0, end - longest), end):
            raggedness = abs(end - start - ideal) / 4
            each = total[start] + _LINE + raggedness + (cost[end] if end < len(title) else 0.0)
            if start < name < end:
                each += _ACROSS
            if each < total[end]:
                total[end], starts[end] = each, start
    cuts = [len(title)]
    while cuts[-1]:
        cuts.append(starts[cuts[-1]])
    return [title[start:end].strip() for start, end in pairwise(reversed(cuts))]


def list_words(title: str) -> list[str]:
    """Return the words of a title, between which alone a line may begin."""
    subject = _SUBJECT.search(title)
    cost = _rate_breaks(title, subject.start() if subject else 0) if title else []
    cuts = [0, *(at for at in range(1, len(title)) if cost[at] <= _BESIDE), len(title)]
    return [title[start:end] for start, end in pairwise(cuts)]


def _rate_breaks(title: str, name: int) -> list[float]:
    """Return the cost of beginning a line at each index; the organ's name ends at one of them."""
    cost = [_ANYWHERE] * len(title)
    words = [word.span() for word in _WORDS.finditer(title)]
    compounds = [word.span() for word in _COMPOUNDS.finditer(title)]
    joints = {at for span in words for at in span}
    joints |= {division.end() for division in _DIVISIONS.finditer(title)}
    for places, price in (({at for span in compounds for at in span}, _BESIDE), (joints, _JOINT)):
        for at in places - {len(title)}:
            cost[at] = price
    for blank in _BLANK.finditer(title):
        cost[blank.end()] = 0.0
    years = [(year.start(), year.end() + 1) for year in _YEAR.finditer(title)]
    """A year stands before what it dates, so that no line ends after it either."""
    spans = [*words, *compounds, *years]
    inside = {at for start, end in spans for at in range(start + 1, end)}
    inside |= {at for at, can_break in enumerate(find_breaks(title)) if not can_break}
    for at in inside - {0, *range(len(title), len(title) + 2)}:
        cost[at] = _INSIDE
    if name:
        cost[name] = 0.0
    return cost
