"""Names of the published reports among the samples that are read whole."""

from __future__ import annotations

PUBLISHED = (
    "hongze-2023.pdf",
    "shanghai-kewei-2024.md",
    "shanghai-office-2019.html",
    "shuyang-fgj-2023.html",
    "yanlong-2022.txt",
    "blank-form-2021.docx",
)
