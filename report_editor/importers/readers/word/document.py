"""Reads Word files (.docx .docm): the final text, in order, with the numbers Word generates."""

from __future__ import annotations

import re

from report_editor.importers import left_out
from report_editor.importers.readers import limits
from report_editor.importers.readers.collect import Collector, Content, Grid, clean
from report_editor.importers.readers.ooxml import Element, Package, whole
from report_editor.importers.readers.word.list_numbers import Numbering, W, value
from report_editor.importers.source import ImportProblem, Source

_DELETED = frozenset(("del", "moveFrom"))
_THROUGH = frozenset({
    "ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple",
    "dir", "bdo", "ruby", "rubyBase", "oMath", "oMathPara",
})  # fmt: skip
"""What only stands around other content."""
_DROPPED_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF")
_MOST_COLUMNS = 1000
"""Of a grid; what spans more is hostile."""
_ON = (None, "1", "true", "on", "")
_WORD = re.compile(r"[A-Za-z0-9]")


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Reads a document.

    Args:
        data: The bytes of the file.
        name: Its name, unused.

    Raises:
        ImportProblem: it is damaged, encrypted, hostile, too large, or no document.
    """
    package = Package(data)
    main = package.main("word/document.xml")
    root = package.part(main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise ImportProblem("这个文件里没有 Word 文档的正文。请确认选对了文件。")
    parts: dict[str, str] = {}
    papers: list[str] = []
    for kind, path in package.related(main).values():
        if kind in ("header", "footer"):
            papers.append(path)
        else:
            parts[kind] = path
    numbering = Numbering(
        package.part(parts.get("numbering", "")), package.part(parts.get("styles", ""))
    )
    collector = Collector()
    walk = _Walk(numbering, collector)
    for kind in ("footnotes", "endnotes"):
        walk.add_notes(kind.removesuffix("s"), package.part(parts.get(kind, "")))
    walk.expect_fields(body)
    collector.add_content(walk.blocks(body))
    comments = package.part(parts.get("comments", ""))
    collector.drop(left_out.COMMENT, len(comments) if comments is not None else 0)
    for path in papers:
        collector.drop(left_out.PAPER, _lines_of(package.part(path)))
    if not collector.source.blocks:
        raise ImportProblem(
            "这个 Word 文件里没有可以读取的文字。"
            "如果内容是图片（例如扫描件），请先转换成文字再打开。"
        )
    return collector.source


def _lines_of(root: Element | None) -> int:
    """The lines of a header or footer that say anything."""
    if root is None:
        return 0
    return sum(
        any((text.text or "").strip() for text in line.iter(W + "t")) for line in root.iter(W + "p")
    )


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_on(properties: Element | None, name: str) -> bool:
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(W + "val") in _ON


class _Walk:
    """One reading of a document, from its first paragraph to its last."""

    def __init__(self, numbering: Numbering, collector: Collector) -> None:
        self._numbering = numbering
        self._drop = collector.drop
        self._notes: dict[tuple[str, str], Element] = {}
        self._fields: list[list[str]] = []
        """Open fields, innermost last: what their code says, and whether the result has begun."""
        self._fields_end = True
        self._carried = ""
        """Text of a paragraph whose end was deleted: it runs into the next."""
        self._depth = 0

    def expect_fields(self, body: Element) -> None:
        """Finds out whether every field ends; one that does not may swallow only a paragraph."""
        kinds = [mark.get(W + "fldCharType") for mark in body.iter(W + "fldChar")]
        self._fields_end = kinds.count("begin") == kinds.count("end")

    def add_notes(self, kind: str, root: Element | None) -> None:
        """Remembers footnotes or endnotes, which follow the paragraph that refers to them."""
        for note in root if root is not None else ():
            if note.get(W + "type") in (None, "normal"):
                self._notes[kind, note.get(W + "id", "")] = note

    def blocks(self, parent: Element) -> Content:
        """The paragraphs and tables of a body, a cell, a text box or a note."""
        self._depth += 1
        if self._depth > limits.MAX_NESTING:
            raise limits.TooLarge(f"表格嵌套超过 {limits.MAX_NESTING} 层")
        content: Content = []
        self._gather(parent, content)
        if self._carried:
            content.append(self._carried)
            self._carried = ""
        self._depth -= 1
        return content

    def _gather(self, parent: Element, content: Content) -> None:
        for child in parent:
            name = _local(child)
            if name == "p":
                self._paragraph(child, content)
            elif name == "tbl":
                content.append(self._table(child))
            elif name in _THROUGH:
                self._gather(child, content)
            elif name in _DELETED:
                self._drop(left_out.DELETED)
            elif name == "AlternateContent":
                self._gather(_alternative(child), content)

    # ------------------------------------------------------------------ tables

    def _table(self, table: Element) -> Grid:
        grid = Grid()
        open_merges: set[int] = set()
        """Grid columns in which a cell over several rows has begun."""
        for row in _through(table, "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self._drop(left_out.DELETED)
                continue
            column = min(whole(value(properties, "gridBefore")), _MOST_COLUMNS)
            cells: list[Content] = []
            for cell in _through(row, "tc"):
                own = cell.find(W + "tcPr")
                span = min(max(1, whole(value(own, "gridSpan"), 1)), _MOST_COLUMNS)
                merge = _merge(own, "vMerge")
                content = self.blocks(cell)
                continued = merge == "continue" and column in open_merges
                deleted = own is not None and own.find(W + "cellDel") is not None
                if merge is None:
                    open_merges.difference_update(range(column, column + span))
                else:
                    open_merges.add(column)
                column += span
                if deleted or continued or _merge(own, "hMerge") == "continue":
                    if any(not isinstance(item, str) or clean(item) for item in content):
                        self._drop(left_out.DELETED if deleted else left_out.HIDDEN_TEXT)
                    continue
                cells.append(content)
            grid.rows.append(cells)
        return grid

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph: Element, content: Content) -> None:
        properties = paragraph.find(W + "pPr")
        pieces: list[str] = []
        boxes: list[Element] = []
        notes: list[Element] = []
        self._inline(paragraph, pieces, boxes, notes)
        lines = "".join(pieces).split("\n")
        text = "".join(lines).strip()
        if text or self._carried:
            label = "" if self._carried else self._numbering.label(properties)
            if label and _WORD.match(label[-1]) and _WORD.match(text[:1]):
                label += " "
            lines[0] = self._carried + label + lines[0].lstrip()
            self._carried = ""
        else:
            self._numbering.label(properties)
        if not self._fields_end:
            self._fields.clear()
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and any(mark.find(W + name) is not None for name in _DELETED):
            self._carried = lines.pop()
        content.extend(line for line in lines if line.strip())
        for block in (*boxes, *notes):
            content.extend(self.blocks(block))

    def _inline(
        self, parent: Element, pieces: list[str], boxes: list[Element], notes: list[Element]
    ) -> None:
        for child in parent:
            name = _local(child)
            if name == "r":
                if _is_on(child.find(W + "rPr"), "vanish"):
                    if self._shows(child):
                        self._drop(left_out.HIDDEN_TEXT)
                else:
                    self._run(child, pieces, boxes, notes)
            elif name in _DELETED:
                self._drop(left_out.DELETED)
            elif name == "fldSimple" and _is_dropped(child.get(W + "instr", "")):
                self._drop(left_out.FIELD)
            elif name in _THROUGH:
                self._inline(child, pieces, boxes, notes)
            elif name == "AlternateContent":
                self._inline(_alternative(child), pieces, boxes, notes)

    @staticmethod
    def _shows(run: Element) -> bool:
        return any((text.text or "").strip() for text in run.iter(W + "t"))

    def _run(  # noqa: C901, PLR0912 - a list of what a run holds
        self, run: Element, pieces: list[str], boxes: list[Element], notes: list[Element]
    ) -> None:
        for child in run:
            name = _local(child)
            if name in ("fldChar", "instrText"):
                self._field(child, name)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes.get((name.removesuffix("Reference"), child.get(W + "id", "")))
                if note is not None:
                    notes.append(note)
            elif name == "AlternateContent":
                self._run(_alternative(child), pieces, boxes, notes)
            elif name == "ruby":
                self._inline(child, pieces, boxes, notes)
            elif name in ("drawing", "pict", "object"):
                boxes.extend(_text_boxes(child))
            elif not self._is_silent():
                if name == "t":
                    pieces.append((child.text or "").replace("\n", " "))
                elif name in ("tab", "ptab"):
                    pieces.append(" ")
                elif name in ("br", "cr"):
                    pieces.append("\n")
                elif name == "noBreakHyphen":
                    pieces.append("-")
                elif name == "sym":
                    pieces.append(_symbol(child))

    # ------------------------------------------------------------------ fields

    def _field(self, element: Element, name: str) -> None:
        kind = element.get(W + "fldCharType") if name == "fldChar" else ""
        if kind == "begin":
            self._fields.append(["", ""])
        elif not self._fields:
            return
        elif name == "instrText":
            self._fields[-1][0] += element.text or ""
        elif kind == "separate":
            self._fields[-1][1] = "result"
        elif kind == "end" and _is_dropped(self._fields.pop()[0]):
            self._drop(left_out.FIELD)

    def _is_silent(self) -> bool:
        """Whether what stands here is the code of a field, or a result that is dropped."""
        return any(not result or _is_dropped(code) for code, result in self._fields)


def _is_dropped(code: str) -> bool:
    word = code.split(maxsplit=1)[:1]
    return bool(word) and word[0].upper() in _DROPPED_FIELDS


def _merge(properties: Element | None, name: str) -> str | None:
    """``restart`` or ``continue``; None for a cell that is not merged this way."""
    found = value(properties, name)
    if found is None:
        return None
    return "restart" if found == "restart" else "continue"


def _alternative(element: Element) -> Element:
    """The first way of writing down that holds text, of several that say the same."""
    choices = [child for child in element if _local(child) in ("Choice", "Fallback")]
    for choice in choices:
        if next(choice.iter(W + "t"), None) is not None:
            return choice
    return choices[0] if choices else element


def _text_boxes(drawing: Element) -> list[Element]:
    """The text boxes of a drawing, each once; one inside another is read with it."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if _local(element) == "txbxContent":
            found.append(element)
            continue
        around = _alternative(element) if _local(element) == "AlternateContent" else element
        waiting.extend(reversed(list(around)))
    return found


def _through(parent: Element, wanted: str) -> list[Element]:
    """The rows of a table or the cells of a row, whatever stands around them."""
    found: list[Element] = []
    for child in parent:
        name = _local(child)
        if name == wanted:
            found.append(child)
        elif name in _THROUGH:
            found.extend(_through(child, wanted))
    return found


def _symbol(element: Element) -> str:
    """A sign of a font; those of a picture font stand for no text."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 < code < 0xD800 else ""
