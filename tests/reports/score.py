"""How well the project's own posts are read: labels against reports, one count for each field, and what went wrong.

Belongs here: matching what was read with what is labelled, counting, naming each slip. Used by `test_posts` alone; the
posts and their labels lie in `posts/`. What does not belong here: understanding, and thresholds (`posts/floors.json`).

A talk that was read stands for at most one labelled talk: first those that share an address, then those with like
titles, then those with a common speaker where one side has no title. What belongs to a talk counts only there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Record = Mapping[str, Any]

FIELDS = (
    "kind",
    "event title",
    "event date",
    "event url",
    "talks",
    "titles",
    "talk kinds",
    "speakers",
    "materials",
    "videos",
    "recordings",
    "next event",
    "remarks",
    "tweets",
)
LIKE = 0.75  # titles of one thing, told in other words
SAME = 0.9  # a title that was read right
HONORIFIC = re.compile(r"(?:さん|氏|先生|様|くん|ちゃん)$")
WRAPPERS = {"google.com/url": "q", "l.facebook.com/l.php": "u"}  # addresses that hold another one, and where
LEAD = 12  # letters that may stand before a remark's first words, such as a name that was not cut off


@dataclass(frozen=True)
class Slip:
    """One thing that was not read, or read though it is not there."""

    post: str
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.post}: {self.field}: {self.what}"


@dataclass
class Count:
    """Things right, read and wanted, of one field."""

    right: int = 0
    read: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Right among read; 1 where nothing was read."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Right among wanted; 1 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.read + self.wanted) if self.read + self.wanted else 1.0


@dataclass
class Score:
    """Counts of every field over all posts scored so far, and every slip."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    slips: list[Slip] = field(default_factory=list)

    def add(self, post: str, name: str, wanted: Iterable[Hashable], read: Iterable[Hashable], about: str = "") -> None:
        """Count the things of one field that are wanted and those that were read; both are sets in effect."""
        want, got = list(dict.fromkeys(wanted)), list(dict.fromkeys(read))
        right = [thing for thing in want if thing in got]
        self.tally(
            post,
            name,
            len(right),
            missing=[w for w in want if w not in right],
            extra=[g for g in got if g not in right],
            about=about,
        )

    def tally(
        self, post: str, name: str, right: int, *, missing: Sequence[object], extra: Sequence[object], about: str = ""
    ) -> None:
        """Count `right` things, and a slip for each that is missing or too much."""
        count = self.counts[name]
        count.right += right
        count.read += right + len(extra)
        count.wanted += right + len(missing)
        where = f" ({about})" if about else ""
        self.slips += [Slip(post, name, f"not read: {thing}{where}") for thing in missing]
        self.slips += [Slip(post, name, f"read but not there: {thing}{where}") for thing in extra]


def letters(text: str | None) -> str:
    """Only letters and digits, NFKC, lower case; of a link or a tag the words that a reader sees."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)\s]*\)?|<[^>]*>", lambda found: found[1] or "", text or "")
    return "".join(c for c in unicodedata.normalize("NFKC", plain).lower() if c.isalnum())


def names(speaker: str) -> frozenset[str]:
    """Every name of one speaker ("handle|real name"), folded."""
    parts = (HONORIFIC.sub("", part.strip().removeprefix("@")) for part in speaker.split("|"))
    return frozenset(filter(None, map(letters, parts)))


def address(url: str) -> str:
    """One text for the many ways of writing the address of one thing."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:  # as broken as a post may write it
        return url.lower()
    host = (parts.hostname or "").removeprefix("www.")
    path, query = unquote(parts.path).rstrip("/"), parse_qs(parts.query)
    if (wrapped := WRAPPERS.get(f"{host}{path}")) and wrapped in query:  # what counts is where the link leads
        return address(query[wrapped][0])
    if host.removeprefix("m.") in {"youtube.com", "youtube-nocookie.com", "youtu.be"}:
        if found := re.fullmatch(r"/(?:(?:embed|live|shorts|v)/)?([\w-]{11})", path):
            return f"youtube:{found[1]}"
        return f"youtube:{(query.get('v') or query.get('list') or [path])[0]}"
    if host == "docswell.com" and (found := re.match(r"/(?:s/[^/]+|slide)/([0-9A-Z]{6})", path)):
        return f"docswell:{found[1]}"
    return f"{host}{path}".lower()


def addresses(urls: Iterable[str] | None) -> list[str]:
    """The distinct things that `urls` lead to, in order."""
    return list(dict.fromkeys(address(url) for url in urls or () if url))


def likeness(a: str | None, b: str | None) -> float:
    """0..1: how like two titles are; a title within the other counts as like."""
    one, other = sorted((letters(a), letters(b)), key=len)
    if not one:
        return 0.0
    if one in other and len(one) >= 6:
        return LIKE + (1 - LIKE) * len(one) / len(other)
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def nearness(wanted: Record, read: Record) -> float:
    """How surely two talks are one: 0 not at all, 2 and more by an address, 1 and more by title."""
    ours, theirs = ({*addresses(talk["materials"]), *addresses(talk["videos"])} for talk in (wanted, read))
    alike = likeness(wanted["title"], read["title"])
    if ours & theirs:
        return 2 + alike
    if alike >= LIKE:
        return 1 + alike
    if wanted["title"] and read["title"]:
        return 0.0
    return 0.5 if people(wanted) & people(read) else 0.0


