"""Reading values out of JSON that others wrote: any value may be missing, null or of another type. Nothing raises.

Strings come out without lone surrogates and control characters, which no table or file could keep; numbers within the
range that the corpus holds. What a field means is the business of the site that reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST = 2_000_000_000  # fits the corpus's 32-bit columns
_DURATION = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?")


def load_json(text: str) -> Any:
    """The value that `text` writes in JSON, or None where it is none (also where it nests too deep to be read)."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def clean(text: str) -> str:
    """`text` without what cannot be kept; a form feed parts lines. Line ends are `\\n`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x0c" in text:
        text = text.replace("\x0c", "\n")
    return _UNKEEPABLE.sub("", text)


def line(text: str) -> str:
    """`text` as one line: cleaned, runs of space made one."""
    return " ".join(clean(text).split())


def at(value: Any, *path: str | int) -> Any:
    """What lies at `path` inside `value`, or None."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, Sequence) and not isinstance(value, str):
            value = value[step] if -len(value) <= step < len(value) else None
        else:
            return None
    return value


def text_at(value: Any, *path: str | int) -> str:
    """The string at `path`, cleaned and stripped; empty where there is none."""
    found = at(value, *path)
    return clean(found).strip() if isinstance(found, str) else ""


def line_at(value: Any, *path: str | int) -> str:
    """The string or number at `path` as one line; empty where there is none."""
    found = at(value, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found) if abs(found) < 10**18 else ""
    return line(found) if isinstance(found, str) else ""


def number_at(value: Any, *path: str | int) -> int | None:
    """The whole number at `path`, also where it is written as a string; None where there is none or it is negative."""
    found = at(value, *path)
    if isinstance(found, str):
        found = found.strip()
        found = int(found) if found.isascii() and found.isdigit() and len(found) <= 10 else None
    if isinstance(found, float):
        found = int(found) if 0 <= found <= _MOST else None
    if isinstance(found, bool) or not isinstance(found, int):
        return None
    return found if 0 <= found <= _MOST else None


def list_at(value: Any, *path: str | int) -> list[Any]:
    """The list at `path`; a single value becomes a list of one, nothing an empty one."""
    found = at(value, *path)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def duration(text: str) -> int | None:
    """Seconds of an ISO 8601 duration such as `PT31M10S`; None where it is none."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return total if total <= _MOST else None
