"""Divide the title of a report into lines of about the same length that cut no word."""

from __future__ import annotations

import re
from itertools import pairwise

_WORDS = re.compile(
    "政府信息公开|工作|年度报告|年度|报告|人民政府|办公室|办公厅|委员会|管理局|服务中心|"
    "[0-9０-９]+年|[0-9A-Za-z]+|《[^》]{1,12}》"
)
_SUBJECT = re.compile("([0-9０-９]{4}年度?)?政府信息公[开開]工作(年度)?[报報]告$")
"""End of a usual title, before which the name of the organ stands."""
_DIVISIONS = re.compile("自治区|自治州|特别行政区|街道|地区|[省市县区旗镇乡盟州]")
"""Endings of the names of administrative divisions, after which a line may end."""
_INSIDE, _JOINT = 100.0, 6.0
"""Cost of beginning a line inside a word, and between two words."""
_LINE, _ACROSS = 4.0, 12.0
"""Cost of a further line, and of one that begins in the organ's name and goes on after it."""


def split_title(title: str, longest: int) -> list[str]:
    """Divide a title at the least cost into lines of so many full-width characters at most."""
    if len(title) <= longest:
        return [title] if title else []
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
    cuts = [0, *(at for at in range(1, len(title)) if cost[at] <= _JOINT), len(title)]
    return [title[start:end] for start, end in pairwise(cuts)]


def _rate_breaks(title: str, name: int) -> list[float]:
    """Return the cost of beginning a line at each index; the organ's name ends at one of them."""
    cost = [_INSIDE / 4] * len(title)
    joints = {division.end() for division in _DIVISIONS.finditer(title)}
    for word in _WORDS.finditer(title):
        joints |= {word.start(), word.end()}
    for at in joints:
        if at < len(title):
            cost[at] = _JOINT
    for word in _WORDS.finditer(title):
        for at in range(word.start() + 1, word.end()):
            cost[at] = _INSIDE
    cost[name] = 0.0
    for at, char in enumerate(title):
        if char in "，。、；：？！）》”’ ":
            cost[at] = _INSIDE
    return cost
