"""Write consistent sentences on applications and cases in the manners of published reports.

Each number that a table bears out is marked (⟦12⟧), so that a test can alter one after the other.
"""

# ruff: noqa: E501 - a wording stays in one line

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from report_editor.checks.text.chinese_numbers import format_han_number

if TYPE_CHECKING:
    from random import Random

YEAR = 2025

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service")
GROUPS = {
    "予以公开": ("granted",),
    "部分公开": ("partial",),
    "不予公开": ("denied_state_secret", "denied_internal", "denied_process", "denied_query"),
    "无法提供": ("unable_not_held", "unable_needs_creation", "unable_unclear"),
    "不予处理": ("refused_petition", "refused_repeat"),
    "其他处理": ("other_uncorrected", "other_rest"),
}
RESULTS = tuple(row for rows in GROUPS.values() for row in rows)
CASE_ROWS = ("reconsideration", "direct_suit", "suit_after_reconsideration")
OUTCOMES = {
    "upheld": ("结果维持", "维持"),
    "corrected": ("结果纠正", "纠正"),
    "other": ("其他结果",),
    "pending": ("尚未审结",),
}
REASONS = {
    "denied_internal": ("属于三类内部事务信息", "属于内部事务信息"),
    "denied_process": ("属于四类过程性信息", "属于过程性信息"),
    "denied_query": ("属于行政查询事项",),
    "unable_not_held": ("本机关不掌握相关政府信息", "本机关不掌握"),
    "unable_needs_creation": ("没有现成信息需要另行制作", "需另行制作"),
    "unable_unclear": ("补正后申请内容仍不明确",),
    "refused_petition": ("信访举报投诉类申请",),
    "refused_repeat": ("重复申请",),
    "other_uncorrected": ("申请人无正当理由逾期不补正",),
}

Cells = dict[str, int]


def make_tables(random: Random) -> Cells:
    """Return cells of 表三 and 表四 in which every column balances."""
    cells: Cells = {}
    for column in COLUMNS:
        if column not in COLUMNS[:2] and random.random() < 0.6:
            continue
        for row in RESULTS:
            cells[f"requests.{row}.{column}"] = random.choice((0, 0, 1, 2, 3, 5, 8, 14))
        done = sum(cells[f"requests.{row}.{column}"] for row in RESULTS)
        out = random.choice((0, 1, 2, 4))
        carried = random.choice((0, 1, 3)) if done + out > 3 else 0
        cells[f"requests.carried_out.{column}"] = out
        cells[f"requests.carried_in.{column}"] = carried
        cells[f"requests.new.{column}"] = done + out - carried
    for row in CASE_ROWS:
        for outcome in OUTCOMES:
            cells[f"proceedings.{row}.{outcome}"] = random.choice((0, 0, 1, 2, 4))
    return cells


