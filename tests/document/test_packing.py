"""A document packed as plain data comes back equal, and what is no such data is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from report_editor.document import Document, Field, Part
from report_editor.document.packing import pack_document, unpack_document
from report_editor.forms import form, forms
from tests.document.any_documents import any_documents


@given(any_documents(forms()))
def test_any_document_comes_back_equal(document: Document) -> None:
    assert unpack_document(json.loads(json.dumps(pack_document(document)))) == document


def test_every_text_comes_back_as_it_is() -> None:
    """Texts such as -0 stay as they are; the public JSON would write the number they mean."""
    cells = {"requests.new.business": "-0", "requests.granted.business": " ００3件"}
    fields: dict[str, str] = {Field.YEAR: "2023年 ", Field.TITLE: "标题"}
    report = Document(form("2021"), parts={Part.CELLS: cells, Part.FIELDS: fields})
    packed = json.loads(json.dumps(pack_document(report)))
    assert packed == {"form": "2021", "parts": {"cells": cells, "fields": fields}, "texts": {}}
    assert unpack_document(packed) == report


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"form": "1999", "parts": {}, "texts": {}},
        {"form": "2021", "parts": [], "texts": {}},
        {"form": "2021", "parts": {"no part": {}}, "texts": {}},
        {"form": "2021", "parts": {"cells": {"no.such.cell": "1"}}, "texts": {}},
        {"form": "2021", "parts": {"fields": {"title": 1}}, "texts": {}},
        {"form": "2021", "parts": {}, "texts": {"overview": "text"}},
        {"form": "2021", "parts": {}, "texts": {"overview": [None]}},
        {"form": "2021", "parts": {}, "texts": {"no section": []}},
    ],
)
def test_what_is_no_document_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        unpack_document(data)
