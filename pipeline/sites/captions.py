"""YouTube's captions: which of a video's tracks to ask for, and what a track's answer says.

Tracks stand in the player's data (`captions.playerCaptionsTracklistRenderer`, SEEN 2026). An answer is XML
(`<transcript><text start dur>`, its entities escaped twice; or `<timedtext><body><p t d>`) or JSON (`fmt=json3`), all SEEN.
A track whose address says `exp=xpe` answers with nothing but to YouTube's own player (SEEN), so it is not asked for.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from pipeline.sites.chapters import Cue, joined
from pipeline.sites.document import Unreadable
from pipeline.sites.fields import at, clean, line, line_at, list_at, load_json, number_at, text_at
from pipeline.sites.metas import primary_language
from pipeline.web.answers import Answer, Outcome
from pipeline.web.charset import text_of
from pipeline.web.urls import join

PATH = "/api/timedtext"
NEEDS_TOKEN = "captions: YouTube gives them to its own player alone"
EMPTY = "captions: the answer is empty, as for any but YouTube's own player"
_WANTED = ("ja", "en")  # where it cannot be told which language is spoken
_MARKUP = re.compile(r"</?(?:[biusc]|font|ruby|r[tp])\b[^<>]{0,200}>", re.I)
_MOST_CUES = 50_000


@dataclass(frozen=True)
class Track:
    """One track of captions."""

    url: str
    language: str  # BCP 47 primary subtag
    is_heard: bool  # made by speech recognition, hence in the language that is spoken
    needs_token: bool


def tracks(player: Any) -> list[Track]:
    """The tracks that the player's data names, in its order."""
    found = []
    for one in list_at(player, "captions", "playerCaptionsTracklistRenderer", "captionTracks")[:200]:
        url = text_at(one, "baseUrl")
        address = join("https://www.youtube.com/", url) if url else ""
        if urlsplit(address).path == PATH:
            language = primary_language(line_at(one, "languageCode"))
            heard = line_at(one, "kind") == "asr"
            found.append(Track(address, language, heard, "xpe" in parse_qs(urlsplit(address).query).get("exp", [])))
    return found


def best(offered: list[Track]) -> Track | None:
    """The one track to ask for: in the language that is spoken where that can be told, written rather than heard."""
    open_ones = [track for track in offered if not track.needs_token]
    spoken = next((track.language for track in offered if track.is_heard), "")
    order = (spoken, *_WANTED) if spoken else _WANTED

    def rank(track: Track) -> tuple[int, bool]:
        return (order.index(track.language) if track.language in order else len(order), track.is_heard)

    return min(open_ones, key=rank, default=None)


def is_captions(answer: Answer) -> bool:
    """Whether an answer is a track's."""
    return PATH in answer.url and urlsplit(answer.url).path == PATH


def language_of(answer: Answer) -> str:
    """The language in which a track came: the one it was translated to, else its own."""
    query = parse_qs(urlsplit(answer.final_url or answer.url).query)
    return primary_language((query.get("tlang") or query.get("lang") or [""])[0])


def read_captions(answer: Answer) -> list[Cue]:
    """The lines of a track's answer, in its order; empty where the answer is.

    Raises Unreadable (error) where it is neither of the known formats.
    """
    text = text_of(answer).strip()
    if not text:
        return []
    if text.startswith("{"):
        value = load_json(text)
        if not isinstance(at(value, "events"), list):
            raise Unreadable(Outcome.ERROR, "captions: JSON without events")
        return _from_events(list_at(value, "events"))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(clean(text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag not in ("transcript", "timedtext"):
        raise Unreadable(Outcome.ERROR, "captions: neither a transcript in XML nor in JSON")
    return _from_xml(root)


def _from_events(events: list[Any]) -> list[Cue]:
    """`fmt=json3`: milliseconds; events without `segs` are windows, those with `aAppend` add only a line break."""
    cues = []
    for event in events[:_MOST_CUES]:
        said = _plain("".join(text_kept(s) for s in list_at(event, "segs")))
        start = number_at(event, "tStartMs")
        if said and start is not None:
            cues.append(Cue(start / 1000, said))
    return cues


def text_kept(segment: Any) -> str:
    """A segment's words with the space around them, which parts it from its neighbours."""
    found = at(segment, "utf8")
    return found if isinstance(found, str) else ""


def _from_xml(root: Any) -> list[Cue]:
    cues = []
    for element in list(root.iter("text", "p"))[:_MOST_CUES]:
        start = _seconds(element.get("start")) if element.tag == "text" else _seconds(element.get("t"), 1000)
        said = _plain("".join(element.itertext()))
        if said and start is not None:
            cues.append(Cue(start, said))
    return cues


def _seconds(text: str | None, parts: int = 1) -> float | None:
    found = re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text or "")
    return float(found[0]) / parts if found else None


def _plain(text: str) -> str:
    """A line of captions without what is escaped once more inside it, and without its markup."""
    rows = _MARKUP.sub("", html.unescape(text)).split("\n")
    return joined([row for part in rows if (row := line(part))])
