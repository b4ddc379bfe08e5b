"""Read Word files (.docx .docm): the final text, in order, with the numbers Word generates.

python-docx, which writes Word files here, gives no list numbers, revisions or text boxes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from report_editor.importers import left_out
from report_editor.importers.problem import ImportProblem
from report_editor.importers.readers import limits
from report_editor.importers.readers.collect import Collector, Content, Grid, clean, raise_digits
from report_editor.importers.readers.word.list_numbers import Numbering, read_value
from report_editor.ooxml.package import MEMORY_OF_READER, Package
from report_editor.ooxml.parse import WORD as W
from report_editor.ooxml.parse import parse_number
from report_editor.ooxml.problems import PackageProblem

if TYPE_CHECKING:
    from report_editor.importers.source import Source
    from report_editor.ooxml.parse import Element

_DELETED = frozenset(("del", "moveFrom"))
_THROUGH = frozenset({
    "ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple",
    "dir", "bdo", "ruby", "rubyBase", "oMath", "oMathPara",
})  # fmt: skip
"""Elements that only stand around other content."""
_DROPPED_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF")
_MAX_COLUMNS = 1000
"""Columns of a grid; a cell that spans more is hostile."""
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNSEEN = {
    "vanish": left_out.HIDDEN_TEXT,
    "strike": left_out.DELETED,
    "dstrike": left_out.DELETED,
}
"""Looks of text that a reader of the paper does not take for the document's."""
_ON = (None, "1", "true", "on", "")
_WORD = re.compile(r"[A-Za-z0-9]")


def read(data: bytes, name: str) -> Source:  # noqa: ARG001 - every reader is called alike
    """Read a document.

    Raises:
        ImportProblem: It is damaged, encrypted, hostile, too large, or no document.
    """
    try:
        return _read(Package(data, MEMORY_OF_READER))
    except PackageProblem as problem:
        raise ImportProblem(str(problem)) from problem


