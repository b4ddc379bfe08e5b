"""Editions of the official form, read from ``resources/forms/*.toml``."""

from __future__ import annotations

from report_editor.forms.load import form, form_for_year, forms, read_form
from report_editor.forms.model import (
    Address,
    Balance,
    Cell,
    CellRole,
    Column,
    Form,
    GridCell,
    NumberKind,
    Row,
    Section,
    SectionKind,
    Table,
    TotalRule,
)
from report_editor.forms.node import FormError

__all__ = [
    "Address",
    "Balance",
    "Cell",
    "CellRole",
    "Column",
    "Form",
    "FormError",
    "GridCell",
    "NumberKind",
    "Row",
    "Section",
    "SectionKind",
    "Table",
    "TotalRule",
    "form",
    "form_for_year",
    "forms",
    "read_form",
]
