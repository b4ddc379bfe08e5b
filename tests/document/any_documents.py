"""Documents that hold whatever a file, a clipboard or an input method may bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from report_editor.document import UNPLACED, Document, Part

if TYPE_CHECKING:
    from report_editor.forms import Form

HOSTILE = (
    *("", "-0", "００", "0.0", "1e400", "NaN", "-Infinity", "=1+1", "}\n{", "字" * 300),
    *(
        "\ud800",
        "\udc00\ud800",
        "\u2028",
        "\x00",
        "12件",
        "1,000",
        "３．５万元",
        "7（其中2件重复）",
    ),
)
raw_texts = st.text(max_size=8) | st.sampled_from(HOSTILE)


@st.composite
def any_documents(draw: st.DrawFn, forms: tuple[Form, ...]) -> Document:
    """A document on one of some editions, with anything in every part."""
    form = draw(st.sampled_from(forms))
    totals = [each for each in form.cells if form.cells[each].is_total]
    keys = {
        Part.CELLS: st.sampled_from([each.address for each in form.inputs]),
        Part.STATED: st.sampled_from(totals),
    }
    parts = {
        part: draw(st.dictionaries(keys.get(part, raw_texts), raw_texts, max_size=4))
        for part in Part
    }
    sections = [*(each.key for each in form.text_sections), UNPLACED]
    texts = draw(
        st.dictionaries(st.sampled_from(sections), st.lists(raw_texts, max_size=3), max_size=3)
    )
    return Document(form, parts=parts, texts=texts)
