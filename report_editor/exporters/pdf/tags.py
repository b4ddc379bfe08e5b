"""Tag the content of a PDF and write its structure tree (PDF 1.7, 14.6 to 14.8).

ReportLab writes no structure tree: this numbers what is drawn and adds the objects to its document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from report_editor.exporters.pdf.stream import Stream
from report_editor.exporters.typeset.structure import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from report_editor.exporters.typeset.structure import Element

Raw = Any  # ReportLab ships no types


class _Object(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of a PDF, already spelled."""

    def __init__(self) -> None:
        self.content = ""

    def format(self, _document: Raw) -> bytes:
        """Return the object as a PDF writes it."""
        return self.content.encode("ascii")


class Tagger:
    """Tags what a canvas draws, and writes the structure when all pages are drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Raw = canvas
        self._pages: list[list[Element]] = [[]]
        """Owners of the tagged content of each page, by its number (MCID)."""
        self._places: dict[Element, list[tuple[int, int]]] = {}
        """Page and number of the contents of each element."""

    def begin(self, owner: Element | Artifact) -> None:
        """Begin content of an element or a kind of artifact."""
        if isinstance(owner, Artifact):
            self._canvas._code.append(f"/Artifact {owner.value} BDC")  # noqa: SLF001
            return
        page = self._pages[-1]
        self._places.setdefault(owner, []).append((len(self._pages) - 1, len(page)))
        self._canvas._code.append(f"/{owner.role} <</MCID {len(page)}>> BDC")  # noqa: SLF001
        page.append(owner)

    def end(self) -> None:
        """End the content that was begun last."""
        self._canvas._code.append("EMC")  # noqa: SLF001

    def end_page(self) -> None:
        """End the page, whose content is read in the order of the structure."""
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]  # noqa: SLF001
        known = [name for name in page.__NoDefault__ if name != "Trans"]  # no page is a slide
        page.__NoDefault__ = [*known, "StructParents", "Tabs"]
        page.Contents = Stream(page.stream.encode("latin-1"), {})
        page.StructParents, page.Tabs = len(self._pages) - 1, pdfdoc.PDFName("S")
        self._pages.append([])

    def write_structure(self, root: Element) -> None:
        """Write the structure of the document, to be called once after the last page."""
        document = self._canvas._doc  # noqa: SLF001
        _Structure(document, self._pages[:-1], self._places).write(root)
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


class _Structure:
    """Objects of a structure tree."""

    def __init__(
        self,
        document: Raw,
        pages: list[list[Element]],
        places: dict[Element, list[tuple[int, int]]],
    ) -> None:
        self._document = document
        self._pages = pages
        self._places = places
        self._objects: dict[Element, _Object] = {}
        self._references: dict[Element, str] = {}
        self._page_references = [_spell(page, document) for page in document.Pages.pages]
        self._names: dict[Element, str] = {}
        """Identifiers of the header cells (ID), in their order."""

    def write(self, root: Element) -> None:
        elements = list(_iterate(root))
        tree = self._add()
        for element in elements:
            self._objects[element] = self._add()
            self._references[element] = _spell(self._objects[element], self._document)
            if element.role == "TH":
                self._names[element] = f"({len(self._names):05d})"
        refer = self._references.__getitem__
        parents = {child: refer(each) for each in elements for child in each.children}
        parents[root] = _spell(tree, self._document)
        for element in elements:
            self._objects[element].content = self._describe(element, parents[element])
        named = " ".join(f"{name} {refer(each)}" for each, name in self._names.items())
        numbered = "".join(
            f"{number} [{' '.join(map(refer, owners))}]\n"
            for number, owners in enumerate(self._pages)
        )
        tree.content = (
            f"<</Type /StructTreeRoot /K {refer(root)}\n"
            f"/ParentTree <</Nums [{numbered}]>> /ParentTreeNextKey {len(self._pages)}"
            f"{f' /IDTree <</Names [{named}]>>' if named else ''}>>"
        )
        self._document.Catalog.StructTreeRoot = tree

    def _add(self) -> _Object:
        made = _Object()
        self._document.Reference(made)
        return made

    def _describe(self, element: Element, parent: str) -> str:
        """Return a structure element (table 323)."""
        entries = [f"/S /{element.role} /P {parent}"]
        if name := self._names.get(element):
            entries.append(f"/ID {name}")
        if attributes := self._list_attributes(element):
            entries.append(f"/A <</O /Table {attributes}>>")
        children = [self._references[child] for child in element.children]
        if places := self._places.get(element, []):
            first = places[0][0]
            entries.append(f"/Pg {self._page_references[first]}")
            children += [
                str(number)
                if page == first
                else f"<</Type /MCR /Pg {self._page_references[page]} /MCID {number}>>"
                for page, number in places
            ]
        if children:
            entries.append(
                f"/K [{' '.join(children)}]" if len(children) > 1 else f"/K {children[0]}"
            )
        return f"<<{' '.join(entries)}>>"

    def _list_attributes(self, element: Element) -> str:
        """Return the attributes of a table or a cell (table 349)."""
        attributes = []
        if element.scope:
            attributes.append(f"/Scope /{element.scope}")
        if element.row_span > 1:
            attributes.append(f"/RowSpan {element.row_span}")
        if element.column_span > 1:
            attributes.append(f"/ColSpan {element.column_span}")
        if element.headers:
            names = "".join(self._names[header] for header in element.headers)
            attributes.append(f"/Headers [{names}]")
        if element.summary:
            attributes.append(f"/Summary <{spell_text(element.summary)}>")
        return " ".join(attributes)


def spell_text(text: str) -> str:
    """Return a text as the inside of a PDF's hexadecimal string."""
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def _iterate(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _iterate(child)


def _spell(thing: object, document: Raw) -> str:
    return str(document.Reference(thing).format(document).decode("ascii"))
