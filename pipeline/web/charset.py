"""Bytes to text: what encoding a body really has, whatever its header says. Never raises.

Valid UTF-8 with anything beyond ASCII in it is UTF-8: the double-byte encodings of Japanese practically never form it by
chance, while servers that label UTF-8 as ISO-8859-1 or Shift_JIS are common. Else the declared encodings are tried (byte
order mark, header, then the page's own `<meta>` or XML declaration), then those that Japanese pages use.
"""

from __future__ import annotations

import codecs
import re

from pipeline.web.answers import Answer

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]+)""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# as browsers read these labels (WHATWG Encoding, section 4.2)
_LABELS = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "utf8": "utf-8",
}
# Python knows them as encodings, no page is written in them
_NO_CHARSETS = frozenset(
    (
        "idna",
        "punycode",
        "undefined",
        "unicode-escape",
        "raw-unicode-escape",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
    )
)
_SINGLE_BYTE = re.compile(r"(?:cp|windows-|iso[-_]?8859|koi8|mac|latin).*", re.I)
_JAPANESE = ("cp932", "euc_jp")
_HEAD = 4096
_JUDGED = 200_000  # bytes that are looked at to choose among guesses


def decode(body: bytes, content_type: str = "") -> str:
    """`body` as text without byte order mark; `content_type` is the header's value. Never raises."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) if name == "utf-8" else 0 :].decode(name, "replace").removeprefix("\ufeff")
    if not body:
        return ""
    declared = _declared(body, content_type)
    if b"\x1b$" in body[:_JUDGED] or b"\x1b(" in body[:_JUDGED]:
        text = _strict(body, "iso2022_jp_ext") or _strict(body, "iso2022_jp_3")
        if text is not None:
            return text
    text = _strict(body, "utf-8")
    if text is not None and (not body.isascii() or not any(_wide(name) for name in declared)):
        return text
    candidates = [name for name in declared if not _SINGLE_BYTE.fullmatch(name) or name == "cp932"]
    for name in candidates:
        text = _strict(body, name)
        if text is not None:
            return text
    guess = max((*candidates, *_JAPANESE, "utf-8"), key=lambda name: _likeness(body[:_JUDGED], name))
    single = next((name for name in declared if _SINGLE_BYTE.fullmatch(name)), "")
    if single and _likeness(body[:_JUDGED], guess) < 0:
        guess = single
    return body.decode(guess, "replace")


def text_of(answer: Answer) -> str:
    """The body of an answer as text."""
    return decode(answer.body, answer.headers.get("content-type", ""))


def _declared(body: bytes, content_type: str) -> list[str]:
    """The encodings that header and page declare, in that order, as Python names; unknown names are left out."""
    head = body[:_HEAD]
    labels = []
    if found := _HEADER.search(content_type):
        labels.append(found[1])
    for pattern in (_XML, _META):
        if match := pattern.search(head):
            labels.append(match[1].decode("ascii"))
    names = []
    for label in labels:
        name = _LABELS.get(label.lower(), label.lower())
        try:
            info = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if getattr(info, "_is_text_encoding", True) and info.name not in _NO_CHARSETS:
            names.append(name)
    return names


def _wide(name: str) -> bool:
    """Whether ASCII bytes may mean something else in this encoding."""
    return name.replace("_", "-").startswith(("utf-16", "utf-32", "utf-7", "iso-2022", "iso2022", "hz"))


def _strict(body: bytes, name: str) -> str | None:
    """`body` in the encoding `name`, or None where it is not; a character cut off at the very end is let pass."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body, final=False)
    except (UnicodeError, LookupError, ValueError):
        return None


def _likeness(sample: bytes, name: str) -> float:
    """How much `sample`, read as `name`, looks like Japanese or European text: more is better, below 0 is none."""
    try:
        text = sample.decode(name, "replace")
    except (LookupError, ValueError):
        return float("-inf")
    score = 0
    for char in text:
        if "\u3040" <= char <= "\u30ff" or char in "、。「」":
            score += 2
        elif "\u4e00" <= char <= "\u9fff":
            score += 1
        elif char == "\ufffd":
            score -= 10
        elif "\uff61" <= char <= "\uff9f" or "\ue000" <= char <= "\uf8ff":
            # half-width kana and private use: what a wrong guess gives
            score -= 2
    return score / max(1, len(text))
