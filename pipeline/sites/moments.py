"""Dates as sites write them, to datetimes with a zone; None where a text is no date. Nothing raises.

ISO 8601, RFC 822 (feeds), "2021-09-13 07:59:29 UTC" (SlideShare), "August 06, 2026" (Speaker Deck, English only).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

JST = timezone(timedelta(hours=9), "JST")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ENGLISH = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+((?:19|20)\d{2})\b")
_SLASHES = re.compile(r"((?:19|20)\d{2})[/.年](\d{1,2})[/.月](\d{1,2})日?")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")


def moment(text: str, zone: timezone = UTC) -> datetime | None:
    """The moment that `text` writes; `zone` counts where it names none."""
    text = text.strip()
    if not text or len(text) > 100:
        return None
    found = _iso(text) or _rfc822(text) or _english(text) or _slashes(text)
    if found is None or not 2 < found.year < 9998:  # at the ends of the calendar no zone can be told
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone)
    elif (found.utcoffset() or timedelta()) % timedelta(minutes=1):
        # zones with seconds (1900s local times) are valid ISO but not kept by every file format
        found = found.astimezone(UTC)
    return found if 1970 <= found.year <= 2200 else None


def _iso(text: str) -> datetime | None:
    if text.endswith(" UTC"):
        text = text.removesuffix(" UTC") + "+00:00"
    if not text[:4].isdigit() or "-" not in text[:8]:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    if ":" not in text:
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _english(text: str) -> datetime | None:
    found = _ENGLISH.search(text)
    month = _MONTHS.get(found[1][:3].lower()) if found else None
    return _day(int(found[3]), month, int(found[2])) if found and month else None


def _slashes(text: str) -> datetime | None:
    found = _SLASHES.search(text)
    if found is None:
        return None
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    clock = _CLOCK.search(text, found.end())
    if day and clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        return day.replace(hour=int(clock[1]), minute=int(clock[2]))
    return day


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - the caller adds the zone
    except ValueError:
        return None
