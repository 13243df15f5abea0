"""What a person may type besides words: "a phrase", -word, speaker:, event:, year:, lang:, has:, or an address.

Text in, `Query` out; what each part asks of the tables says `scope`. A word with a colon whose key is not listed here
is a word like any other (`std::vector`, `Note: this`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import QueryError, one_line
from pipeline.search.analysis import fold

QUERY_LIMIT = 4_000
HAS = {
    "slides": ("slides",),
    "article": ("article",),
    "video": ("recording", "event_recording"),
    "recording": ("recording", "event_recording"),
    "code": ("code",),
}
_KEYS = ("speaker", "event", "series", "year", "lang", "has")
_PART = re.compile(
    rf"""(?<!\S)(?P<minus>-(?="|[^\W\d_]))?(?P<key>(?:{"|".join(_KEYS)}):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]\S*))"""
    r"""|(?P<rest>\S+)""",
    re.IGNORECASE | re.VERBOSE,
)
_YEARS = re.compile(r"(?P<only>\d{4})|(?P<first>\d{4})?\.\.(?P<last>\d{4})?")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """A query taken apart. `text` is what is ranked by; the rest narrows."""

    text: str
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)  # first and last, both included
    languages: tuple[str, ...] = ()
    roles: tuple[tuple[str, ...], ...] = ()  # of each, one must be among the talk's materials' roles
    address: str = ""  # the whole query is this address

    @property
    def narrows(self) -> bool:
        """Whether anything but `text` and `without` was asked."""
        return bool(self.phrases or self.speakers or self.events or any(self.years) or self.languages or self.roles)


def parse(query: str) -> Query:
    """`query` taken apart. Raises QueryError where it has no word, or a value that its key does not take."""
    text = query.strip()[:QUERY_LIMIT]
    if _ADDRESS.fullmatch(text):
        return Query(text, address=text)
    words: list[str] = []
    found: dict[str, list[str]] = {name: [] for name in ("phrases", "without", "speaker", "event", "lang", "has")}
    years: tuple[int | None, int | None] = (None, None)
    for match in _PART.finditer(fold(text)):
        value = match["quoted"] if match["quoted"] is not None else match["bare"] or match["rest"] or ""
        value = value.strip()
        key = (match["key"] or "").rstrip(":").lower()
        if not _has_word(value):
            words.append(value if not key else "")
        elif key and match["minus"]:
            remedy = f"write {key}: without the -, or - before a word"
            raise QueryError(one_line("query", "- leaves out words, not what a key asks for", match[0].strip(), remedy))
        elif key == "year":
            if any(years):
                remedy = "write a span, as year:2022..2024"
                raise QueryError(one_line("query", "year: is asked for once", match[0].strip(), remedy))
            years = _years(value)
        elif key:
            found["event" if key == "series" else key].append(_known(key, value))
        elif match["minus"]:
            found["without"].append(value)
        else:
            words.append(value)
            found["phrases"].extend([value] if match["quoted"] is not None else [])
    asked = Query(
        " ".join(word for word in words if word),
        tuple(found["phrases"]),
        tuple(found["without"]),
        tuple(found["speaker"]),
        tuple(found["event"]),
        years,
        tuple(found["lang"]),
        tuple(HAS[value] for value in found["has"]),
    )
    if not _has_word(asked.text) and not asked.narrows:
        raise QueryError(one_line("query", "must have a word", query, "type what the talk is about"))
    return asked


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _years(value: str) -> tuple[int | None, int | None]:
    match = _YEARS.fullmatch(value)
    if not match or not any(match.groups()):
        raise QueryError(one_line("query", "year: takes a year or a span", value, "write year:2022 or year:2022..2024"))
    if match["only"]:
        return int(match["only"]), int(match["only"])
    first, last = (int(match[name]) if match[name] else None for name in ("first", "last"))
    if first is not None and last is not None and first > last:
        first, last = last, first
    return first, last


def _known(key: str, value: str) -> str:
    low = value.lower()
    if key == "has" and low not in HAS:
        raise QueryError(one_line("query", "has: takes one of " + ", ".join(HAS), value, "write has:slides"))
    if key == "lang" and not re.fullmatch(r"[a-z]{2,3}", low):
        raise QueryError(one_line("query", "lang: takes a language's code", value, "write lang:ja or lang:en"))
    return low
