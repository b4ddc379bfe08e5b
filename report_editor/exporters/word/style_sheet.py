"""Describe the styles of a Word file: the types and sizes of GB/T 9704-2012 by their purpose.

Whoever goes on writing in Word finds them in its list of styles, under its own names.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from report_editor.exporters.fonts.typefaces import FontRole
from report_editor.exporters.typeset.page import (
    BODY_SIZE,
    CELL,
    FOLIO_SIZE,
    LINE,
    TITLE_LINE,
    TITLE_SIZE,
)
from report_editor.exporters.word.elements import Element, make, to_half_points, to_twips
from report_editor.exporters.word.font_names import make_font_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE, SIGNATURE, FOOTER, HEADER = "Title", "Signature", "Footer", "Header"
CELL_TEXT, CELL_HEADING, GRID = "TableText", "TableHeading", "TableGrid"
"""Identifiers of styles; those of Word's own are the ones that Word gives them."""
CELL_SIZE = 10.5
"""五号, size of the text of a cell unless its run says otherwise."""
CELL_LEADING = 1.22
"""Height of a line of text in a cell, in em."""

GRID_LINE = floor(20 * LINE) / 20
"""Height of a line in whole twips. What stands between lines is a multiple of it: LibreOffice
begins each paragraph on a line of the grid, and after a twip too much on the next."""
_CONDENSED = floor(20 * (CELL - BODY_SIZE))
"""Twips added to each character, so that 28 of 16 points stand in a line of 156 mm."""
_FRAME = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
"""A line of half a point."""


def name_heading(level: int) -> str:
    """Return the identifier of the style of a heading, 1 for the section's."""
    return f"Heading{level}"


def name_run_in_heading(level: int) -> str:
    """Return the identifier of the style of a heading that text of its paragraph follows."""
    return f"{name_heading(level)}Char"


HEADING_ROLES = (FontRole.HEADING, FontRole.SUBHEADING, FontRole.BODY, FontRole.BODY)
"""Types of the headings 一、 （一） 1. （1）."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: what it has otherwise than the one it is based on."""

    key: str
    name: str
    based_on: str
    priority: int
    paragraph: Sequence[Element] = ()
    text: Sequence[Element] = ()
    linked: str = ""
    """Character style of the same look."""
    is_own: bool = False
    """True if Word has no style of this name."""

    def make(self) -> Element:
        """Return the style as an element."""
        own: dict[str, object] = {"customStyle": 1} if self.is_own else {}
        following = [make("next", val="Normal")] if self.key.startswith(("Head", "Tit")) else []
        return make(
            "style",
            make("name", val=self.name),
            make("basedOn", val=self.based_on),
            *following,
            *([make("link", val=self.linked)] if self.linked else []),
            make("uiPriority", val=self.priority),
            make("qFormat"),
            make("pPr", *self.paragraph),
            make("rPr", *self.text),
            type="paragraph",
            **own,
            styleId=self.key,
        )