class Writer:
    """Writes the sentences of one report."""

    def __init__(self, random: Random, cells: Cells) -> None:
        self._random = random
        self._cells = cells
        self._unit = random.choice(("件", "件", "件", "起", "宗", "条"))
        self._use_han = random.random() < 0.15

    def sum(self, *rows: str, columns: tuple[str, ...] = COLUMNS) -> int:
        """Add up rows of 表三 over some columns."""
        return sum(self._cells.get(f"requests.{r}.{c}", 0) for r in rows for c in columns)

    def cases(self, rows: tuple[str, ...], *outcomes: str) -> int:
        """Add up cells of 表四; all outcomes without any named."""
        return sum(
            self._cells[f"proceedings.{row}.{each}"]
            for row in rows
            for each in outcomes or OUTCOMES
        )

    def pick(self, *alternatives: str) -> str:
        """Return one of some wordings."""
        return self._random.choice(alternatives)

    def count(self, number: int, unit: str = "") -> str:
        """Write a marked number with its unit."""
        written = str(number)
        if self._use_han and 0 < number < 100:
            written = format_han_number(number)
        return f"⟦{written}⟧{unit or self._unit}"

    def share(self, number: int, base: int) -> str:
        """Write a marked percentage, or nothing."""
        if not base or not number or self._random.random() < 0.7:
            return ""
        share = Decimal(100 * number) / base
        percent = f"⟦{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}⟧%"
        return self.pick(f"，占{percent}", f"（占{percent}）", f"（{percent}）", f"，占比{percent}")

    # ------------------------------------------------------------ sentences

    def received(self) -> str:
        """Write what was received, with what came from last year."""
        new, carried = self.sum("new"), self.sum("carried_in")
        start = self.pick(
            "", f"{YEAR}年，", f"{YEAR}年度", "全年", "本年度", "今年，", f"{YEAR}年，我局"
        )
        what = self.pick(
            "政府信息公开申请", "信息公开申请", "依申请公开", "依申请公开申请", "申请",
            "依申请公开政府信息申请", "依申请信息公开",
        )  # fmt: skip
        verb = self.pick("收到", "共收到", "受理", "累计受理", "接收", "共接到", "新收", "本年新收")
        order = self.pick(
            f"{start}{verb}{what}{{}}",
            f"{start}{verb}{{}}{what}",
            f"{start}{verb}{what}共{{}}",
            f"{start}{verb}的{what}共计{{}}",
            f"{start}{verb}{what}，共{{}}",
        )
        is_new = "新收" in verb
        if not carried or is_new or self._random.random() < 0.4:
            text = order.format(self.count(new))
            if carried and self._random.random() < 0.5:
                text += self.pick("，另有", "，", "（另有", "，以及") + self.pick(
                    f"上年结转{self.count(carried)}",
                    f"上年度结转申请{self.count(carried)}",
                    f"{YEAR - 1}年结转{self.count(carried)}",
                )
                text += "）" if "（另有" in text else ""
            return text
        text = order.format(self.count(new + carried))
        inner = self.pick(
            f"含上年结转{self.count(carried)}",
            f"含{YEAR - 1}年结转{self.count(carried)}",
            f"含上年度结转申请{self.count(carried)}",
            f"其中上年结转{self.count(carried)}",
            f"其中新收{self.count(new)}，上年结转{self.count(carried)}",
        )
        return text + self.pick(f"（{inner}）", f"，{inner}" if "其中" in inner else f"（{inner}）")

    def applicants(self) -> str:
        """Write who applied."""
        persons = self.sum("new", columns=COLUMNS[:1])
        others = self.sum("new", columns=COLUMNS[1:])
        one = self.pick(
            "自然人", "自然人申请", "公民个人申请", "自然人提出申请", "自然人提交的申请"
        )
        other = self.pick("法人或其他组织", "法人和其他组织申请", "法人及其他组织申请", "法人申请")
        return self.pick(
            f"，其中{one}{self.count(persons)}，{other}{self.count(others)}",
            f"，其中：{one}{self.count(persons)}、{other}{self.count(others)}",
            f"（{one}{self.count(persons)}，{other}{self.count(others)}）",
            f"，其中{self.count(persons)}为自然人申请，{self.count(others)}为法人或其他组织申请",
        )

    def answered(self) -> str:
        """Write how many were answered."""
        done = self.sum(*RESULTS)
        verb = self.pick(
            "答复", "办结", "已办结", "共答复", "全年共办理答复", "按时答复", "依法答复", "办理完成"
        )
        what = self.pick("", "", "政府信息公开申请", "申请", "依申请公开政府信息", "依申请公开申请")
        if self._random.random() < 0.15:
            return f"{self.count(done)}{self.pick('已办结', '已全部答复', '均已答复')}"
        return verb + what + self.count(done)

    def results(self) -> str:
        """Write the results by group, with or without the reasons."""
        done, parts = self.sum(*RESULTS), []
        words = {
            "予以公开": ("予以公开", "同意公开", "同意公开答复", "予以公开的"),
            "部分公开": ("部分公开", "部分公开答复", "予以部分公开"),
            "不予公开": ("不予公开", "不予公开答复", "决定不予公开的"),
            "无法提供": ("无法提供", "无法提供的", "无法提供政府信息"),
            "不予处理": ("不予处理", "不予处理的"),
            "其他处理": ("其他处理", "作其他处理", "其他处理的"),
        }
        behind = self._random.random() < 0.2
        merge = self._random.random() < 0.2
        reasons = not behind and self._random.random() < 0.4
        for group, rows in GROUPS.items():
            number = self.sum(*rows)
            if merge and group == "予以公开":
                number = self.sum("granted", "partial")
                joined = self.pick("予以公开及部分公开", "予以公开和部分公开", "予以公开、部分公开")
                parts.append(f"{joined}{self.count(number)}{self.share(number, done)}")
                continue
            if (merge and group == "部分公开") or (not number and self._random.random() < 0.6):
                continue
            if behind:
                parts.append(f"{self.count(number)}{group}")
                continue
            text = self.pick(*words[group]) + self.count(number)
            named = [(row, self.sum(row)) for row in rows if row in REASONS and self.sum(row)]
            if reasons and named:
                inner = "、".join(f"{self.pick(*REASONS[r])}{self.count(n)}" for r, n in named)
                text += self.pick(f"（{inner}）", f"（其中{inner}）", f"（含{inner}）")
            parts.append(text + self.share(number, done))
        separator = self.pick("，", "、", "；")
        return separator.join(parts)

    def carried_out(self) -> str:
        """Write what goes over to next year."""
        out = self.count(self.sum("carried_out"))
        return self.pick(
            f"结转下年度继续办理{out}", f"{out}结转下年", f"{out}结转至下年办理",
            f"结转至{YEAR + 1}年{out}", f"另有{out}结转下一年度办理", f"余下{out}转至{YEAR + 1}年办理",
            f"转下一年度办理答复的有{out}", f"{out}结转至{YEAR + 1}年继续办理",
            f"另有{out}申请按照《条例》顺延到下年度答复", f"结转下年度{out}", f"{out}正在办理中",
        )  # fmt: skip

    def proceedings(self) -> str:
        """Write the cases and how they ended."""
        review, suits = CASE_ROWS[:1], CASE_ROWS[1:]
        why = self.pick(
            "因政府信息公开", "因政府信息公开工作", "涉及政府信息公开的", "政府信息公开"
        )
        style = self._random.randrange(5)
        if style == 0:
            return (
                f"{why}行政复议{self.count(self.cases(review))}，"
                f"行政诉讼{self.count(self.cases(suits))}"
            )
        if style == 1:
            return (
                f"{self.pick('因政府信息公开', '因信息公开')}被{self.pick('申请', '提起', '')}行政复议"
                f"{self.count(self.cases(review))}{self._outcomes(review)}；"
                f"未经复议直接起诉{self.count(self.cases(CASE_ROWS[1:2]))}，"
                f"{self.pick('复议后起诉', '经复议后起诉')}{self.count(self.cases(CASE_ROWS[2:]))}"
            )
        if style == 2:
            return (
                f"{why}行政复议{self.count(self.cases(review))}{self._outcomes(review)}；"
                f"{self.pick('行政诉讼', '被提起行政诉讼')}{self.count(self.cases(suits))}"
                f"{self._outcomes(suits)}"
            )
        if style == 3:
            return (
                f"收到政府信息公开{self.pick('类', '')}行政复议案件{self.count(self.cases(review))}、"
                f"行政诉讼案件{self.count(self.cases(suits))}"
            )
        both = self.cases(CASE_ROWS)
        return (
            f"{why}行政复议、行政诉讼{self.pick('案件', '')}{self.pick('共', '')}{self.count(both)}"
        )

    def _outcomes(self, rows: tuple[str, ...]) -> str:
        parts = [
            f"{self.pick(*words)}{self.count(number)}"
            for key, words in OUTCOMES.items()
            if (number := self.cases(rows, key))
        ]
        if not parts or self._random.random() < 0.4:
            return ""
        text = self.pick("、", "，").join(parts)
        return self.pick(f"，其中{text}", f"（{text}）", f"，{text}")

    def paragraph(self) -> str:
        """Write a whole paragraph as the reports have it."""
        first = self.received()
        if not self.sum("carried_in") and self._random.random() < 0.5:
            first += self.applicants()
        parts = [first, self.answered()]
        if self._random.random() < 0.8:
            parts[-1] += self.pick("，其中", "，其中：", "：", "。其中，") + self.results()
        if self._random.random() < 0.8:
            parts.append(self.carried_out())
        text = self.pick("，", "。", "；").join(parts) + "。"
        if self._random.random() < 0.7:
            text += self.proceedings() + "。"
        return f"（二）依申请公开。{text}"


MARKED = re.compile("⟦([^⟧]*)⟧")