def people(talk: Record) -> frozenset[str]:
    """Every name of every speaker of a talk."""
    return frozenset[str]().union(*map(names, talk["speakers"]))


def pair(wanted: Sequence[Record], read: Sequence[Record]) -> dict[int, int]:
    """The index of the talk that was read for each labelled one, the surest first, near places before far ones."""
    near = [(nearness(w, r), -abs(i - j), i, j) for i, w in enumerate(wanted) for j, r in enumerate(read)]
    pairs: dict[int, int] = {}
    for sure, _, i, j in sorted(near, reverse=True):
        if sure and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def score_post(score: Score, label: Record, read: Record) -> None:
    """Add what was read of one post (the shape of the labels, remarks with their whole "text") to `score`."""
    post = label["file"]
    score.add(post, "kind", [label["kind"]], [read["kind"]])
    score_event(score, post, label, read)
    wanted, got = label["talks"], read["talks"]
    pairs = pair(wanted, got)
    score.tally(
        post,
        "talks",
        len(pairs),
        missing=[shown(talk) for i, talk in enumerate(wanted) if i not in pairs],
        extra=[shown(talk) for j, talk in enumerate(got) if j not in pairs.values()],
    )
    unread: Record = {"title": None, "kind": None, "speakers": [], "materials": [], "videos": []}
    for i, talk in enumerate(wanted):
        score_talk(score, post, talk, got[pairs[i]] if i in pairs else unread)
    for j, talk in enumerate(got):
        if j not in pairs.values():
            score_talk(score, post, unread, talk)
    score.add(post, "recordings", addresses(label["recordings"]), addresses(read["recordings"]))
    for name, via_tweet in (("remarks", False), ("tweets", True)):
        ours, theirs = (
            [r for r in side["remarks"] if (r.get("via") == "tweet") == via_tweet] for side in (label, read)
        )
        score_remarks(score, post, name, ours, theirs, pairs)


def score_event(score: Score, post: str, label: Record, read: Record) -> None:
    """The event and the next one; a title counts as read when it is like the label's."""
    ours, theirs = label["event"] or {}, read["event"] or {}
    wanted, got = ours.get("title"), theirs.get("title")
    if likeness(wanted, got) >= LIKE:
        got = wanted
    score.add(post, "event title", filter(None, [wanted]), filter(None, [got]))
    score.add(post, "event date", filter(None, [ours.get("date")]), filter(None, [theirs.get("date")]))
    score.add(post, "event url", addresses([ours.get("url") or ""]), addresses([theirs.get("url") or ""]))
    following = [side["next_event"] or {} for side in (label, read)]
    ours, theirs = ([*addresses([side.get("url") or ""]), *filter(None, [side.get("date")])] for side in following)
    score.add(post, "next event", ours, theirs)


def score_talk(score: Score, post: str, wanted: Record, got: Record) -> None:
    """What belongs to one talk, against what was read of it; either side may be nothing."""
    about = wanted["title"] or got["title"] or "a talk without title"
    title = wanted["title"] if likeness(wanted["title"], got["title"]) >= SAME else got["title"]
    score.add(post, "titles", filter(None, [wanted["title"]]), filter(None, [title]), about)
    score.add(post, "talk kinds", filter(None, [wanted["kind"]]), filter(None, [got["kind"]]), about)
    score.add(post, "materials", addresses(wanted["materials"]), addresses(got["materials"]), about)
    score.add(post, "videos", addresses(wanted["videos"]), addresses(got["videos"]), about)
    left, missing = list(got["speakers"]), []
    for speaker in wanted["speakers"]:
        found = next((other for other in left if names(other) & names(speaker)), None)
        if found is None:
            missing.append(speaker)
        else:
            left.remove(found)
    score.tally(post, "speakers", len(wanted["speakers"]) - len(missing), missing=missing, extra=left, about=about)


def score_remarks(
    score: Score, post: str, name: str, wanted: Sequence[Record], read: Sequence[Record], pairs: Mapping[int, int]
) -> None:
    """A remark is right with its speaker, its first words and, where both sides say one, its talk."""
    left, missing = list(read), []
    for remark in wanted:
        found = next((other for other in left if same_remark(remark, other, pairs)), None)
        if found is None:
            missing.append(f"{remark['speaker']}: {remark['starts']}")
        else:
            left.remove(found)
    extra = [f"{other['speaker']}: {other['text'][:40]}" for other in left]
    score.tally(post, name, len(wanted) - len(missing), missing=missing, extra=extra)


def same_remark(label: Record, read: Record, pairs: Mapping[int, int]) -> bool:
    """Whether `read` is the remark that `label` begins."""
    start = letters(label["starts"])
    if not names(label["speaker"]) & names(read["speaker"]) or start not in letters(read["text"])[: len(start) + LEAD]:
        return False
    return label["talk"] is None or read["talk"] is None or pairs.get(label["talk"]) == read["talk"]


def shown(talk: Record) -> str:
    """A talk as a slip names it."""
    return f"{talk['title'] or '(no title)'} / {', '.join(talk['speakers']) or '(nobody)'}"
