"""What stands before a post's text: front matter in YAML (`---`), TOML (`+++`) or, as Cryogen has it, EDN.

Belongs here: cutting it off and reading it into plain strings. Does not belong here: what a key means for a source
(`files`, `sources`). YAML is read with the loader that makes no types, because Qiita ids look like numbers
(`1e5…` would become a float) and dates must stay as written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where it was built in: the same, faster
MAX_LENGTH = 20_000  # characters; no post has more, and YAML aliases must not be a bomb
FENCES = {"---": ("---", "..."), "+++": ("+++",)}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
PLAIN_KEY = re.compile(r"^([A-Za-z_][\w-]*)\s*[:=]\s*(.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """The keys of a post's front matter, and how many lines it takes of the file."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: int = 0
    note: str = ""  # what was wrong with it, one line

    def text(self, *names: str) -> str:
        """The first of the named keys that has a plain value."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
            if value is not None and not isinstance(value, str | list | dict):
                return str(value)
        return ""

    def words(self, *names: str) -> tuple[str, ...]:
        """The first of the named keys as a tuple of words: a list, or a string of words parted by commas or spaces."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, list):
                return tuple(str(v).strip() for v in value if isinstance(v, str | int | float) and str(v).strip())
            if isinstance(value, str) and value.strip():
                parts = value.split(",") if "," in value else value.split()
                return tuple(part.strip() for part in parts if part.strip())
        return ()

    def moment(self, *names: str) -> datetime | None:
        """The first of the named keys that can be read as a date or a moment."""
        for name in names:
            found = read_moment(self.values.get(name))
            if found is not None:
                return found
        return None


def cut_front_matter(text: str) -> FrontMatter:
    """The front matter at the head of `text`; none gives `lines == 0`. Never raises."""
    text = text[: MAX_LENGTH + 10].removeprefix("\ufeff").replace("\r\n", "\n")
    lead = len(text) - len(text.lstrip("\r\n \t"))
    skipped = text.count("\n", 0, lead)
    lines = text[lead:].split("\n")
    opening = lines[0].rstrip() if lines else ""
    if opening.startswith("{") and ":title" in text[lead : lead + MAX_LENGTH]:
        return edn_map(text[lead:], skipped)
    if opening not in FENCES:
        return unfenced(lines, skipped)
    closing = FENCES[opening]
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in closing), None)
    if end is None:
        if opening == "+++" or any(re.match(r"(title|date|tags)\s*:", line) for line in lines[1:8]):
            stop = next((i for i, line in enumerate(lines[1:], 1) if not line.strip()), len(lines) - 1)
            body = "\n".join(lines[1:stop])
            return FrontMatter(plain_values(body), skipped + stop, "front matter is not closed")
        return FrontMatter()
    body = "\n".join(lines[1:end])
    taken = skipped + end + 1
    if opening == "---" and body.strip() and not PLAIN_KEY.search(body):
        return FrontMatter()  # a rule, text, and another rule
    try:
        values = tomllib.loads(body) if opening == "+++" else yaml.load(body, Loader=LOADER)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        return FrontMatter(
            plain_values(body), taken, f"front matter cannot be read: {' '.join(str(error).split())[:160]}"
        )
    if not isinstance(values, dict):
        return FrontMatter(plain_values(body), taken, "front matter is no table of keys" if body.strip() else "")
    return FrontMatter(values, taken)


# Cryogen's: a map of EDN, keys as keywords, of which plain strings and vectors of strings are read
EDN_PAIR = re.compile(r":([A-Za-z_][\w-]*)\s+(?:\"((?:[^\"\\]|\\.)*)\"|\[([^\[\]]*)\]|:?([\w./-]+))")
EDN_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")
EDN_ESCAPE = re.compile(r"\\([\"\\])")


def edn_map(text: str, skipped: int) -> FrontMatter:
    """Front matter that is a map of EDN, as Cryogen has it: {:title \"…\" :date \"…\" :tags [\"…\"]}."""
    end = text.find("}")
    body = text[: end + 1]
    if end < 0 or ":title" not in body:
        return FrontMatter()
    values: dict[str, Any] = {}
    for key, string, vector, word in EDN_PAIR.findall(body):
        values[key] = [EDN_ESCAPE.sub(r"\1", each) for each in EDN_STRING.findall(vector)]
        if not vector:
            values[key] = EDN_ESCAPE.sub(r"\1", string) or word
    return FrontMatter(values, skipped + body.count("\n") + 1)


UNFENCED = re.compile(r"(?:title|date|layout|slug|author)\s*:\s*\S", re.I)
GOES_ON = re.compile(r"[\w-]+\s*:|\s+\S|- \S")  # a key, or what belongs to the one above
MOST_KEYS = 60  # lines


def unfenced(lines: list[str], skipped: int) -> FrontMatter:
    """Front matter without the line that opens it: Hexo takes it up to a closing "---", Pelican and MultiMarkdown up to the
    first empty line, where title and date are among its keys."""
    if not UNFENCED.match(lines[0]):
        return FrontMatter()
    end = next((at for at, line in enumerate(lines[:MOST_KEYS]) if not GOES_ON.match(line)), None)
    if end is None:
        return FrontMatter()
    body = "\n".join(lines[:end])
    values = plain_values(body)
    closed = lines[end].rstrip() == "---"
    if not closed and (lines[end].strip() or not {"title", "date"} <= {key.lower() for key in values}):
        return FrontMatter()
    try:
        read = yaml.load(body, Loader=LOADER) if closed else None  # Pelican's is no YAML: "#4" stays
    except (yaml.YAMLError, ValueError, RecursionError):
        read = None
    return FrontMatter(read if isinstance(read, dict) else values, skipped + end + closed)


def plain_values(body: str) -> dict[str, str]:
    """The keys of front matter that is broken, line by line."""
    return {found[1]: found[2].strip("'\" ") for found in PLAIN_KEY.finditer(body)}


def read_moment(value: Any) -> datetime | None:
    """A date as posts write it (ISO, `2022-11-10 09:00`, `November 20, 2018`, RFC 2822); with zone, UTC where none."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip().strip("'\"")
    found = re.match(
        r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*"
        r"(Z|UTC|[+-]\d{2}:?\d{2}|[A-Z]{3})?)?",
        text,
    )
    try:
        if found:
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
            zone = found[7] or ""
            if re.fullmatch(r"[+-]\d{2}:?\d{2}", zone):
                stamp = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
                return datetime.fromisoformat(stamp)
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        found = re.match(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", text)
        if found and found[1].lower() in MONTHS:
            return datetime(int(found[3]), MONTHS.index(found[1].lower()) + 1, int(found[2]), tzinfo=UTC)
        found = re.match(r"(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})", text)
        if found and found[2].lower() in MONTHS:
            return datetime(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1]), tzinfo=UTC)
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
