"""Set the end of a report by GB/T 9704-2012, 7.3.5: who signs it, organ, seal and date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    CELL,
    CHARACTERS,
    LINE,
    WIDTH,
    Rule,
    Tagged,
)
from report_editor.exporters.typeset.pagination import Block
from report_editor.exporters.typeset.runs import (
    Letter,
    Style,
    Typesetter,
    find_baseline,
    measure_width,
    set_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_editor.exporters.report_parts import PrintedReport
    from report_editor.exporters.typeset.structure import Element

_BODY = Style(FontRole.BODY, BODY_SIZE, on_grid=True)
_SIGNATURE = Style(FontRole.SUBHEADING, BODY_SIZE, on_grid=True)
_FAINT = Style(FontRole.BODY, BODY_SIZE, on_grid=True, gray=0.55)
_BASELINE = find_baseline(LINE, BODY_SIZE)
_ROOM = (CHARACTERS - 4) * CELL


class Closing:
    """Lines below the text."""

    def __init__(
        self, printed: PrintedReport, typesetter: Typesetter, add: Callable[[str], Element]
    ) -> None:
        """Take the parts of the report, and what adds an element of a role to its structure."""
        self._texts = printed.closing
        self._write_words = printed.wording.write
        self._typesetter = typesetter
        self._add = add

    def set(self, *, has_signature: bool) -> list[Block]:
        """Set signatory, organ, seal and date, or organ and date alone where there is no seal."""
        date = self._texts.date
        if not has_signature:
            return [Block(), *self._set_unsealed(date)] if date else []
        return [
            Block(),
            *self._set_signatory(self._texts.signatory),
            Block(),
            *self._set_sealed(date or "　　　　年　　月　　日"),
        ]

    def _set_signatory(self, signatory: str) -> list[Block]:
        element = self._add("P")
        words = self._write_words("签发人：")
        label = self._typesetter.shape(words, _BODY)
        x = 2 * CELL
        beside = Tagged(element, tuple(set_line(label, x, _BASELINE, WIDTH)))
        x += measure_width(label)
        name = self._typesetter.shape(signatory.removeprefix(words), _SIGNATURE)
        lines = self._typesetter.wrap(name, WIDTH - x)
        if not lines:
            return [Block((beside, Rule(x, _BASELINE + 3, 8 * CELL)))]
        blocks = [self._set_block(element, line, x, WIDTH - x) for line in lines]
        return [replace(blocks[0], items=(beside, *blocks[0].items)), *blocks[1:]]

    def _set_sealed(self, date: str) -> list[Block]:
        """Set the organ centred over the date, which ends four characters before the edge."""
        organ, dates = self._wrap(self._texts.organization), self._wrap(date)
        seal = self._wrap(self._write_words("（盖章）"), _FAINT)
        parts = [part for part in (organ, seal, dates) if part]
        halves = [min(measure_width(line), _ROOM) / 2 for part in parts for line in part]
        middle = min(WIDTH - 4 * CELL - max(halves[-len(dates) :]), WIDTH - max(halves))
        blocks = []
        for part in parts:
            element = self._add("P")
            for line in part:
                x = middle - min(measure_width(line), _ROOM) / 2
                blocks.append(self._set_block(element, line, x, _ROOM))
        return blocks

    def _set_unsealed(self, date: str) -> list[Block]:
        """Set the organ, two characters before the edge, and below it the date.

        The date begins two characters behind the organ. Where it is the longer one, it ends two
        characters before the edge, and the organ moves to the left.
        """
        organ, dates = self._wrap(self._texts.organization), self._wrap(date)
        edge = WIDTH - 2 * CELL
        x = edge - max(map(measure_width, organ), default=0.0)
        if organ:
            x = min(x, edge - max(map(measure_width, dates)) - 2 * CELL)
        blocks = []
        for part, left in ((organ, x), (dates, x + 2 * CELL if organ else x)):
            if part:
                element = self._add("P")
                width = max(map(measure_width, part))
                start = max(0.0, min(left, edge - width))
                blocks += [self._set_block(element, line, start, _ROOM) for line in part]
        return blocks

    def _wrap(self, text: str, style: Style = _BODY) -> list[list[Letter]]:
        return self._typesetter.wrap(self._typesetter.shape(text, style), _ROOM)

    def _set_block(self, element: Element, line: list[Letter], x: float, room: float) -> Block:
        return Block((Tagged(element, tuple(set_line(line, x, _BASELINE, room))),))
