"""Pages of the report on the screen and on a printer."""
