"""Recordings cut in time: the chapters that a description lists, and what was said in them, from captions.

A chapter is a `DocumentPage` with a heading and seconds. Neighbours: `captions` reads what was said, `youtube` and `vimeo`
know where descriptions stand; which talk a chapter is, is found in `pipeline.corpus.recordings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.sites.document import DocumentPage
from pipeline.sites.fields import line

STRETCH = 180  # seconds; what was said is cut so that a hit lands near the words
MOST_PAGES = 2000
_CHAPTER = re.compile(
    r"^[\s\-*•・▼■◆【\[(（]*(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?!\d)[\])）】]*(?:\s*[-~〜–—]\s*(?:\d{1,2}:)?\d{1,3}:\d{2})?"
    r"[\s\-~〜–—:：|｜.。]*(\S.*)$"
)
_MOST_CHAPTERS = 200
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")  # letters between which Japanese puts no space


@dataclass(frozen=True)
class Cue:
    """A line of captions, and when it is said, in seconds."""

    start: float
    text: str


def chapters(description: str, length: int | None = None) -> tuple[DocumentPage, ...]:
    """The chapters that a description lists: at least two lines that begin with rising times, each with words behind.

    The heading is the chapter's title; `end_seconds` is where the next one begins, or the recording's `length`.
    """
    found: list[tuple[int, str]] = []
    for row in description.split("\n")[:2000]:
        match = _CHAPTER.match(row[:300])
        if match is None:
            continue
        seconds = int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
        if not found or seconds > found[-1][0]:
            found.append((seconds, line(match[4])))
    if len(found) < 2:
        return ()
    found = found[:_MOST_CHAPTERS]
    ends: list[int | None] = [start for start, _ in found[1:]]
    ends.append(length if length and length > found[-1][0] else None)
    return tuple(
        DocumentPage(number, "", title, start_seconds=start, end_seconds=end)
        for number, ((start, title), end) in enumerate(zip(found, ends, strict=True), 1)
    )


def with_words(
    pages: Sequence[DocumentPage], cues: Sequence[Cue], length: int | None = None
) -> tuple[DocumentPage, ...]:
    """`pages` with what was said in them; a chapter of more than STRETCH seconds becomes several of the same heading.

    Without chapters the whole recording is cut into stretches without heading.
    """
    cues = sorted((cue for cue in cues if cue.text), key=lambda cue: cue.start)
    if not cues:
        return tuple(pages)
    frame = list(pages) or [DocumentPage(1, "", start_seconds=0, end_seconds=length)]
    cut: list[DocumentPage] = []
    waiting = list(cues)
    for chapter, following in pairwise([*frame, None]):
        if chapter is None:
            break
        until = following.start_seconds if following is not None else None
        its = [cue for cue in waiting if until is None or cue.start < until]
        waiting = waiting[len(its) :]
        cut += _stretches(chapter, its)
    return tuple(replace(page, number=number) for number, page in enumerate(cut[:MOST_PAGES], 1))


def _stretches(chapter: DocumentPage, cues: Sequence[Cue]) -> list[DocumentPage]:
    begin = chapter.start_seconds or 0
    parts: dict[int, list[str]] = {0: []}
    for cue in cues:
        parts.setdefault(max(0, int(cue.start) - begin) // STRETCH, []).append(cue.text)
    starts = [begin + STRETCH * number for number in parts]
    ends = [*starts[1:], chapter.end_seconds]
    return [
        replace(chapter, text=joined(texts), start_seconds=start, end_seconds=end)
        for texts, start, end in zip(parts.values(), starts, ends, strict=True)
    ]


def joined(texts: Sequence[str]) -> str:
    """One text of the lines of captions, which break off anywhere."""
    whole = ""
    for text in texts:
        tight = not whole or (_UNSPACED.match(whole[-1]) and _UNSPACED.match(text[0]))
        whole += text if tight else f" {text}"
    return whole
