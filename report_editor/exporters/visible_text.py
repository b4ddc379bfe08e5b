"""Remove from a report's texts what cannot be seen on a page, and say what was removed where."""

from __future__ import annotations

from report_editor.common.hidden_characters import replace_hidden

_MOST_NAMED = 20
"""Places that the notes name one by one."""
_BLANKS = " 　"
_DAMAGE = "\ufffd"
"""Sign that a document holds in the place of what neither XML nor a screen can show."""


class VisibleText:
    """Texts as they can be shown to readers: one line each, without signs that nobody sees.

    Such signs can turn the order of a line or hide words from a search. The two joiners and the
    variants of ideographs stay: they decide how their neighbours look.
    """

    def __init__(self) -> None:
        self._notes: dict[str, None] = {}

    def clean(self, text: str, name: str, stand_in: str = "") -> str:
        """Return a text without hidden signs and without blanks at its ends.

        Args:
            text: The text, of one line.
            name: Words for the place where it stands, for the notes.
            stand_in: Sign in the place of each hidden one.
        """
        visible, hidden = replace_hidden(text, stand_in)
        if hidden:
            codes = "、".join(f"U+{ord(char):04X}" for char in hidden[:_MOST_NAMED])
            done = f"写成了“{stand_in}”" if stand_in else "没有写出"
            self._notes[f"{name}里有看不见的字符（{codes}），{done}。"] = None
        if _DAMAGE in text:
            self._notes[f"{name}里有显示不了的字符，写成了“{_DAMAGE}”。"] = None
        bare = visible.strip(_BLANKS + "\t")
        if "\t" in bare:
            self._notes[f"{name}里的制表符写成了空格。"] = None
        return bare.replace("\t", " ")

    def list_notes(self) -> list[str]:
        """Return Chinese sentences about what was removed or replaced."""
        notes = list(self._notes)
        if len(notes) > _MOST_NAMED:
            rest = len(notes) - _MOST_NAMED
            notes[_MOST_NAMED:] = [f"另外还有 {rest} 处也有看不见、显示不了的字符或制表符。"]
        return notes
