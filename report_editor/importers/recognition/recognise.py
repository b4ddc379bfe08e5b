"""Recognise a report in a source: what each paragraph and each table row of it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from report_editor.common.check_code import is_check_code_line
from report_editor.document import UNPLACED, Document, Field, Part, format_number
from report_editor.forms import SectionKind
from report_editor.importers import left_out
from report_editor.importers.left_out import LeftOut
from report_editor.importers.page_numbers import (
    find_certain_pages,
    is_bare_number,
)
from report_editor.importers.problem import ImportProblem
from report_editor.importers.recognised import Recognition
from report_editor.importers.recognition import site_lines
from report_editor.importers.recognition.edition import find_edition
from report_editor.importers.recognition.ending import read_ending
from report_editor.importers.recognition.fields import SIGNED, fill_fields
from report_editor.importers.recognition.folding import fold, split_number
from report_editor.importers.recognition.front_matter import read_front_matter
from report_editor.importers.recognition.ledger import find_unaccounted
from report_editor.importers.recognition.placement import Placement, place_values
from report_editor.importers.recognition.radicals import replace_radicals
from report_editor.importers.recognition.refusals import describe_other_document
from report_editor.importers.recognition.run_in_titles import find_answer, rejoin_rows, split_titles
from report_editor.importers.recognition.section_headings import Heading, find_outline
from report_editor.importers.recognition.sentences import is_inner_heading
from report_editor.importers.recognition.source_rows import list_rows
from report_editor.importers.recognition.summary import list_texts, summarise
from report_editor.importers.recognition.titles import find_title
from report_editor.importers.recognition.totals import find_stated_totals, is_unit
from report_editor.importers.recognition.vocabulary import get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_editor.forms import Address, Section
    from report_editor.importers.recognition.source_rows import SourceRow
    from report_editor.importers.source import Source

_LONGEST_SHOWN = 30
"""Characters of a paragraph in a note."""


def recognise(source: Source) -> Recognition:
    """Make a document of a source.

    Raises:
        ImportProblem: nothing in it looks like the report.
    """
    return _Recogniser(source).recognise()


def _is_problem_heading(text: str) -> bool:
    return bool(split_number(text).style) and "问题" in fold(text) and len(text) <= 30


def _describe(text: str, where: str) -> str:
    """Return a text with its position in the source."""
    return f"{text}（{where}）" if where else text


class _Recogniser:
    def __init__(self, source: Source) -> None:
        self._source, radicals = replace_radicals(source)
        self._left_out = [*source.left_out]
        self._notes: list[str] = []
        if radicals:
            what = "写成了部首（如“⼯”）或者兼容字形，已换成普通汉字。"
            self._notes.append(f"原文有 {radicals} 个字{what}")
        self._marks: dict[Address, str] = {}
        self._lines: dict[Address, int] = {}
        self._facts: dict[str, str] = {}
        """Facts about the report as a whole, see :mod:`.fields`."""
        self._texts: dict[str, list[str]] = {}
        self._text_rows: dict[str, list[SourceRow]] = {}
        """For the sections of text the row of each paragraph, as read."""
        self._entries: dict[str, str] = {}
        """Entries of Part.SOURCE."""
        self._unplaced: list[tuple[SourceRow, str]] = []
        self._cells: dict[Address, str] = {}
        self._taken: list[str] = []
        """Texts of the source that stand in the document as the form's: titles, labels."""
        self._all_rows = list_rows(self._source)
        self._rows = split_titles(self._drop_folios(self._all_rows))
        self._taken += [row.glue for row in self._rows if row.glue]
        self._form = find_edition(self._rows)

    def recognise(self) -> Recognition:
        titles = {heading.row for heading in find_outline(self._rows, self._form).headings}
        rows = rejoin_rows(self._rows, titles)
        self._rows = [replace(row, number=number) for number, row in enumerate(rows)]
        found = find_outline(self._rows, self._form)  # anew: the numbers are others now
        zones = self._split_zones(found.headings)
        self._read_front(zones.pop("", []), set(found.others))
        for heading in found.headings:
            if answer := find_answer(heading.title):
                row = replace(self._rows[heading.row], cells=(answer,))
                zones[heading.section] = [row, *zones[heading.section]]
                self._taken.append(heading.title.removesuffix(answer))
            else:
                self._note_title(heading)
        loose: list[tuple[str, SourceRow, str]] = []
        for section in self._form.sections:
            zone = zones.get(section.key, [])
            if section.kind is SectionKind.TABLE:
                placement = self._read_table(section, zone, found.others)
                loose += [(section.key, row, text) for row, text in placement.loose]
            elif section.numeral:
                self._read_text(section, zone)
        if not any(self._cells.values()) and (
            problem := describe_other_document(self._rows, found.headings, self._source.title)
        ):
            raise ImportProblem(problem)
        self._find_lost_overview(zones)
        self._find_lost_problems(zones)
        self._note_missing(found.headings)
        self._read_ending(found.headings)
        texts = [text for paragraphs in self._texts.values() for text in paragraphs]
        preamble = self._texts[self._form.preamble.key]
        fields, guessed = fill_fields(self._form, self._facts, preamble, texts)
        self._marks |= guessed
        self._notes += guessed.values()
        return self._build_recognition(fields, loose)

    def _drop_folios(self, rows: list[SourceRow]) -> list[SourceRow]:
        """Leave out page numbers and the check code of a paper of this program."""
        lines = ["" if len(row.cells) > 1 else row.single_text for row in rows]
        certain = find_certain_pages(lines)
        kept = []
        for index, row in enumerate(rows):
            if index in certain:
                self._leave_out(left_out.PAGE_NUMBER, row)
                continue
            if is_check_code_line(lines[index]):
                self._leave_out(left_out.CHECK_CODE, row)
                continue
            kept.append(row)
            is_furniture = bool(site_lines.classify_noise(row.single_text))
            for name, found in site_lines.read_facts(row, is_furniture=is_furniture).items():
                self._facts.setdefault(name, found)
        return kept

    def _leave_out(self, kind: str, row: SourceRow, text: str = "") -> None:
        self._left_out.append(LeftOut(kind, text or row.text, row.where))

    def _drop_noise(self, rows: list[SourceRow]) -> list[SourceRow]:
        """Leave out what a site prints between lines of text; never inside a table."""
        kept = []
        for row in rows:
            if kind := site_lines.classify_noise(row.single_text):
                self._leave_out(kind, row)
            else:
                kept.append(row)
        return kept

    def _split_zones(self, headings: Sequence[Heading]) -> dict[str, list[SourceRow]]:
        """Return the rows of each section; the preamble's under an empty key."""
        ends = [*(heading.row for heading in headings), len(self._rows)]
        zones = {"": self._rows[: ends[0]]}
        for heading, end in zip(headings, ends[1:], strict=True):
            zones[heading.section] = self._rows[heading.content : end]
        return zones

    def _read_front(self, zone: list[SourceRow], titles: set[int]) -> None:
        """Read title and preamble."""
        below = [row.single_text for row in self._rows[len(zone) :] if row.single_text]
        front = read_front_matter(self._drop_noise(zone), titles, below)
        self._texts[self._form.preamble.key] = front.preamble
        for kind, row in front.dropped:
            self._leave_out(kind, row)
        self._taken += front.title_texts
        self._unplaced += [(row, row.text) for row in front.unplaced]
        if front.date:
            self._facts.setdefault(Field.PUBLICATION_DATE, front.date)
        title = front.title or find_title(self._source.title)
        if title and title.year:
            self._facts[Field.YEAR] = str(title.year)
        if title and title.organization:
            self._facts[Field.ORGANIZATION] = title.organization
        if front.title and front.title.year:
            self._facts[Field.TITLE] = front.title.text
        elif front.title:
            self._left_out.append(LeftOut(left_out.HEADLINE, front.title.text))

    def _note_title(self, heading: Heading) -> None:
        self._taken.append(heading.title)
        section = self._form.section(heading.section)
        given = split_number(heading.title)
        is_right = given.core == split_number(section.title).core
        is_right = is_right and given.number in ("", section.numeral)
        if heading.title and not is_right:
            self._entries[f"section:{section.key}"] = heading.title

    def _read_text(self, section: Section, rows: list[SourceRow]) -> None:
        paragraphs = self._text_rows.setdefault(section.key, [])
        for row in self._drop_noise(rows):
            if row.single_text and not is_bare_number(row.single_text):
                paragraphs.append(row)
            elif row.text:
                self._unplaced.append((row, row.text))
        self._texts[section.key] = [row.single_text for row in paragraphs]

    def _read_table(
        self, section: Section, zone: list[SourceRow], titles: dict[int, str]
    ) -> Placement:
        rows = []
        for row in zone:
            if titles.get(row.number) == section.key and not is_inner_heading(row.single_text):
                self._leave_out(left_out.TITLE, row)
            elif len(row.cells) == 1 and site_lines.classify_noise(row.single_text):
                self._unplaced.append((row, row.text))
            else:
                rows.append(row)
        placement = place_values(rows, get_vocabulary(self._form, section.key))
        self._cells.update(placement.cells)
        self._lines.update(placement.lines)
        self._entries |= {f"label:{section.key}.{k}": v for k, v in placement.labels.items()}
        for key, label in placement.merged.items():
            self._entries[f"merged:{section.key}.{key}"] = label
            self._mark(section.key, [key], f"原文只有一行“{label}”，数字都放在这一行，请分开填写。")
        for key, label in placement.labels.items():
            self._mark(section.key, [key], f"原文写作“{label}”，按意思放在这一行，请核对。")
        if placement.torn:
            why = "原文里数字和行名分开了，按前后顺序和总计放回，请核对。"
            self._mark(section.key, placement.torn, why)
        for key, text in placement.followed.items():
            why = f"原文下一行只有一个没有行名的数字“{text}”，可能是这一行的一部分，请核对。"
            self._mark(section.key, [key], why)
        if placement.shifted:
            why = "原文这几行的格子左右错开了，按行名所在的列移回，请核对。"
            self._mark(section.key, placement.shifted, why)
        self._unplaced += placement.unplaced
        self._taken += placement.taken
        for row, text in placement.subtotals:
            self._leave_out(left_out.SUBTOTAL, row, text)
        for item in placement.copies:
            self._leave_out(left_out.COPY, item.rows[0], item.text)
        for row, text in placement.pieces:
            self._leave_out(left_out.WORDS, row, text)
        return placement

    def _mark(self, table: str, keys: Sequence[str], why: str) -> None:
        rows = [self._form.tables[table].row(key) for key in keys]
        for row in rows:
            self._marks |= {f"{table}.{row.key}.{column}": why for column in row.columns}
        self._notes.append(f"{'、'.join(row.short for row in rows)}：{why}")

    def _find_lost_overview(self, zones: dict[str, list[SourceRow]]) -> None:
        """Take text of the preamble that begins with a topic of 一, where its title is missing."""
        overview = next((each for each in self._form.text_sections if each.topics), None)
        front = self._texts[self._form.preamble.key]
        if overview is None or overview.key in zones:
            return
        topics = tuple(fold(topic) for topic in overview.topics)
        for start, given in enumerate(map(split_number, front)):
            if given.style and given.core.startswith(topics):
                self._texts[overview.key] = front[start:]
                del front[start:]
                self._note_lost(overview)
                return

    def _note_lost(self, section: Section) -> None:
        first = self._texts[section.key][0]
        shown = first if len(first) <= _LONGEST_SHOWN else f"{first[:_LONGEST_SHOWN]}…"
        why = f"原文没有“{section.heading}”这个标题，从“{shown}”开始的文字放进了这一部分，请核对。"
        self._marks[section.key] = why
        self._notes.append(why)

    def _find_lost_problems(self, zones: dict[str, list[SourceRow]]) -> None:
        """Take text behind the last table that begins with a heading on problems, without 五."""
        texts = self._form.text_sections
        problems = next((each for each in texts if "问题" in each.title), None)
        if problems is None or self._texts.get(problems.key) or problems.key in zones:
            return
        tables = [s.key for s in self._form.sections if s.kind is SectionKind.TABLE]
        zone = next((zones[key] for key in reversed(tables) if key in zones), [])
        rows = [row for row in zone if row.single_text]
        while rows and not _is_problem_heading(rows[0].single_text):
            del rows[0]
        if rows:
            numbers = {row.number for row in rows}
            self._unplaced = [each for each in self._unplaced if each[0].number not in numbers]
            self._text_rows[problems.key] = rows
            self._texts[problems.key] = [row.single_text for row in rows]
            self._entries[f"section:{problems.key}"] = rows[0].single_text
            self._note_lost(problems)

    def _note_missing(self, headings: Sequence[Heading]) -> None:
        found = {heading.section for heading in headings}
        for section in self._form.sections:
            key = f"section:{section.key}"
            is_known = section.key in found or key in self._entries
            if section.numeral and not is_known and not self._texts.get(section.key):
                self._entries[f"missing:{section.key}"] = ""

    def _read_ending(self, headings: Sequence[Heading]) -> None:
        """Take organ, date and the like at the very end for fields, not for text."""
        keys = [each.key for each in self._form.sections]
        filled = [key for key in keys if self._text_rows.get(key)]
        last = headings[-1].section if headings else keys[0]
        if not filled or keys.index(filled[-1]) < keys.index(last):
            return  # the source ends with a table
        rows, texts = self._text_rows[filled[-1]], self._texts[filled[-1]]
        ending = read_ending(texts, self._facts.get(Field.ORGANIZATION, ""))
        for index, row in enumerate(rows[ending.text :], ending.text):
            if index in ending.signed:
                self._leave_out(left_out.SIGNATURE, row)
            else:
                self._unplaced.append((row, row.text))
        del texts[ending.text :]
        closing = ending.closing
        for name, text in (
            (Field.PUBLICATION_DATE, closing.date),
            (Field.SIGNATORY, closing.signatory),
            (Field.CONTACT, closing.contact),
            (SIGNED, closing.organ),
        ):
            if text:
                self._facts.setdefault(name, text)

    def _build_recognition(
        self, fields: dict[str, str], loose: list[tuple[str, SourceRow, str]]
    ) -> Recognition:
        inputs = {
            address: text
            for address, text in self._cells.items()
            if text and not self._form.cells[address].is_total and not is_unit(text)
        }
        parts = {Part.FIELDS: fields, Part.CELLS: inputs, Part.SOURCE: self._entries}
        document = Document(self._form, parts=parts)
        self._list_unaccounted(loose)
        stated = find_stated_totals(document, self._cells, loose)
        listed = [(row.number, _describe(text, row.where)) for row, text in self._unplaced]
        for table, row, text in loose:
            name = self._form.section(table).heading
            listed.append((row.number, _describe(text, f"{name}，{row.where}")))
        self._texts[UNPLACED] = [text for _, text in sorted(listed)]
        document = Document(self._form, parts={**parts, Part.STATED: stated}, texts=self._texts)
        self._mark_normalised(document)
        notes = summarise(document, self._cells, self._notes, self._left_out)
        texts = list_texts(self._source, self._left_out)
        return Recognition(document, notes, self._left_out, self._marks, self._lines, texts)

    def _list_unaccounted(self, loose: list[tuple[str, SourceRow, str]]) -> None:
        """List the rows of which a stage lost something, so that nothing is ever lost."""
        accounted = [*self._taken, *self._cells.values()]
        accounted += [text for paragraphs in self._texts.values() for text in paragraphs]
        accounted += [entry.text for entry in self._left_out[len(self._source.left_out) :]]
        accounted += [text for _, text in self._unplaced] + [text for _, _, text in loose]
        lost = find_unaccounted(self._all_rows, accounted)
        self._unplaced += [(row, row.text) for row in lost]
        if lost:
            self._notes.append(f"有 {len(lost)} 行文字没有读全，整行列在“没找到位置的内容”里。")

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
