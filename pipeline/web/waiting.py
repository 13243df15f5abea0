"""How long to wait before asking again: what the server says (RFC 9110 section 10.2.3), else a growing, uneven pause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_BASE_SECONDS = 1.0
_MOST_SECONDS = 60.0
_REMAINING = ("rate-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")
_RESET = ("rate-reset", "x-ratelimit-reset", "x-rate-limit-reset")

# worth asking again: too early, too many, or something broken on the way
RETRIED_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def backoff(attempt: int, chance: float) -> float:
    """Seconds before attempt number `attempt` (1 is the first retry): doubling, between half and one and a half of it."""
    return float(min(_BASE_SECONDS * 2 ** (attempt - 1), _MOST_SECONDS) * (0.5 + chance))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the server asks to wait, from `Retry-After` (seconds or an HTTP date) or a rate limit's reset time."""
    value = headers.get("retry-after", "").strip()
    if value:
        seconds = _seconds(value)
        if seconds is not None:
            return seconds
        try:
            date = parsedate_to_datetime(value)
        except (ValueError, IndexError, TypeError, OverflowError):
            date = None
        if date is not None:
            date = date if date.tzinfo else date.replace(tzinfo=UTC)
            return max(0.0, (date - now).total_seconds())
    if is_rate_limited(headers):
        for name in _RESET:
            reset = _seconds(headers.get(name, "").strip())
            if reset is not None:
                # an absolute time in Unix seconds, or a distance
                return max(0.0, reset - now.timestamp() if reset > 1e9 else reset)
    return None


def is_rate_limited(headers: Mapping[str, str]) -> bool:
    """Whether the answer says that the allowance is used up (some APIs say so with 403)."""
    return any(headers.get(name, "").strip() == "0" for name in _REMAINING)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e12 else None
