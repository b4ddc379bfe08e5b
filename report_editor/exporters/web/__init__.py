"""Write a report for the web: a page of its own, and a copy for the editor of a site."""

from __future__ import annotations
