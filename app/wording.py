"""The small texts of the screen: names of kinds, roles, languages and states; numbers and dates as they are shown.

What does not belong here: sentences that stand in one place only (they stand there), HTML.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

APP = "Talk Corpus"

KINDS = {"lt": "Lightning talk", "talk": "Talk", "keynote": "Keynote", "panel": "Panel", "workshop": "Workshop"}
ROLES = {
    "slides": "Slides",
    "article": "Article",
    "code": "Code",
    "page": "Page",
    "recording": "Recording",
    "event_recording": "Recording of the event",
}
MATCHES = {
    "talk": "Title",
    "summary": "Report",
    "report": "Report of the event",
    "remark": "Remark",
    "section": "Article",
    "chapter": "Recording",
    "slide": "Slide",
}
EVIDENCE = {"talks": "The talk", "talk_speakers": "Speaker", "talk_materials": "Material", "remarks": "Remark"}
REMARKS = {"question": "asked", "answer": "answered", "comment": "said"}
MODES = {"hybrid": "Words and meaning", "words": "Words", "meaning": "Meaning"}
LANGUAGES = {"ja": "Japanese", "en": "English", "zh": "Chinese", "ko": "Korean", "de": "German", "fr": "French"}
STATES = {
    "gone": "no longer online",
    "private": "not public",
    "blocked": "could not be read: the site refused",
    "robots": "not read: the site asks robots not to",
    "too_big": "too big to be read",
    "unsupported": "of a kind that is not read",
    "error": "could not be read",
}


def kind_name(kind: str | None) -> str:
    """`Lightning talk` for `lt`; "" for what says nothing."""
    return KINDS.get(kind or "", "")


def language_name(language: str) -> str:
    return LANGUAGES.get(language, language)


def state_name(status: str | None) -> str:
    """Why a material has no text; "" where it has, or was not asked for."""
    return STATES.get(status or "", "")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 talk`, `1,204 talks`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def clock(seconds: int) -> str:
    """`1:02:03` or `2:03`: a place in a recording."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def day(value: date | datetime | str | None) -> str:
    """`2023-01-18`, the one way a date is written here; "" where unknown."""
    return "" if value is None else str(value)[:10]


def moment(value: datetime, timezone: str | None) -> str:
    """A time as the reader's clock shows it; in UTC, and saying so, where their zone is not known."""
    try:
        zone = ZoneInfo(timezone) if timezone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    return value.astimezone(zone).strftime("%Y-%m-%d %H:%M") + (" UTC" if zone is UTC else "")


def lines(first: int | None, last: int | None) -> str:
    """`line 12` or `lines 12-14` of a source text; "" where unknown."""
    if first is None:
        return ""
    return f"line {first}" if last is None or last == first else f"lines {first}-{last}"
