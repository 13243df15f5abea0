"""Text that came out of fonts: setting right what a PDF's maps got nearly right, and telling what they got wrong.

Slides' texts of all sites are taken from PDFs, by us or by the site. Many Japanese fonts map common characters to their
look-alikes among the radicals (Unicode 17, chapter 18.2), so that a search for the character would miss them; others have
no map at all and give private-use characters or nothing that can be read.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.sites.fields import clean, line

# CJK Radicals Supplement, as EquivalentUnifiedIdeograph.txt of the Unicode Character Database has them; NFKC has no rule
_SUPPLEMENT = {
    "\u2ea0": "民",
    "\u2ec4": "西",
    "\u2ec6": "角",
    "\u2ed1": "長",
    "\u2ed8": "青",
    "\u2edd": "食",
    "\u2ee3": "骨",
    "\u2ee4": "鬼",
    "\u2ee8": "麦",
    "\u2ee9": "黄",
    "\u2eed": "歯",
    "\u2eef": "竜",
    "\u2ef2": "亀",
}
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_STRAIGHT = str.maketrans(_SUPPLEMENT | _KANGXI | _LIGATURES | {"\u00ad": "", "\ufeff": "", "\u200b": ""})
_HYPHENATED = re.compile("[\x02\ufffe](?:\r?\n)?")  # pdfium's sign for a word that goes on in the next line
_UNREADABLE = frozenset(("Co", "Cn", "Cs", "Cc"))  # private use, unassigned, surrogate, control
_GARBLED = 0.1  # share of unreadable characters from which a text is none


def repair(text: str) -> str:
    """A slide's text: radicals and ligatures made letters, lines without space at their ends, none of them empty."""
    rows = (line(row) for row in clean(_HYPHENATED.sub("", text).translate(_STRAIGHT)).split("\n"))
    return "\n".join(row for row in rows if row)


def is_garbled(text: str) -> bool:
    """Whether a text, as it came, is what a font without a usable map gives."""
    written = "".join(_HYPHENATED.sub("", text).split())
    if written.isprintable() and "\ufffd" not in written:
        return False
    wrong = sum(1 for c in written if c == "\ufffd" or unicodedata.category(c) in _UNREADABLE)
    return wrong > len(written) * _GARBLED
