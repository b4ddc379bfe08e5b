"""Explanation of why a report cannot be changed."""

from __future__ import annotations

READ_ONLY = "这份报告以只读方式打开，不能修改。要修改，请另存为一份新文件。"
