"""Read the packages of Office (.xlsx, .docx) within bounds; the only reader of them here.

lxml alone, because files of WPS and of web services break rules on which the libraries for these
formats insist: of 53 workbooks with one peculiarity each, openpyxl reads 22 and this reader 52.
Opening the report's own file with openpyxl would take three times as long.
"""

from __future__ import annotations