def make_style_sheet(language: str) -> Element:
    """Return all styles of a file.

    Args:
        language: Language of the Chinese texts, ``zh-CN`` or ``zh-TW``.
    """
    levels = range(1, len(HEADING_ROLES) + 1)
    return make(
        "styles",
        _make_defaults(language),
        _make_normal(),
        make(
            "style",
            make("name", val="Default Paragraph Font"),
            make("uiPriority", val=1),
            make("semiHidden"),
            make("unhideWhenUsed"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        *_make_table_styles(),
        *(each.make() for each in (*map(_describe_heading, levels), *_describe_others())),
        *map(_make_run_in_heading, levels),
    )


def _make_defaults(language: str) -> Element:
    text = make(
        "rPr",
        make_font_choice(FontRole.BODY),
        *_make_sizes(BODY_SIZE),
        make("lang", val="en-US", eastAsia=language, bidi="ar-SA"),
    )
    return make("docDefaults", make("rPrDefault", text), make("pPrDefault"))


def _make_sizes(size: float) -> list[Element]:
    half = to_half_points(size)
    return [make("sz", val=half), make("szCs", val=half)]


def _make_normal() -> Element:
    """Return the style of body text: it breaks and spreads lines as the PDF does."""
    return make(
        "style",
        make("name", val="Normal"),
        make("qFormat"),
        make(
            "pPr",
            make("widowControl", val=0),
            make("overflowPunct", val=0),
            make("autoSpaceDE", val=0),
            make("autoSpaceDN", val=0),
            make("spacing", before=0, after=0),
            make("ind", firstLineChars=200, firstLine=to_twips(2 * BODY_SIZE)),
            make("jc", val="both"),
        ),
        make("rPr", make("spacing", val=_CONDENSED)),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _describe_heading(level: int) -> _Style:
    return _Style(
        name_heading(level),
        f"heading {level}",
        "Normal",
        9,
        [make("keepNext"), make("outlineLvl", val=level - 1)],
        [make_font_choice(HEADING_ROLES[level - 1])],
        linked=name_run_in_heading(level),
    )


def _make_run_in_heading(level: int) -> Element:
    return make(
        "style",
        make("name", val=f"Heading {level} Char"),
        make("basedOn", val="DefaultParagraphFont"),
        make("link", val=name_heading(level)),
        make("uiPriority", val=9),
        make("rPr", make_font_choice(HEADING_ROLES[level - 1])),
        type="character",
        customStyle=1,
        styleId=name_run_in_heading(level),
    )


def _describe_others() -> list[_Style]:
    def flush(align: str) -> list[Element]:
        return [make("ind", firstLineChars=0, firstLine=0), make("jc", val=align)]

    def exact(height: float, align: str) -> list[Element]:
        line = make("spacing", line=to_twips(height), lineRule="exact")
        return [make("snapToGrid", val=0), line, *flush(align)]

    def typed(role: FontRole, size: float) -> list[Element]:
        return [make_font_choice(role), make("spacing", val=0), *_make_sizes(size)]

    line = CELL_LEADING * CELL_SIZE
    title = [make("keepNext"), *exact(TITLE_LINE, "center")]
    table = typed(FontRole.TABLE, CELL_SIZE)
    heading = [make_font_choice(FontRole.HEADING)]
    folio = typed(FontRole.TABLE, FOLIO_SIZE)
    mark = typed(FontRole.HEADING, BODY_SIZE)
    return [
        _Style(TITLE, "Title", "Normal", 10, title, typed(FontRole.TITLE, TITLE_SIZE)),
        _Style(SIGNATURE, "Signature", "Normal", 20, flush("center")),
        _Style(FOOTER, "footer", "Normal", 99, exact(1.2 * FOLIO_SIZE, "left"), folio),
        _Style(HEADER, "header", "Normal", 99, exact(1.2 * BODY_SIZE, "right"), mark),
        _Style(CELL_TEXT, "表格文字", "Normal", 21, exact(line, "center"), table, is_own=True),
        _Style(CELL_HEADING, "表格标题", CELL_TEXT, 22, [], heading, is_own=True),
    ]


def _make_table_styles() -> list[Element]:
    edges = [make(edge, **_FRAME) for edge in ("top", "left", "bottom", "right")]
    inner = [make(edge, **_FRAME) for edge in ("insideH", "insideV")]
    return [
        make(
            "style",
            make("name", val="Normal Table"),
            make("uiPriority", val=99),
            make("semiHidden"),
            make("unhideWhenUsed"),
            make("tblPr", make("tblInd", w=0, type="dxa")),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        make(
            "style",
            make("name", val="Table Grid"),
            make("basedOn", val="TableNormal"),
            make("uiPriority", val=39),
            make("tblPr", make("tblBorders", *edges, *inner)),
            type="table",
            styleId=GRID,
        ),
    ]
