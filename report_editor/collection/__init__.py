"""Many reports at once: read, check, sum and compare them, for the office that receives them.

===================================  ==============================================================
``find_files(paths)``                files that may be reports
``Pool(files, options)``             examines them; yields a ``ReportRow`` or an ``UnreadFile`` each
``sum_up(rows)``                     sums of the chosen reports, with the reports that make each
``call_roster(rows, expected)``      who is missing, twice, called otherwise
``summarise_reports(rows, …)``       all of it, with what only the comparison gives
``plan_takeover(document, sums)``    change that makes the sums the tables of a report
``write_note(row, sender, across)``  note with which a report is sent back
``list_sheets(summary)``             tables of a summary, which ``make_workbook`` writes
===================================  ==============================================================
"""

from __future__ import annotations