def _read(package: Package) -> Source:
    main = package.main_part("word/document.xml")
    root = package.find_xml(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise ImportProblem("这个文件里没有 Word 文档的正文。请确认选对了文件。")
    relations = package.relations(main).values()
    parts = {relation.kind: relation.part for relation in relations}

    def find(kind: str) -> Element | None:
        return package.find_xml(parts.get(kind, ""))

    collector = Collector()
    styles = find("styles")
    walk = _Walk(Numbering(find("numbering"), styles), _find_title_styles(styles), collector)
    for kind in ("footnotes", "endnotes"):
        walk.add_notes(kind.removesuffix("s"), find(kind))
    walk.expect_fields(body)
    collector.add_content(walk.read_blocks(body))
    comments = find("comments")
    for comment in () if comments is None else comments:
        collector.drop(left_out.COMMENT, text=_read_text(comment))
    for relation in relations:
        is_paper = relation.kind in ("header", "footer")
        paper = package.find_xml(relation.part) if is_paper else None
        lines = () if paper is None else paper.iter(W + "p")
        for line in filter(_has_text, lines):
            collector.drop(left_out.PAPER, text=_read_text(line))
    if not collector.source.blocks:
        raise ImportProblem(
            "这个 Word 文件里没有可以读取的文字。"
            "如果内容是图片（例如扫描件），请先转换成文字再打开。"
        )
    return collector.source


def _find_title_styles(styles: Element | None) -> frozenset[str]:
    """Return the identifiers of Word's own style for titles; each language has another."""
    listed = () if styles is None else styles.iterfind(W + "style")
    return frozenset(
        each.get(W + "styleId", "")
        for each in listed
        if (read_value(each, "name") or "").casefold() == "title"
    )


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _has(element: Element, *path: str) -> bool:
    return element.find("/".join(W + name for name in path)) is not None


def _has_text(element: Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(W + "t"))


def _read_text(element: Element) -> str:
    """Return all text of an element, deleted text too."""
    return "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))


class _Walk:
    """One reading of a document, from its first paragraph to its last."""

    def __init__(
        self, numbering: Numbering, title_styles: frozenset[str], collector: Collector
    ) -> None:
        self._numbering = numbering
        self._title_styles = title_styles
        self._drop = collector.drop
        self._notes: dict[tuple[str, str], Element] = {}
        self._fields: list[list[str]] = []
        """Code of each open field, innermost last, ``result`` once its result has begun, and that
        result where it is dropped."""
        self._fields_end = True
        self._carried = ""
        """Text of a paragraph whose end was deleted: it runs into the next."""
        self._depth = 0

    def expect_fields(self, body: Element) -> None:
        """Note whether every field ends; one that does not may swallow only a paragraph."""
        kinds = [mark.get(W + "fldCharType") for mark in body.iter(W + "fldChar")]
        self._fields_end = kinds.count("begin") == kinds.count("end")

    def add_notes(self, kind: str, root: Element | None) -> None:
        """Remember footnotes or endnotes, which follow the paragraph that refers to them."""
        for note in root if root is not None else ():
            if note.get(W + "type") in (None, "normal"):
                self._notes[kind, note.get(W + "id", "")] = note

    def read_blocks(self, parent: Element) -> Content:
        """Return the paragraphs and tables of a body, a cell, a text box or a note."""
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
                self._read_paragraph(child, content)
            elif name == "tbl":
                content.append(self._read_table(child))
            elif name in _THROUGH:
                self._gather(child, content)
            elif name in _DELETED:
                self._drop(left_out.DELETED, text=_read_text(child))
            elif name == "AlternateContent":
                self._gather(_choose_alternative(child), content)

    def _read_table(self, table: Element) -> Grid:
        grid = Grid()
        open_merges: set[int] = set()
        """Columns of the grid in which a cell over several rows has begun."""
        for row in _find_through(table, "tr"):
            if _has(row, "trPr", "del"):
                self._drop(left_out.DELETED, text=_read_text(row))
                continue
            column = min(parse_number(read_value(row, "trPr", "gridBefore")), _MAX_COLUMNS)
            cells: list[Content] = []
            for cell in _find_through(row, "tc"):
                span = parse_number(read_value(cell, "tcPr", "gridSpan"), 1)
                span = min(max(1, span), _MAX_COLUMNS)
                # Of a merged cell "restart" is the first; anything else continues it.
                down, right = (read_value(cell, "tcPr", name) for name in ("vMerge", "hMerge"))
                content = self.read_blocks(cell)
                is_covered = down not in (None, "restart") and column in open_merges
                is_covered = is_covered or right not in (None, "restart")
                is_deleted = _has(cell, "tcPr", "cellDel")
                if down is None:
                    open_merges.difference_update(range(column, column + span))
                else:
                    open_merges.add(column)
                column += span
                if not is_deleted and not is_covered:
                    cells.append(content)
                elif any(not isinstance(item, str) or clean(item) for item in content):
                    kind = left_out.DELETED if is_deleted else left_out.HIDDEN_TEXT
                    self._drop(kind, text=_read_text(cell))
            grid.rows.append(cells)
        return grid

    def _read_paragraph(self, paragraph: Element, content: Content) -> None:
        pieces: list[str] = []
        following: list[Element] = []
        """Text boxes and notes, which are read after the paragraph."""
        self._read_inline(paragraph, pieces, following)
        lines = "".join(pieces).split("\n")
        text = "".join(lines).strip()
        if read_value(paragraph, "pPr", "pStyle") in self._title_styles:
            lines = [text]  # a long name is broken where it looks well
        label = "" if self._carried else self._numbering.label(paragraph)
        if text or self._carried:
            if label and _WORD.match(label[-1]) and _WORD.match(text[:1]):
                label += " "
            lines[0] = self._carried + label + lines[0].lstrip()
            self._carried = ""
        if not self._fields_end:
            self._fields.clear()
        if any(_has(paragraph, "pPr", "rPr", name) for name in _DELETED):
            self._carried = lines.pop()
        content.extend(line for line in lines if line.strip())
        for block in following:
            content.extend(self.read_blocks(block))

    def _read_inline(self, parent: Element, pieces: list[str], following: list[Element]) -> None:
        for child in parent:
            name = _local(child)
            if name == "r":
                kind = _find_kind_dropped(child)
                if not kind:
                    self._read_run(child, pieces, following)
                elif _has_text(child):
                    self._drop(kind, text=_read_text(child))
            elif name in _DELETED:
                self._drop(left_out.DELETED, text=_read_text(child))
            elif name == "fldSimple" and _is_dropped(child.get(W + "instr", "")):
                self._drop(left_out.FIELD, text=_read_text(child))
            elif name in _THROUGH:
                self._read_inline(child, pieces, following)
            elif name == "AlternateContent":
                self._read_inline(_choose_alternative(child), pieces, following)

    def _read_run(self, run: Element, pieces: list[str], following: list[Element]) -> None:
        for child in run:
            name = _local(child)
            if name in ("fldChar", "instrText"):
                self._follow_field(child, name)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes.get((name.removesuffix("Reference"), child.get(W + "id", "")))
                following.extend([] if note is None else [note])
            elif name == "AlternateContent":
                self._read_run(_choose_alternative(child), pieces, following)
            elif name == "ruby":
                self._read_inline(child, pieces, following)
            elif name in ("drawing", "pict", "object"):
                following.extend(_find_text_boxes(child))
            elif self._is_silent():
                self._keep_result(child.text or "" if name == "t" else "")
            else:
                text = (child.text or "").replace("\n", " ") if name == "t" else ""
                text = raise_digits(text) if _is_raised(run) else text
                symbol = _read_symbol(child) if name == "sym" else ""
                pieces.append(_CHARACTERS.get(name, text + symbol))

    def _follow_field(self, element: Element, name: str) -> None:
        kind = element.get(W + "fldCharType") if name == "fldChar" else ""
        if kind == "begin":
            self._fields.append(["", "", ""])
        elif not self._fields:
            return
        elif name == "instrText":
            self._fields[-1][0] += element.text or ""
        elif kind == "separate":
            self._fields[-1][1] = "result"
        elif kind == "end":
            code, _, result = self._fields.pop()
            self._drop(left_out.FIELD, int(_is_dropped(code)), result)

    def _is_silent(self) -> bool:
        """Check whether the text here is the code of a field, or a result that is dropped."""
        return any(not result or _is_dropped(code) for code, result, _ in self._fields)

    def _keep_result(self, text: str) -> None:
        """Add the text of a result that is dropped to its field."""
        dropped = (each for each in self._fields if each[1] and _is_dropped(each[0]))
        for each in islice(dropped, 1):
            each[2] += text


def _find_kind_dropped(run: Element) -> str:
    """Return the kind under which a run is left out; empty where it is kept."""
    look = run.find(W + "rPr")
    for name, kind in _UNSEEN.items() if look is not None else ():
        mark = look.find(W + name)
        if mark is not None and mark.get(W + "val") in _ON:
            return kind
    return ""


def _is_raised(run: Element) -> bool:
    return read_value(run, "rPr", "vertAlign") == "superscript"


def _is_dropped(code: str) -> bool:
    word = code.split(maxsplit=1)[:1]
    return bool(word) and word[0].upper() in _DROPPED_FIELDS


def _choose_alternative(element: Element) -> Element:
    """Return the first of several equal contents that holds text."""
    choices = [child for child in element if _local(child) in ("Choice", "Fallback")]
    full = [choice for choice in choices if choice.find(f".//{W}t") is not None]
    return next(iter(full or choices), element)


def _find_text_boxes(drawing: Element) -> list[Element]:
    """Return the text boxes of a drawing, each once; one inside another is read with it."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if _local(element) == "AlternateContent":
            element = _choose_alternative(element)
        if _local(element) == "txbxContent":
            found.append(element)
        else:
            waiting.extend(reversed(element))
    return found


def _find_through(parent: Element, wanted: str) -> list[Element]:
    """Return the rows of a table or the cells of a row, whatever stands around them."""
    found: list[Element] = []
    for child in parent:
        name = _local(child)
        if name == wanted:
            found.append(child)
        elif name in _THROUGH:
            found.extend(_find_through(child, wanted))
    return found


def _read_symbol(element: Element) -> str:
    """Return a sign of a font; those of a picture font stand for no text."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 < code < 0xD800 else ""
