"""Cutting addresses out of running text: Japanese prose, Markdown and HTML alike glue things to them.

Neighbours: `pipeline.reports` knows Markdown and HTML properly and comes here for what stands bare in a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(r"https?://", re.I)
# where an address ends for certain: space, quotes, angle and full-width brackets, Japanese punctuation, and what RFC
# 3986 allows nowhere
_STOP = re.compile(
    r"[\s<>\"`|\\^{}\x00-\x1f\x7f（）「」『』【】〈〉《》〔〕［］｛｝＜＞、。，．！？：；・…“”‘’→←⇒｜／～〜　]"
    r"|&(?:quot|lt|gt|#34|#39|#x27|nbsp);|,(?=https?://)|'(?=[,;)\s>]|$)",
    re.I,
)
_TRAILING = ")]*_.,;:!?'~"
_ASCII_ONLY = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*(?:speakerdeck\.com|docswell\.com|youtube\.com|youtube-nocookie\.com|youtu\.be"
    r"|connpass\.com|zenn\.dev|doorkeeper\.jp|techplay\.jp|peatix\.com|twitter\.com|x\.com|t\.co|bit\.ly"
    r"|docs\.google\.com|drive\.google\.com|nicovideo\.jp|vimeo\.com|lu\.ma|luma\.com|meetup\.com|note\.com)(?![\w.-])",
    re.I,
)
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_PARTICLE = re.compile(r"(?:から|まで|より|です|でし|ます|さん|など|こちら|[をにはがでとのもへや])")
# a video's id is of eleven characters, of which any may be "_": one in 64 ends in it
WHOLE_ID = re.compile(
    r"\byoutu(?:\.be|be(?:-nocookie)?\.com)/(?:[^\s?#]*\?(?:[^\s#]*&)?v=|(?:embed|v|e|shorts|live)/)?[0-9A-Za-z_-]{11}\Z",
    re.I,
)
_CLOSES = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class CutUrl:
    """An address found in a text, and where: `text[start:end]` is the address as written."""

    url: str  # as written, but for `&amp;`
    start: int
    end: int


def cut_urls(text: str) -> list[CutUrl]:
    """The http(s) addresses in `text`, in order, without the punctuation and words that touch them. Never raises."""
    found: list[CutUrl] = []
    position = 0
    while (match := _START.search(text, position)) is not None:
        start = match.start()
        stop = _STOP.search(text, match.end())
        end = stop.start() if stop else len(text)
        end = _cut_glue(text, start, _balanced(text, match.end(), end))
        while end > match.end() and text[end - 1] in _TRAILING and not _is_balanced_close(text, start, end):
            if text[end - 1] == "_" and WHOLE_ID.search(text, start, end):
                break
            end -= 1
        if end > match.end() and text[match.end()] not in "/?#.":
            url = text[start:end]
            found.append(CutUrl(re.sub(r"&(?:amp;)+", "&", url, flags=re.I), start, end))
        position = max(end, match.end())
    return found


def _balanced(text: str, start: int, end: int) -> int:
    """Where the first closing bracket stands that was not opened inside the address: there Markdown's link ends."""
    depth = {"(": 0, "[": 0}
    for index in range(start, end):
        char = text[index]
        if char in depth:
            depth[char] += 1
        elif char in _CLOSES:
            opening = _CLOSES[char]
            if depth[opening] == 0:
                return index
            depth[opening] -= 1
    return end


def _is_balanced_close(text: str, start: int, end: int) -> bool:
    opening = _CLOSES.get(text[end - 1])
    if opening is None:
        return False
    inside = text[start:end]
    return inside.count(opening) >= inside.count(text[end - 1])


def _cut_glue(text: str, start: int, end: int) -> int:
    """The end before Japanese words that run on without a space.

    Sites whose addresses are ASCII end at the first other character. Elsewhere such characters belong to the address when
    they begin a part of it (`/wiki/形態素解析`), not when they follow on letters (`/about参照`) or are a particle (`/を`).
    """
    url = text[start:end]
    run = _NON_ASCII.search(url)
    if run is None:
        return end
    at = start + run.start()
    if _ASCII_ONLY.match(url):
        return at
    scheme_end = url.find("//") + 2
    if not re.search(r"[/?#]", url[scheme_end : run.start()]):
        return end  # a host of its own script
    before = url[run.start() - 1]
    if before.isalnum() or (_PARTICLE.match(run[0]) and "/wiki/" not in url[: run.start()]):
        return at
    return end
