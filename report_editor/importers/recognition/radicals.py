"""Put characters in the place of the radicals and the compatibility forms that look like them.

PDFs often spell 一, 工, 人 by the radicals of dictionaries, U+2F00 to 2FD5 and U+2E80 to 2EFF: they
look alike, but are found by no search and printed by few fonts. Unicode's compatibility forms cover
the first block; for the second, whose equivalents no library of ours knows, they are listed. The
same is true of the CJK compatibility ideographs, U+F900 to FAFF and U+2F800 to 2FA1F.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from report_editor.importers.source import Paragraph, Source, TableBlock

_SUPPLEMENT = dict(zip(
    "⺁⺄⺅⺆⺈⺉⺊⺌⺎⺐⺒⺓⺔⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺶⺹⺺⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙亻冂刀刂卜小兀尢巳幺彑忄扌攵旡日月歺母民氵氺灬爫丬牛犭王目示礻竹糹纟罓罒羊耂肀聿月臼艹艹虎衤覀西见角讠贝车辶辶邑钅長镸长门阜阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    strict=True,
))  # fmt: skip
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_COMPATIBLE = {
    chr(code): normal
    for block in (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
    for code in block
    if (normal := unicodedata.normalize("NFC", chr(code))) != chr(code)
}
_CHARACTERS = str.maketrans(_SUPPLEMENT | _KANGXI | _COMPATIBLE)


def replace_radicals(source: Source) -> tuple[Source, int]:
    """Return a source without radicals and compatibility forms, and how many it had."""
    texts = [source.title, *(text for _, text in source.list_texts())]
    count = sum(ord(char) in _CHARACTERS for text in texts for char in text)
    if not count:
        return source, 0
    blocks: list[Paragraph | TableBlock] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            blocks.append(replace(block, text=block.text.translate(_CHARACTERS)))
        else:
            rows = (tuple(cell.translate(_CHARACTERS) for cell in row) for row in block.rows)
            blocks.append(replace(block, rows=tuple(rows)))
    title = source.title.translate(_CHARACTERS)
    return replace(source, blocks=blocks, title=title), count
