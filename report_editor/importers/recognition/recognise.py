"""From a source to a document: what each paragraph and each table row of it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from report_editor.document import UNPLACED, Document, Field, Part, format_number
from report_editor.forms import SectionKind
from report_editor.importers import left_out
from report_editor.importers.recognition import noise
from report_editor.importers.recognition.closing import read_closing
from report_editor.importers.recognition.edition import edition_of
from report_editor.importers.recognition.fields import SIGNED, fill_fields
from report_editor.importers.recognition.folding import fold, numbered
from report_editor.importers.recognition.front import read_front
from report_editor.importers.recognition.lines import lines_of
from report_editor.importers.recognition.metadata import Title, find_title, read_title
from report_editor.importers.recognition.placing import Placed, place
from report_editor.importers.recognition.record import facts_of
from report_editor.importers.recognition.run_in import rejoined, split_titles
from report_editor.importers.recognition.section_starts import Heading, outline
from report_editor.importers.recognition.stated import is_unit, stated_totals
from report_editor.importers.recognition.vocabulary import vocabulary
from report_editor.importers.source import ImportProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_editor.forms import Address, Section
    from report_editor.importers.recognition.lines import Line
    from report_editor.importers.source import Source

_LONGEST_SHOWN = 30
"""Characters of a paragraph in a note."""


@dataclass(slots=True)
class Recognition:
    """What was made of a source."""

    document: Document
    notes: list[str] = field(default_factory=list)
    """Chinese sentences: what was recognised, read otherwise than written, or guessed."""
    dropped: dict[str, int] = field(default_factory=dict)
    """What was left out by rule, by kind, counted."""
    marks: dict[Address, str] = field(default_factory=dict)
    """Cells a person should look at, each with the reason."""
    source: list[tuple[str, str]] = field(default_factory=list)
    """The source as it was read, to look things up: where, and the text; cells parted by tabs."""

    @property
    def filled(self) -> int:
        """How much found its place: cells with a text, and paragraphs."""
        texts = (self.document.paragraphs(s.key) for s in self.document.form.text_sections)
        return len(self.document.entries(Part.CELLS)) + sum(map(len, texts))


def recognise(source: Source) -> Recognition:
    """Makes a document of a source.

    Raises:
        ImportProblem: nothing in it looks like the report.
    """
    return _Recogniser(source).result()


class _Recogniser:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._dropped: Counter[str] = Counter(source.dropped)
        self._notes: list[str] = []
        self._marks: dict[Address, str] = {}
        self._said: dict[str, str] = {}
        """What the source says of the report as a whole, see :mod:`.fields`."""
        self._texts: dict[str, list[str]] = {}
        self._entries: dict[str, str] = {}
        """Part.SOURCE."""
        self._unplaced: list[tuple[int, str]] = []
        self._cells: dict[Address, str] = {}
        self._lines = split_titles(self._without_noise(lines_of(source)))
        self._form = edition_of(self._lines)

    def result(self) -> Recognition:
        titles = {heading.line for heading in outline(self._lines, self._form).headings}
        whole = rejoined(self._lines, titles)
        self._lines = [replace(line, number=number) for number, line in enumerate(whole)]
        found = outline(self._lines, self._form)  # anew: the numbers are others now
        zones = self._zones(found.headings)
        if not found.headings and not self._title_in(self._lines):
            raise ImportProblem(
                "这个文件里没有认出政府信息公开工作年度报告：没有“一、总体情况”等标题，也没有报告的表格。"
                "请确认选对了文件；如果内容是图片，请先转成文字。"
            )
        self._read_front(zones.pop("", []), set(found.others))
        for heading in found.headings:
            self._note_title(heading)
        loose: list[tuple[str, Line, str]] = []
        for section in self._form.sections:
            lines = zones.get(section.key)
            if section.kind is SectionKind.TABLE:
                placed = self._read_table(section, lines or [], found.others)
                loose += [(section.key, line, text) for line, text in placed.loose]
            elif section.numeral:
                self._read_text(section, lines or [])
        self._find_lost_overview(zones)
        self._find_lost_problems(zones)
        self._note_missing(found.headings)
        self._sign()
        texts = [text for paragraphs in self._texts.values() for text in paragraphs]
        fields, guessed = fill_fields(
            self._form, self._said, self._texts[self._form.preamble.key], texts
        )
        self._notes += guessed
        return self._recognition(fields, loose)

    # ------------------------------------------------------------ parts of the source

    def _without_noise(self, lines: list[Line]) -> list[Line]:
        kept = []
        for line in lines:
            text = line.only
            kind = noise.noise(text) if text else ""
            for name, found in facts_of(line, is_furniture=bool(kind)).items():
                self._said.setdefault(name, found)
            if kind:
                self._dropped[kind] += 1
            else:
                kept.append(line)
        return kept

    def _zones(self, headings: Sequence[Heading]) -> dict[str, list[Line]]:
        """The lines of each section; the preamble's under an empty key."""
        ends = [*(heading.line for heading in headings), len(self._lines)]
        zones = {"": self._lines[: ends[0]]}
        for heading, end in zip(headings, ends[1:], strict=True):
            zones[heading.section] = self._lines[heading.content : end]
        return zones

    def _title_in(self, lines: Iterable[Line]) -> Title | None:
        return next((title for line in lines if (title := read_title(line.only))), None)

    def _read_front(self, zone: list[Line], titles: set[int]) -> None:
        """Title and preamble."""
        below = [line.only for line in self._lines[len(zone) :] if line.only]
        front = read_front(zone, titles, below)
        self._texts[self._form.preamble.key] = front.preamble
        self._dropped += front.dropped
        self._unplaced += [(line.number, line.place) for line in front.unplaced]
        if front.date:
            self._said.setdefault(Field.PUBLICATION_DATE, front.date)
        title = front.title or find_title(self._source.title)
        if title is None:
            return
        if title.year:
            self._said[Field.YEAR] = str(title.year)
        if title.organization:
            self._said[Field.ORGANIZATION] = title.organization
        if front.title and title.year:
            self._said[Field.TITLE] = title.text

    def _note_title(self, heading: Heading) -> None:
        if not heading.title:
            return
        section = self._form.section(heading.section)
        given = numbered(heading.title)
        right = given.core == numbered(section.title).core
        if not right or (given.number and given.number != section.numeral):
            self._entries[f"section:{section.key}"] = heading.title

    def _read_text(self, section: Section, lines: list[Line]) -> None:
        paragraphs = self._texts.setdefault(section.key, [])
        for line in lines:
            if line.only:
                paragraphs.append(line.only)
            elif line.text:
                self._unplaced.append((line.number, line.place))

    def _read_table(self, section: Section, lines: list[Line], titles: dict[int, str]) -> Placed:
        rows = []
        for line in lines:
            if titles.get(line.number) == section.key:
                self._dropped[left_out.TITLE] += 1
            else:
                rows.append(line)
        placed = place(rows, vocabulary(self._form, section.key))
        self._cells.update(placed.cells)
        for key, label in placed.labels.items():
            self._entries[f"label:{section.key}.{key}"] = label
        for key, label in placed.merged.items():
            self._entries[f"merged:{section.key}.{key}"] = label
            self._mark(section.key, [key], f"原文只有一行“{label}”，数字都放在这一行，请分开填写。")
        for key, label in placed.labels.items():
            self._mark(section.key, [key], f"原文写作“{label}”，按意思放在这一行，请核对。")
        if placed.torn:
            why = "原文里数字和行名分开了，按前后顺序和总计放回，请核对。"
            self._mark(section.key, placed.torn, why)
        self._unplaced += [(line.number, text) for line, text in placed.unplaced]
        if placed.pieces:
            self._dropped[left_out.WORDS] += placed.pieces
        return placed

    def _mark(self, table: str, keys: Sequence[str], why: str) -> None:
        rows = [self._form.tables[table].row(key) for key in keys]
        for row in rows:
            self._marks |= {f"{table}.{row.key}.{column}": why for column in row.columns}
        self._notes.append(f"{'、'.join(row.short for row in rows)}：{why}")

    # ------------------------------------------------------------ what is still missing

    def _find_lost_overview(self, zones: dict[str, list[Line]]) -> None:
        """Text in the preamble that begins with a topic of 一, where its title is missing."""
        overview = next((each for each in self._form.text_sections if each.topics), None)
        front = self._texts[self._form.preamble.key]
        if overview is None or overview.key in zones:
            return
        topics = tuple(fold(topic) for topic in overview.topics)
        starts = (
            number
            for number, text in enumerate(front)
            if (given := numbered(text)).style and given.core.startswith(topics)
        )
        start = next(starts, None)
        if start is not None:
            self._texts[overview.key] = front[start:]
            del front[start:]
            self._note_lost(overview, self._texts[overview.key][0])

    def _note_lost(self, section: Section, first: str) -> None:
        shown = first if len(first) <= _LONGEST_SHOWN else f"{first[:_LONGEST_SHOWN]}…"
        self._notes.append(
            f"原文没有“{section.heading}”这个标题，从“{shown}”开始的文字放进了这一部分，请核对。"
        )

    def _find_lost_problems(self, zones: dict[str, list[Line]]) -> None:
        """Text behind the last table that begins with a heading on problems, without a title 五."""
        texts = self._form.text_sections
        problems = next((each for each in texts if "问题" in each.title), None)
        if problems is None or self._texts.get(problems.key) or problems.key in zones:
            return
        tables = [s.key for s in self._form.sections if s.kind is SectionKind.TABLE]
        zone = next((zones[key] for key in reversed(tables) if key in zones), [])
        start = next(
            (
                index
                for index, line in enumerate(zone)
                if numbered(line.only).style and "问题" in fold(line.only) and len(line.only) <= 30
            ),
            None,
        )
        if start is None:
            return
        paragraphs = [line for line in zone[start:] if line.only]
        numbers = {line.number for line in paragraphs}
        self._unplaced = [each for each in self._unplaced if each[0] not in numbers]
        self._texts[problems.key] = [line.only for line in paragraphs]
        first = paragraphs[0].only
        self._entries[f"section:{problems.key}"] = first
        self._note_lost(problems, first)

    def _note_missing(self, headings: Sequence[Heading]) -> None:
        found = {heading.section for heading in headings}
        for section in self._form.sections:
            key = f"section:{section.key}"
            is_known = section.key in found or key in self._entries
            if section.numeral and not is_known and not self._texts.get(section.key):
                self._entries[f"missing:{section.key}"] = ""

    def _sign(self) -> None:
        """Unit, date and their like at the very end are basics, not text."""
        last = next(
            (
                self._texts[section.key]
                for section in reversed(self._form.text_sections)
                if self._texts.get(section.key)
            ),
            [],
        )
        closing = read_closing(last, self._said.get(Field.ORGANIZATION, ""))
        if not closing.paragraphs:
            return
        del last[-closing.paragraphs :]
        self._dropped[left_out.SIGNATURE] += closing.paragraphs
        for name, text in (
            (Field.PUBLICATION_DATE, closing.date),
            (Field.SIGNATORY, closing.signatory),
            (Field.CONTACT, closing.contact),
            (SIGNED, closing.organ),
        ):
            if text:
                self._said.setdefault(name, text)

    # ------------------------------------------------------------ the document

    def _recognition(
        self, fields: dict[str, str], loose: list[tuple[str, Line, str]]
    ) -> Recognition:
        inputs = {
            address: text
            for address, text in self._cells.items()
            if text and not self._form.cells[address].is_total and not is_unit(text)
        }
        parts = {Part.FIELDS: fields, Part.CELLS: inputs, Part.SOURCE: self._entries}
        document = Document(self._form, parts=parts)
        stated = stated_totals(document, self._cells, loose)
        for table, line, text in loose:
            name = self._form.section(table).heading
            self._unplaced.append((line.number, f"{text}（{name}，{line.where}）"))
        self._texts[UNPLACED] = [text for _, text in sorted(self._unplaced)]
        document = Document(self._form, parts={**parts, Part.STATED: stated}, texts=self._texts)
        self._mark_normalised(document)
        return Recognition(
            document,
            self._summary(document),
            dict(self._dropped),
            self._marks,
            self._source.texts(),
        )

    def _mark_normalised(self, document: Document) -> None:
        for cell in self._form.inputs:
            reading = document.parse(cell.address)
            if reading.problem:
                why = f"原文写的是“{reading.raw}”，不能作为这一格的数字，请改正。"
            elif reading.normalised and reading.number is not None:
                why = f"原文写的是“{reading.raw}”，读作 {format_number(reading.number)}。"
            else:
                continue
            self._marks[cell.address] = why
            self._notes.append(f"{cell.name}：{why}")

    def _summary(self, document: Document) -> list[str]:
        notes = [f"按 {self._form.name}（{self._form.authority}）读入。"]
        for key, table in self._form.tables.items():
            found = sum(cell.address in self._cells for cell in table.cells)
            blank = sum(
                cell.address in self._cells and not self._cells[cell.address]
                for cell in table.cells
            )
            words = f"{self._form.section(key).heading}：认出 {found} 格，共 {len(table.cells)} 格"
            notes.append(words + (f"，其中 {blank} 格原文留空。" if blank else "。"))
        for section in self._form.text_sections:
            if f"missing:{section.key}" in self._entries:
                notes.append(f"原文没有“{section.heading}”这一部分。")
            elif section.numeral:
                count = len(document.paragraphs(section.key))
                notes.append(f"{section.heading}：{count} 段文字。")
        notes += self._notes
        if count := len(document.paragraphs(UNPLACED)):
            notes.append(f"有 {count} 处内容没有找到位置，列在“没有归位的内容”里，请查看。")
        if self._dropped:
            kinds = "、".join(f"{kind} {count} 处" for kind, count in self._dropped.items())
            notes.append(f"按规则略去：{kinds}。")
        return notes
